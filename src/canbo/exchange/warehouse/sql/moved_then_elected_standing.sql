SELECT
  "t19"."key" AS "fact",
  "t19"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t19"."title", '') AS "detail",
  "t19"."source",
  '' AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t19"."person" AS "base"
FROM (
  SELECT
    "t18".*
    EXCLUDE ("turn")
  FROM (
    SELECT
      *
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
        "t16"."leader",
        ROW_NUMBER() OVER (
          PARTITION BY "t16"."person"
          ORDER BY "t16"."key" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "turn"
      FROM (
        SELECT
          "t10"."key",
          "t10"."person",
          "t10"."first_day",
          "t10"."last_day",
          "t10"."held_from",
          "t10"."held_to",
          "t10"."source",
          "t10"."unit",
          "t10"."origin",
          "t10"."kind",
          "t10"."scheme_name",
          "t10"."to_post",
          "t10"."title",
          "t10"."level",
          "t10"."under_scheme",
          "t10"."leader"
        FROM (
          SELECT
            *
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
        ) AS "t10"
        SEMI JOIN (
          SELECT DISTINCT
            "t13"."key"
          FROM (
            SELECT
              "t11"."key",
              "t11"."person",
              "t11"."since",
              "t11"."until",
              "t12"."first_day",
              "t12"."last_day",
              "t12"."held_from",
              "t12"."held_to",
              "t12"."source",
              "t12"."post",
              "t12"."unit",
              "t12"."title",
              "t12"."post_class",
              "t12"."level",
              "t12"."managed_by",
              "t12"."place",
              "t12"."key_post",
              "t12"."leader",
              "t12"."side",
              "t12"."elected",
              "t12"."election_kind",
              "t12"."body",
              "t12"."ordinal"
            FROM (
              SELECT
                "t0"."key",
                "t0"."person",
                "t0"."first_day" AS "since",
                "t0"."last_day" AS "until"
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
            ) AS "t11"
            INNER JOIN (
              SELECT
                "t6".*
                EXCLUDE ("key")
              FROM (
                SELECT
                  *
                FROM "elected" AS "t2"
                WHERE
                  "t2"."title" IN ('V11')
                  AND "t2"."elected" IN ('yes')
                  AND NOT (
                    "t2"."election_kind" IN ('designation')
                  )
              ) AS "t6"
            ) AS "t12"
              ON "t11"."person" = "t12"."person"
          ) AS "t13"
          WHERE
            "t13"."first_day" > "t13"."until"
            AND "t13"."first_day" <= (
              SELECT
                "t1"."as_of"
              FROM "asked" AS "t1"
            )
        ) AS "t15"
          ON "t10"."key" = "t15"."key"
      ) AS "t16"
    ) AS "t17"
    WHERE
      "t17"."turn" = 0
  ) AS "t18"
) AS "t19"
ORDER BY
  "t19"."person" ASC,
  "t19"."key" ASC
