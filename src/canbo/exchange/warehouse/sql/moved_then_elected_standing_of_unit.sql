SELECT
  "t17"."key" AS "fact",
  "t17"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t17"."title", '') AS "detail",
  "t17"."source",
  '' AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t17"."person" AS "base"
FROM (
  SELECT
    "t16".*
    EXCLUDE ("turn")
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t14"."key",
        "t14"."person",
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
        "t14"."leader",
        ROW_NUMBER() OVER (
          PARTITION BY "t14"."person"
          ORDER BY "t14"."key" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "turn"
      FROM (
        SELECT
          "t13"."key",
          "t13"."person",
          "t13"."first_day",
          "t13"."last_day",
          "t13"."held_from",
          "t13"."held_to",
          "t13"."source",
          "t13"."unit",
          "t13"."origin",
          "t13"."kind",
          "t13"."scheme_name",
          "t13"."to_post",
          "t13"."title",
          "t13"."level",
          "t13"."under_scheme",
          "t13"."leader"
        FROM (
          SELECT
            *
          FROM (
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
          ) AS "t11"
          WHERE
            "t11"."under_scheme" IN ('yes')
            AND "t11"."leader" IN ('yes')
            AND "t11"."first_day" <= (
              SELECT
                "t2"."last_day"
              FROM "asked" AS "t2"
            )
            AND "t11"."last_day" >= (
              SELECT
                "t2"."first_day"
              FROM "asked" AS "t2"
            )
        ) AS "t13"
        SEMI JOIN (
          SELECT
            *
          FROM "elected" AS "t0"
          WHERE
            "t0"."title" IN ('V11')
            AND "t0"."elected" IN ('yes')
            AND NOT (
              "t0"."election_kind" IN ('designation')
            )
        ) AS "t10"
          ON "t13"."person" = "t10"."person"
          AND "t10"."first_day" > "t13"."last_day"
          AND "t10"."first_day" <= (
            SELECT
              "t2"."as_of"
            FROM "asked" AS "t2"
          )
      ) AS "t14"
    ) AS "t15"
    WHERE
      "t15"."turn" = 0
  ) AS "t16"
) AS "t17"
ORDER BY
  "t17"."person" ASC,
  "t17"."key" ASC
