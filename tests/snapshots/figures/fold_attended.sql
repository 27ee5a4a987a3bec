SELECT
  "t6"."key",
  "t6"."person",
  "t6"."training_class",
  "t8"."class_name",
  "t8"."kind",
  "t8"."gives",
  "t6"."outcome",
  "t8"."first_day",
  "t8"."last_day",
  "t6"."recorded_at",
  "t6"."source"
FROM (
  SELECT
    *
  FROM "attendances" AS "t0"
  WHERE
    "t0"."recorded_at" <= MAKE_TIMESTAMPTZ(2030, 1, 1, 0, 0, 0.0, 'UTC')
    AND (
      (
        "t0"."voided_at" IS NULL
      )
      OR (
        "t0"."voided_at" > MAKE_TIMESTAMPTZ(2030, 1, 1, 0, 0, 0.0, 'UTC')
      )
    )
) AS "t6"
INNER JOIN (
  SELECT
    "t3"."id" AS "training_class",
    "t3"."name" AS "class_name",
    "t3"."kind",
    "t4"."gives",
    COALESCE("t3"."begins_earliest", "t3"."ends_earliest") AS "first_day",
    COALESCE("t3"."ends_latest", "t3"."begins_latest") AS "last_day"
  FROM "classes" AS "t3"
  LEFT OUTER JOIN "courses" AS "t4"
    ON "t3"."course" = "t4"."code"
) AS "t8"
  ON "t6"."training_class" = "t8"."training_class"
