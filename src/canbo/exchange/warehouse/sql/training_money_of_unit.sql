SELECT
  "t0"."key" AS "fact",
  CAST(NULL AS UUID) AS "person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t0"."payer", '') AS "detail",
  "t0"."source",
  COALESCE("t0"."payer", '') AS "part",
  "t0"."amount",
  "t0"."key" AS "base"
FROM "budgets" AS "t0"
WHERE
  "t0"."first_day" <= (
    SELECT
      "t1"."last_day"
    FROM "asked" AS "t1"
  )
  AND "t0"."last_day" >= (
    SELECT
      "t1"."first_day"
    FROM "asked" AS "t1"
  )
ORDER BY
  "t0"."key" ASC
