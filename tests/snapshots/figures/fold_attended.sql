SELECT
  "t10"."key",
  "t10"."person",
  "t10"."training_class",
  "t9"."class_name",
  "t9"."kind",
  "t9"."gives",
  "t10"."outcome",
  "t9"."first_day",
  "t9"."last_day",
  "t10"."recorded_at",
  "t10"."source"
FROM (
  SELECT
    *
  FROM "attendances" AS "t0"
  WHERE
    "t0"."recorded_at" <= (
      SELECT
        "t2"."known_at"
      FROM "asked" AS "t2"
    )
    AND (
      (
        "t0"."voided_at" IS NULL
      )
      OR (
        "t0"."voided_at" > (
          SELECT
            "t2"."known_at"
          FROM "asked" AS "t2"
        )
      )
    )
) AS "t10"
INNER JOIN (
  SELECT
    "t4"."id" AS "training_class",
    "t4"."name" AS "class_name",
    "t4"."kind",
    "t5"."gives",
    COALESCE("t4"."begins_earliest", "t4"."ends_earliest") AS "first_day",
    COALESCE("t4"."ends_latest", "t4"."begins_latest") AS "last_day"
  FROM "classes" AS "t4"
  LEFT OUTER JOIN "courses" AS "t5"
    ON "t4"."course" = "t5"."code"
) AS "t9"
  ON "t10"."training_class" = "t9"."training_class"
