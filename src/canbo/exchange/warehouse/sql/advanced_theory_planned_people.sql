SELECT
  "t12"."key" AS "fact",
  "t12"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t12"."class_name", '') AS "detail",
  "t12"."source",
  '' AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t12"."person" AS "base"
FROM (
  SELECT
    "t11".*
    EXCLUDE ("turn")
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t9"."key",
        "t9"."person",
        "t9"."training_class",
        "t9"."class_name",
        "t9"."kind",
        "t9"."course",
        "t9"."field",
        "t9"."gives",
        "t9"."institution_level",
        "t9"."outcome",
        "t9"."first_day",
        "t9"."last_day",
        "t9"."source",
        ROW_NUMBER() OVER (
          PARTITION BY "t9"."person"
          ORDER BY "t9"."first_day" ASC, "t9"."key" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "turn"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t7"."key",
            "t7"."person",
            "t7"."training_class",
            "t7"."class_name",
            "t7"."kind",
            "t7"."course",
            "t7"."field",
            "t7"."gives",
            "t7"."institution_level",
            "t7"."outcome",
            "t7"."first_day",
            "t7"."last_day",
            "t7"."source"
          FROM (
            SELECT
              *
            FROM "attended" AS "t0"
            WHERE
              "t0"."gives" IN ('CTCC') AND NOT (
                "t0"."outcome" IN ('dropped')
              )
          ) AS "t7"
          SEMI JOIN "pooled" AS "t3"
            ON "t7"."person" = "t3"."person"
            AND (
              (
                "t3"."held_from" IS NULL
              ) OR (
                "t3"."held_from" <= "t7"."first_day"
              )
            )
            AND (
              (
                "t3"."held_to" IS NULL
              ) OR (
                "t3"."held_to" >= "t7"."first_day"
              )
            )
        ) AS "t8"
        WHERE
          "t8"."first_day" <= (
            SELECT
              "t2"."last_day"
            FROM "asked" AS "t2"
          )
          AND "t8"."last_day" >= (
            SELECT
              "t2"."first_day"
            FROM "asked" AS "t2"
          )
      ) AS "t9"
    ) AS "t10"
    WHERE
      "t10"."turn" = 0
  ) AS "t11"
) AS "t12"
ORDER BY
  "t12"."person" ASC,
  "t12"."key" ASC
