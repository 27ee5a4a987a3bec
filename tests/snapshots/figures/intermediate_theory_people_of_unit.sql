SELECT
  "t14"."key" AS "fact",
  "t14"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  "t14"."class_name" AS "detail",
  "t14"."source"
FROM (
  SELECT
    "t13"."key",
    "t13"."person",
    "t13"."training_class",
    "t13"."class_name",
    "t13"."kind",
    "t13"."gives",
    "t13"."outcome",
    "t13"."first_day",
    "t13"."last_day",
    "t13"."recorded_at",
    "t13"."source",
    ROW_NUMBER() OVER (
      PARTITION BY "t13"."person"
      ORDER BY "t13"."first_day" ASC, "t13"."key" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS "place"
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
        "t9"."gives",
        "t9"."outcome",
        "t9"."first_day",
        "t9"."last_day",
        "t9"."recorded_at",
        "t9"."source"
      FROM (
        SELECT
          *
        FROM "attended" AS "t0"
        WHERE
          "t0"."outcome" IN ('completed', 'dropped', 'enrolled') AND "t0"."gives" = 'CTTC'
      ) AS "t9"
      SEMI JOIN (
        SELECT
          "t4"."key",
          "t4"."person",
          "t4"."unit",
          "t4"."post_class",
          "t4"."level",
          "t4"."recorded_at",
          "t4"."source"
        FROM "held" AS "t4"
        SEMI JOIN "scope" AS "t5"
          ON "t4"."unit" = "t5"."unit"
      ) AS "t11"
        ON "t9"."person" = "t11"."person"
    ) AS "t12"
    WHERE
      "t12"."first_day" <= (
        SELECT
          "t1"."last_day"
        FROM "asked" AS "t1"
      )
      AND "t12"."last_day" >= (
        SELECT
          "t1"."first_day"
        FROM "asked" AS "t1"
      )
  ) AS "t13"
) AS "t14"
WHERE
  "t14"."place" = 0
ORDER BY
  "t14"."person" ASC,
  "t14"."key" ASC
