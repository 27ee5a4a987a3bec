SELECT
  "t14"."key" AS "fact",
  "t14"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t14"."class_name", '') AS "detail",
  "t14"."source",
  '' AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t14"."person" AS "base"
FROM (
  SELECT
    "t13".*
    EXCLUDE ("turn")
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t11"."key",
        "t11"."person",
        "t11"."training_class",
        "t11"."class_name",
        "t11"."kind",
        "t11"."course",
        "t11"."field",
        "t11"."gives",
        "t11"."institution_level",
        "t11"."outcome",
        "t11"."first_day",
        "t11"."last_day",
        "t11"."source",
        ROW_NUMBER() OVER (
          PARTITION BY "t11"."person"
          ORDER BY "t11"."first_day" ASC, "t11"."key" ASC
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
          SEMI JOIN (
            SELECT
              "t2"."person"
            FROM "pooled" AS "t2"
            WHERE
              (
                (
                  "t2"."held_from" IS NULL
                )
                OR (
                  "t2"."held_from" <= (
                    SELECT
                      "t1"."as_of"
                    FROM "asked" AS "t1"
                  )
                )
              )
              AND (
                (
                  "t2"."held_to" IS NULL
                )
                OR (
                  "t2"."held_to" >= (
                    SELECT
                      "t1"."as_of"
                    FROM "asked" AS "t1"
                  )
                )
              )
          ) AS "t9"
            ON "t7"."person" = "t9"."person"
        ) AS "t10"
        WHERE
          "t10"."first_day" <= (
            SELECT
              "t1"."last_day"
            FROM "asked" AS "t1"
          )
          AND "t10"."last_day" >= (
            SELECT
              "t1"."first_day"
            FROM "asked" AS "t1"
          )
      ) AS "t11"
    ) AS "t12"
    WHERE
      "t12"."turn" = 0
  ) AS "t13"
) AS "t14"
ORDER BY
  "t14"."person" ASC,
  "t14"."key" ASC
