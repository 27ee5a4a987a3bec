SELECT
  "t11"."key" AS "fact",
  "t11"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t11"."form", '') AS "detail",
  "t11"."source",
  COALESCE("t11"."form", '') AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t11"."person" AS "base"
FROM (
  SELECT
    "t4"."key",
    "t4"."person",
    "t4"."first_day",
    "t4"."last_day",
    "t4"."held_from",
    "t4"."held_to",
    "t4"."source",
    "t4"."side",
    "t4"."form"
  FROM "disciplined" AS "t4"
  SEMI JOIN (
    SELECT
      "t5"."key",
      "t5"."person",
      "t5"."first_day",
      "t5"."last_day",
      "t5"."held_from",
      "t5"."held_to",
      "t5"."source",
      "t5"."post",
      "t5"."unit",
      "t5"."title",
      "t5"."post_class",
      "t5"."level",
      "t5"."managed_by",
      "t5"."place",
      "t5"."key_post",
      "t5"."leader",
      "t5"."side",
      "t5"."manner",
      "t5"."act"
    FROM "held" AS "t5"
    SEMI JOIN "scope" AS "t6"
      ON "t5"."unit" = "t6"."unit"
  ) AS "t10"
    ON "t4"."person" = "t10"."person"
) AS "t11"
WHERE
  "t11"."first_day" <= (
    SELECT
      "t1"."last_day"
    FROM "asked" AS "t1"
  )
  AND "t11"."last_day" >= (
    SELECT
      "t1"."first_day"
    FROM "asked" AS "t1"
  )
ORDER BY
  "t11"."person" ASC,
  "t11"."key" ASC
