SELECT
  "t11"."key",
  "t11"."person",
  "t11"."training_class",
  "t14"."class_name",
  "t14"."kind",
  "t14"."course",
  "t14"."field",
  "t14"."gives",
  "t14"."institution_level",
  "t11"."outcome",
  "t14"."first_day",
  "t14"."last_day",
  "t11"."source"
FROM (
  SELECT
    "t0"."key",
    "t0"."person",
    "t0"."training_class",
    "t0"."outcome",
    "t0"."source"
  FROM "attendances" AS "t0"
  WHERE
    "t0"."recorded_at" <= (
      SELECT
        "t1"."known_at"
      FROM "asked" AS "t1"
    )
    AND (
      (
        "t0"."voided_at" IS NULL
      )
      OR (
        "t0"."voided_at" > (
          SELECT
            "t1"."known_at"
          FROM "asked" AS "t1"
        )
      )
    )
) AS "t11"
INNER JOIN (
  SELECT
    "t12"."kind",
    "t12"."course",
    "t12"."field",
    "t12"."gives",
    "t12"."institution_level",
    "t12"."id" AS "training_class",
    "t12"."name" AS "class_name",
    COALESCE("t12"."begins_earliest", "t12"."ends_earliest") AS "first_day",
    COALESCE("t12"."ends_latest", "t12"."begins_latest") AS "last_day"
  FROM (
    SELECT
      "t5"."id",
      "t5"."name",
      "t5"."kind",
      "t5"."course",
      "t5"."institution",
      "t5"."begins_earliest",
      "t5"."begins_latest",
      "t5"."ends_earliest",
      "t5"."ends_latest",
      "t9"."field",
      "t9"."gives",
      "t6"."institution_level"
    FROM "classes" AS "t5"
    LEFT OUTER JOIN (
      SELECT
        "t4"."code" AS "course",
        "t4"."field",
        "t4"."gives"
      FROM "courses" AS "t4"
    ) AS "t9"
      ON "t5"."course" = "t9"."course"
    LEFT OUTER JOIN "institutions" AS "t6"
      ON "t5"."institution" = "t6"."institution"
  ) AS "t12"
) AS "t14"
  ON "t11"."training_class" = "t14"."training_class"
