SELECT
  "t5"."key" AS "fact",
  "t5"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  "t5"."class_name" AS "detail",
  "t5"."source"
FROM (
  SELECT
    "t4"."key",
    "t4"."person",
    "t4"."training_class",
    "t4"."class_name",
    "t4"."kind",
    "t4"."gives",
    "t4"."outcome",
    "t4"."first_day",
    "t4"."last_day",
    "t4"."recorded_at",
    "t4"."source",
    ROW_NUMBER() OVER (
      PARTITION BY "t4"."person"
      ORDER BY "t4"."first_day" ASC, "t4"."key" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS "place"
  FROM (
    SELECT
      *
    FROM "attended" AS "t0"
    WHERE
      "t0"."outcome" IN ('completed', 'dropped', 'enrolled')
      AND "t0"."gives" = 'CTTC'
      AND "t0"."first_day" <= (
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
  "t5"."place" = 0
ORDER BY
  "t5"."person" ASC,
  "t5"."key" ASC
