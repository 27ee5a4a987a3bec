SELECT
  "t0"."key" AS "fact",
  "t0"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t0"."title", '') AS "detail",
  "t0"."source",
  COALESCE("t0"."kind", '') AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t0"."person" AS "base"
FROM "moved" AS "t0"
WHERE
  "t0"."under_scheme" IN ('yes')
  AND "t0"."leader" IN ('yes')
  AND "t0"."first_day" <= (
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
