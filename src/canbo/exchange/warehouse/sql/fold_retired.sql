SELECT
  "t0"."key",
  "t0"."person",
  "t0"."begins_earliest" AS "first_day",
  "t0"."begins_latest" AS "last_day",
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
  "t0"."source",
  "t0"."kind"
FROM "retirements" AS "t0"
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
