SELECT
  "t0"."key"
FROM "tenured" AS "t0"
WHERE
  (
    "t0"."first_day" IS NULL
  ) OR (
    "t0"."last_day" IS NULL
  )
LIMIT 1
