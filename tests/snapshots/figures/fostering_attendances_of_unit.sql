SELECT
  "t11"."key" AS "fact",
  "t11"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  "t11"."class_name" AS "detail",
  "t11"."source"
FROM (
  SELECT
    "t10"."key",
    "t10"."person",
    "t10"."training_class",
    "t10"."class_name",
    "t10"."kind",
    "t10"."gives",
    "t10"."outcome",
    "t10"."first_day",
    "t10"."last_day",
    "t10"."recorded_at",
    "t10"."source",
    ROW_NUMBER() OVER (
      PARTITION BY "t10"."person", "t10"."training_class"
      ORDER BY "t10"."first_day" ASC, "t10"."key" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS "place"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t6"."key",
        "t6"."person",
        "t6"."training_class",
        "t6"."class_name",
        "t6"."kind",
        "t6"."gives",
        "t6"."outcome",
        "t6"."first_day",
        "t6"."last_day",
        "t6"."recorded_at",
        "t6"."source"
      FROM (
        SELECT
          *
        FROM "attended" AS "t0"
        WHERE
          "t0"."outcome" IN ('completed', 'dropped', 'enrolled')
          AND "t0"."kind" = 'fostering'
      ) AS "t6"
      SEMI JOIN (
        SELECT
          "t3"."key",
          "t3"."person",
          "t3"."unit",
          "t3"."post_class",
          "t3"."level",
          "t3"."recorded_at",
          "t3"."source"
        FROM "held" AS "t3"
        SEMI JOIN "scope" AS "t4"
          ON "t3"."unit" = "t4"."unit"
      ) AS "t8"
        ON "t6"."person" = "t8"."person"
    ) AS "t9"
    WHERE
      "t9"."first_day" <= MAKE_DATE(2011, 7, 31)
      AND "t9"."last_day" >= MAKE_DATE(2006, 1, 1)
  ) AS "t10"
) AS "t11"
WHERE
  "t11"."place" = 0
ORDER BY
  "t11"."person" ASC,
  "t11"."key" ASC
