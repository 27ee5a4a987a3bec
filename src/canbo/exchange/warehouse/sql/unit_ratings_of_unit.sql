SELECT
  "t7"."key" AS "fact",
  CAST(NULL AS UUID) AS "person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t7"."level", '') AS "detail",
  "t7"."source",
  COALESCE("t7"."level", '') AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t7"."unit" AS "base"
FROM (
  SELECT
    "t3"."key",
    "t3"."first_day",
    "t3"."last_day",
    "t3"."source",
    "t3"."series",
    "t3"."level",
    "t3"."unit"
  FROM "units_rated" AS "t3"
  SEMI JOIN "scope" AS "t4"
    ON "t3"."unit" = "t4"."unit"
) AS "t7"
WHERE
  "t7"."first_day" <= (
    SELECT
      "t2"."last_day"
    FROM "asked" AS "t2"
  )
  AND "t7"."last_day" >= (
    SELECT
      "t2"."first_day"
    FROM "asked" AS "t2"
  )
ORDER BY
  "t7"."key" ASC
