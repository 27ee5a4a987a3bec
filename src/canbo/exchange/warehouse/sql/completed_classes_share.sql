SELECT
  "t7"."key" AS "fact",
  "t7"."person",
  "t7"."outcome" IN ('completed') AS "met",
  COALESCE("t7"."class_name", '') AS "detail",
  "t7"."source",
  '' AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t7"."key" AS "base"
FROM (
  SELECT
    "t6".*
    EXCLUDE ("turn")
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t4"."key",
        "t4"."person",
        "t4"."training_class",
        "t4"."class_name",
        "t4"."kind",
        "t4"."course",
        "t4"."field",
        "t4"."gives",
        "t4"."institution_level",
        "t4"."outcome",
        "t4"."first_day",
        "t4"."last_day",
        "t4"."source",
        ROW_NUMBER() OVER (
          PARTITION BY "t4"."person", "t4"."training_class"
          ORDER BY "t4"."first_day" ASC, "t4"."key" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "turn"
      FROM (
        SELECT
          *
        FROM "attended" AS "t0"
        WHERE
          "t0"."first_day" <= (
            SELECT
              "t1"."last_day"
            FROM "asked" AS "t1"
          )
          AND "t0"."last_day" >= (
            SELECT
              "t1"."first_day"
            FROM "asked" AS "t1"
          )
      ) AS "t4"
    ) AS "t5"
    WHERE
      "t5"."turn" = 0
  ) AS "t6"
) AS "t7"
ORDER BY
  "t7"."person" ASC,
  "t7"."key" ASC
