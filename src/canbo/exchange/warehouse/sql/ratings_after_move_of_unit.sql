WITH "t15" AS (
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
)
SELECT
  *
FROM (
  SELECT
    "t19"."key" AS "fact",
    "t19"."person",
    CAST(NULL AS BOOLEAN) AS "met",
    COALESCE("t19"."level", '') AS "detail",
    "t19"."source",
    COALESCE("t19"."level", '') AS "part",
    CAST(NULL AS BIGINT) AS "amount",
    "t19"."person" AS "base"
  FROM (
    SELECT
      *
    FROM "t15" AS "t16"
    WHERE
      "t16"."series" IN ('official')
      AND "t16"."first_day" <= (
        SELECT
          "t1"."last_day"
        FROM "asked" AS "t1"
      )
      AND "t16"."last_day" >= (
        SELECT
          "t1"."first_day"
        FROM "asked" AS "t1"
      )
  ) AS "t19"
  SEMI JOIN (
    SELECT DISTINCT
      "t21"."key"
    FROM (
      SELECT
        "t20"."key",
        "t20"."person",
        "t20"."since",
        "t20"."until",
        "t14"."first_day",
        "t14"."last_day",
        "t14"."held_from",
        "t14"."held_to",
        "t14"."source",
        "t14"."unit",
        "t14"."origin",
        "t14"."kind",
        "t14"."scheme_name",
        "t14"."to_post",
        "t14"."title",
        "t14"."level",
        "t14"."under_scheme",
        "t14"."leader"
      FROM (
        SELECT
          "t16"."key",
          "t16"."person",
          "t16"."first_day" AS "since",
          "t16"."last_day" AS "until"
        FROM "t15" AS "t16"
        WHERE
          "t16"."series" IN ('official')
          AND "t16"."first_day" <= (
            SELECT
              "t1"."last_day"
            FROM "asked" AS "t1"
          )
          AND "t16"."last_day" >= (
            SELECT
              "t1"."first_day"
            FROM "asked" AS "t1"
          )
      ) AS "t20"
      INNER JOIN (
        SELECT
          "t10".*
          EXCLUDE ("key")
        FROM (
          SELECT
            *
          FROM "moved" AS "t3"
          WHERE
            "t3"."under_scheme" IN ('yes')
            AND "t3"."leader" IN ('yes')
            AND "t3"."first_day" <= (
              SELECT
                "t1"."last_day"
              FROM "asked" AS "t1"
            )
            AND "t3"."last_day" >= (
              SELECT
                "t1"."first_day"
              FROM "asked" AS "t1"
            )
        ) AS "t10"
      ) AS "t14"
        ON "t20"."person" = "t14"."person"
    ) AS "t21"
    WHERE
      "t21"."last_day" < "t21"."until"
  ) AS "t23"
    ON "t19"."key" = "t23"."key"
) AS "t24"
ORDER BY
  "t24"."person" ASC,
  "t24"."fact" ASC
