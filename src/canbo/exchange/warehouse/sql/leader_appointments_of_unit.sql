SELECT
  "t7"."key" AS "fact",
  "t7"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t7"."title", '') AS "detail",
  "t7"."source",
  COALESCE("t7"."level", '') AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t7"."person" AS "base"
FROM (
  SELECT
    "t3"."key",
    "t3"."person",
    "t3"."first_day",
    "t3"."last_day",
    "t3"."held_from",
    "t3"."held_to",
    "t3"."source",
    "t3"."post",
    "t3"."unit",
    "t3"."title",
    "t3"."post_class",
    "t3"."level",
    "t3"."managed_by",
    "t3"."place",
    "t3"."key_post",
    "t3"."leader",
    "t3"."side",
    "t3"."manner",
    "t3"."act",
    "t3"."ends_earliest",
    "t3"."ends_latest"
  FROM "tenured" AS "t3"
  SEMI JOIN "scope" AS "t4"
    ON "t3"."unit" = "t4"."unit"
) AS "t7"
WHERE
  "t7"."act" IN ('appointed')
  AND NOT (
    "t7"."manner" IN ('acting')
  )
  AND "t7"."first_day" <= (
    SELECT
      "t2"."last_day"
    FROM "asked" AS "t2"
  )
  AND "t7"."last_day" >= (
    SELECT
      "t2"."first_day"
    FROM "asked" AS "t2"
  )
  AND "t7"."leader" IN ('yes')
ORDER BY
  "t7"."person" ASC,
  "t7"."key" ASC
