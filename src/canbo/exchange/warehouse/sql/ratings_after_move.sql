SELECT
  *
FROM (
  SELECT
    "t7"."key" AS "fact",
    "t7"."person",
    CAST(NULL AS BOOLEAN) AS "met",
    COALESCE("t7"."level", '') AS "detail",
    "t7"."source",
    COALESCE("t7"."level", '') AS "part",
    CAST(NULL AS BIGINT) AS "amount",
    "t7"."person" AS "base"
  FROM (
    SELECT
      *
    FROM "rated" AS "t0"
    WHERE
      "t0"."series" IN ('official')
      AND "t0"."first_day" <= (
        SELECT
          "t2"."last_day"
        FROM "asked" AS "t2"
      )
      AND "t0"."last_day" >= (
        SELECT
          "t2"."first_day"
        FROM "asked" AS "t2"
      )
  ) AS "t7"
  SEMI JOIN (
    SELECT
      *
    FROM "moved" AS "t1"
    WHERE
      "t1"."under_scheme" IN ('yes')
      AND "t1"."leader" IN ('yes')
      AND "t1"."first_day" <= (
        SELECT
          "t2"."last_day"
        FROM "asked" AS "t2"
      )
      AND "t1"."last_day" >= (
        SELECT
          "t2"."first_day"
        FROM "asked" AS "t2"
      )
  ) AS "t8"
    ON "t7"."person" = "t8"."person" AND "t8"."last_day" < "t7"."last_day"
) AS "t9"
ORDER BY
  "t9"."person" ASC,
  "t9"."fact" ASC
