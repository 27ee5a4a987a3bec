SELECT
  "t12"."key",
  "t12"."person",
  "t12"."first_day",
  "t12"."last_day",
  "t12"."held_from",
  "t12"."held_to",
  "t12"."source",
  "t12"."post",
  "t4"."unit",
  "t4"."title",
  "t4"."post_class",
  "t4"."level",
  "t4"."managed_by",
  "t4"."place",
  "t4"."key_post",
  "t4"."leader",
  "t4"."side",
  "t12"."exit_reason",
  "t12"."ordinal"
FROM (
  SELECT
    "t10"."person",
    "t10"."post",
    "t10"."term",
    "t10"."exit_reason",
    "t10"."key",
    "t10"."begins_earliest",
    "t10"."begins_latest",
    "t10"."ends_earliest",
    "t10"."ends_latest",
    "t10"."known_by",
    "t10"."recorded_at",
    "t10"."voided_at",
    "t10"."source",
    "t10"."held_from",
    CASE
      WHEN COALESCE("t10"."over" < COALESCE("t10"."held_to", "t10"."over"), FALSE)
      THEN "t10"."over"
      ELSE COALESCE("t10"."held_to", "t10"."over")
    END AS "held_to",
    "t10"."first_day",
    "t10"."last_day",
    "t10"."ordinal",
    "t10"."over"
  FROM (
    SELECT
      "t9"."person",
      "t9"."post",
      "t9"."term",
      "t9"."exit_reason",
      "t9"."key",
      "t9"."begins_earliest",
      "t9"."begins_latest",
      "t9"."ends_earliest",
      "t9"."ends_latest",
      "t9"."known_by",
      "t9"."recorded_at",
      "t9"."voided_at",
      "t9"."source",
      "t9"."held_from",
      "t9"."held_to",
      "t9"."first_day",
      "t9"."last_day",
      "t7"."ordinal",
      "t7"."over"
    FROM (
      SELECT
        "t1"."person",
        "t1"."post",
        "t1"."term",
        "t1"."exit_reason",
        "t1"."key",
        "t1"."begins_earliest",
        "t1"."begins_latest",
        "t1"."ends_earliest",
        "t1"."ends_latest",
        "t1"."known_by",
        "t1"."recorded_at",
        "t1"."voided_at",
        "t1"."source",
        CASE
          WHEN COALESCE(COALESCE("t1"."begins_latest", "t1"."known_by") > "t1"."ends_earliest", FALSE)
          THEN COALESCE("t1"."begins_earliest", "t1"."known_by")
          ELSE COALESCE("t1"."begins_latest", "t1"."known_by")
        END AS "held_from",
        CASE
          WHEN COALESCE(COALESCE("t1"."begins_latest", "t1"."known_by") > "t1"."ends_earliest", FALSE)
          THEN "t1"."ends_latest"
          ELSE "t1"."ends_earliest"
        END AS "held_to",
        "t1"."begins_earliest" AS "first_day",
        "t1"."begins_latest" AS "last_day"
      FROM "pool_entries" AS "t1"
      WHERE
        "t1"."recorded_at" <= (
          SELECT
            "t3"."known_at"
          FROM "asked" AS "t3"
        )
        AND (
          (
            "t1"."voided_at" IS NULL
          )
          OR (
            "t1"."voided_at" > (
              SELECT
                "t3"."known_at"
              FROM "asked" AS "t3"
            )
          )
        )
    ) AS "t9"
    LEFT OUTER JOIN (
      SELECT
        "t2"."id" AS "term",
        "t2"."ordinal",
        "t2"."ends_latest" AS "over"
      FROM "terms" AS "t2"
    ) AS "t7"
      ON "t9"."term" = "t7"."term"
  ) AS "t10"
) AS "t12"
INNER JOIN "seats" AS "t4"
  ON "t12"."post" = "t4"."post"
