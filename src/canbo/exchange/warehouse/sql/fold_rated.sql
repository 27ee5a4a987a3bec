SELECT
  "t0"."key",
  "t0"."begins_earliest" AS "first_day",
  COALESCE("t0"."ends_latest", "t0"."begins_latest") AS "last_day",
  "t0"."source",
  "t0"."series",
  "t0"."level",
  "t0"."person"
FROM "ratings" AS "t0"
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
