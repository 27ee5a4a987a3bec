SELECT
  "t0"."key" AS "fact",
  "t0"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t0"."form", '') AS "detail",
  "t0"."source",
  COALESCE("t0"."form", '') AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t0"."person" AS "base"
FROM "disciplined" AS "t0"
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
  "t0"."person" ASC,
  "t0"."key" ASC
