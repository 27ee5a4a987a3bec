SELECT
  "t13"."key" AS "fact",
  "t13"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t13"."title", '') AS "detail",
  "t13"."source",
  '' AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t13"."person" AS "base"
FROM (
  SELECT
    "t12".*
    EXCLUDE ("turn")
  FROM (
    SELECT
      *
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
        "t10"."leader",
        ROW_NUMBER() OVER (
          PARTITION BY "t10"."person"
          ORDER BY "t10"."key" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "turn"
      FROM (
        SELECT
          "t9"."key",
          "t9"."person",
          "t9"."first_day",
          "t9"."last_day",
          "t9"."held_from",
          "t9"."held_to",
          "t9"."source",
          "t9"."unit",
          "t9"."origin",
          "t9"."kind",
          "t9"."scheme_name",
          "t9"."to_post",
          "t9"."title",
          "t9"."level",
          "t9"."under_scheme",
          "t9"."leader"
        FROM (
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
        ) AS "t9"
        SEMI JOIN (
          SELECT
            *
          FROM "elected" AS "t1"
          WHERE
            "t1"."title" IN ('V11')
            AND "t1"."elected" IN ('yes')
            AND NOT (
              "t1"."election_kind" IN ('designation')
            )
        ) AS "t7"
          ON "t9"."person" = "t7"."person"
          AND "t7"."first_day" > "t9"."last_day"
          AND "t7"."first_day" <= (
            SELECT
              "t2"."as_of"
            FROM "asked" AS "t2"
          )
      ) AS "t10"
    ) AS "t11"
    WHERE
      "t11"."turn" = 0
  ) AS "t12"
) AS "t13"
ORDER BY
  "t13"."person" ASC,
  "t13"."key" ASC
