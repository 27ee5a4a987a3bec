SELECT
  *
FROM (
  SELECT
    "t16"."key" AS "fact",
    "t16"."person",
    CAST(NULL AS BOOLEAN) AS "met",
    COALESCE("t16"."level", '') AS "detail",
    "t16"."source",
    COALESCE("t16"."level", '') AS "part",
    CAST(NULL AS BIGINT) AS "amount",
    "t16"."person" AS "base"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t5"."key",
        "t5"."first_day",
        "t5"."last_day",
        "t5"."source",
        "t5"."series",
        "t5"."level",
        "t5"."person"
      FROM "rated" AS "t5"
      SEMI JOIN (
        SELECT
          "t6"."key",
          "t6"."person",
          "t6"."first_day",
          "t6"."last_day",
          "t6"."held_from",
          "t6"."held_to",
          "t6"."source",
          "t6"."post",
          "t6"."unit",
          "t6"."title",
          "t6"."post_class",
          "t6"."level",
          "t6"."managed_by",
          "t6"."place",
          "t6"."key_post",
          "t6"."leader",
          "t6"."side",
          "t6"."manner",
          "t6"."act"
        FROM "held" AS "t6"
        SEMI JOIN "scope" AS "t7"
          ON "t6"."unit" = "t7"."unit"
      ) AS "t13"
        ON "t5"."person" = "t13"."person"
    ) AS "t14"
    WHERE
      "t14"."series" IN ('official')
      AND "t14"."first_day" <= (
        SELECT
          "t2"."last_day"
        FROM "asked" AS "t2"
      )
      AND "t14"."last_day" >= (
        SELECT
          "t2"."first_day"
        FROM "asked" AS "t2"
      )
  ) AS "t16"
  SEMI JOIN (
    SELECT
      *
    FROM "moved" AS "t0"
    WHERE
      "t0"."under_scheme" IN ('yes')
      AND "t0"."leader" IN ('yes')
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
  ) AS "t12"
    ON "t16"."person" = "t12"."person" AND "t12"."last_day" < "t16"."last_day"
) AS "t17"
ORDER BY
  "t17"."person" ASC,
  "t17"."fact" ASC
