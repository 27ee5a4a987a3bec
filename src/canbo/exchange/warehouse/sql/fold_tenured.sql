SELECT
  "t6"."key",
  "t6"."person",
  "t6"."first_day",
  "t6"."last_day",
  "t6"."held_from",
  "t6"."held_to",
  "t6"."source",
  "t6"."post",
  "t3"."unit",
  "t3"."title",
  "t3"."post_class",
  "t3"."level",
  "t3"."managed_by",
  "t3"."place",
  "t3"."key_post",
  "t3"."leader",
  "t3"."side",
  "t6"."manner",
  "t6"."act",
  "t6"."ends_earliest",
  "t6"."ends_latest"
FROM (
  SELECT
    "t0"."person",
    "t0"."post",
    "t0"."manner",
    "t0"."act",
    "t0"."term",
    "t0"."key",
    "t0"."begins_earliest",
    "t0"."begins_latest",
    "t0"."ends_earliest",
    "t0"."ends_latest",
    "t0"."known_by",
    "t0"."recorded_at",
    "t0"."voided_at",
    "t0"."source",
    CASE
      WHEN COALESCE(COALESCE("t0"."begins_latest", "t0"."known_by") > "t0"."ends_earliest", FALSE)
      THEN COALESCE("t0"."begins_earliest", "t0"."known_by")
      ELSE COALESCE("t0"."begins_latest", "t0"."known_by")
    END AS "held_from",
    CASE
      WHEN COALESCE(COALESCE("t0"."begins_latest", "t0"."known_by") > "t0"."ends_earliest", FALSE)
      THEN "t0"."ends_latest"
      ELSE "t0"."ends_earliest"
    END AS "held_to",
    "t0"."begins_earliest" AS "first_day",
    "t0"."begins_latest" AS "last_day"
  FROM "tenures" AS "t0"
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
) AS "t6"
INNER JOIN "seats" AS "t3"
  ON "t6"."post" = "t3"."post"
