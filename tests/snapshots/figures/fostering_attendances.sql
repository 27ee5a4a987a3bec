SELECT
  "t2"."key" AS "fact",
  "t2"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  "t2"."class_name" AS "detail",
  "t2"."source"
FROM (
  SELECT
    "t1"."key",
    "t1"."person",
    "t1"."training_class",
    "t1"."class_name",
    "t1"."kind",
    "t1"."gives",
    "t1"."outcome",
    "t1"."first_day",
    "t1"."last_day",
    "t1"."recorded_at",
    "t1"."source",
    ROW_NUMBER() OVER (
      PARTITION BY "t1"."person", "t1"."training_class"
      ORDER BY "t1"."first_day" ASC, "t1"."key" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS "place"
  FROM (
    SELECT
      *
    FROM "attended" AS "t0"
    WHERE
      "t0"."outcome" IN ('completed', 'dropped', 'enrolled')
      AND "t0"."kind" = 'fostering'
      AND "t0"."first_day" <= MAKE_DATE(2011, 7, 31)
      AND "t0"."last_day" >= MAKE_DATE(2006, 1, 1)
  ) AS "t1"
) AS "t2"
WHERE
  "t2"."place" = 0
ORDER BY
  "t2"."person" ASC,
  "t2"."key" ASC
