WITH "t10" AS (
  SELECT
    "t4"."key",
    "t4"."person",
    "t4"."first_day",
    "t4"."last_day",
    "t4"."held_from",
    "t4"."held_to",
    "t4"."source",
    "t4"."unit",
    "t4"."origin",
    "t4"."kind",
    "t4"."scheme_name",
    "t4"."to_post",
    "t4"."title",
    "t4"."level",
    "t4"."under_scheme",
    "t4"."leader"
  FROM "moved" AS "t4"
  SEMI JOIN "scope" AS "t5"
    ON "t4"."unit" = "t5"."unit"
)
SELECT
  "t24"."key" AS "fact",
  "t24"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t24"."title", '') AS "detail",
  "t24"."source",
  '' AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t24"."person" AS "base"
FROM (
  SELECT
    "t23".*
    EXCLUDE ("turn")
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t21"."key",
        "t21"."person",
        "t21"."first_day",
        "t21"."last_day",
        "t21"."held_from",
        "t21"."held_to",
        "t21"."source",
        "t21"."unit",
        "t21"."origin",
        "t21"."kind",
        "t21"."scheme_name",
        "t21"."to_post",
        "t21"."title",
        "t21"."level",
        "t21"."under_scheme",
        "t21"."leader",
        ROW_NUMBER() OVER (
          PARTITION BY "t21"."person"
          ORDER BY "t21"."key" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "turn"
      FROM (
        SELECT
          "t16"."key",
          "t16"."person",
          "t16"."first_day",
          "t16"."last_day",
          "t16"."held_from",
          "t16"."held_to",
          "t16"."source",
          "t16"."unit",
          "t16"."origin",
          "t16"."kind",
          "t16"."scheme_name",
          "t16"."to_post",
          "t16"."title",
          "t16"."level",
          "t16"."under_scheme",
          "t16"."leader"
        FROM (
          SELECT
            *
          FROM "t10" AS "t12"
          WHERE
            "t12"."under_scheme" IN ('yes')
            AND "t12"."leader" IN ('yes')
            AND "t12"."first_day" <= (
              SELECT
                "t1"."last_day"
              FROM "asked" AS "t1"
            )
            AND "t12"."last_day" >= (
              SELECT
                "t1"."first_day"
              FROM "asked" AS "t1"
            )
        ) AS "t16"
        SEMI JOIN (
          SELECT DISTINCT
            "t18"."key"
          FROM (
            SELECT
              "t17"."key",
              "t17"."person",
              "t17"."since",
              "t17"."until",
              "t13"."first_day",
              "t13"."last_day",
              "t13"."held_from",
              "t13"."held_to",
              "t13"."source",
              "t13"."post",
              "t13"."unit",
              "t13"."title",
              "t13"."post_class",
              "t13"."level",
              "t13"."managed_by",
              "t13"."place",
              "t13"."key_post",
              "t13"."leader",
              "t13"."side",
              "t13"."elected",
              "t13"."election_kind",
              "t13"."body",
              "t13"."ordinal"
            FROM (
              SELECT
                "t12"."key",
                "t12"."person",
                "t12"."first_day" AS "since",
                "t12"."last_day" AS "until"
              FROM "t10" AS "t12"
              WHERE
                "t12"."under_scheme" IN ('yes')
                AND "t12"."leader" IN ('yes')
                AND "t12"."first_day" <= (
                  SELECT
                    "t1"."last_day"
                  FROM "asked" AS "t1"
                )
                AND "t12"."last_day" >= (
                  SELECT
                    "t1"."first_day"
                  FROM "asked" AS "t1"
                )
            ) AS "t17"
            INNER JOIN (
              SELECT
                "t9".*
                EXCLUDE ("key")
              FROM (
                SELECT
                  *
                FROM "elected" AS "t3"
                WHERE
                  "t3"."title" IN ('V11')
                  AND "t3"."elected" IN ('yes')
                  AND NOT (
                    "t3"."election_kind" IN ('designation')
                  )
              ) AS "t9"
            ) AS "t13"
              ON "t17"."person" = "t13"."person"
          ) AS "t18"
          WHERE
            "t18"."first_day" > "t18"."until"
            AND "t18"."first_day" <= (
              SELECT
                "t1"."as_of"
              FROM "asked" AS "t1"
            )
        ) AS "t20"
          ON "t16"."key" = "t20"."key"
      ) AS "t21"
    ) AS "t22"
    WHERE
      "t22"."turn" = 0
  ) AS "t23"
) AS "t24"
ORDER BY
  "t24"."person" ASC,
  "t24"."key" ASC
