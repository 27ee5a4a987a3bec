SELECT
  *
FROM (
  SELECT
    "t8"."key" AS "fact",
    "t8"."person",
    CAST(NULL AS BOOLEAN) AS "met",
    COALESCE("t8"."level", '') AS "detail",
    "t8"."source",
    COALESCE("t8"."level", '') AS "part",
    CAST(NULL AS BIGINT) AS "amount",
    "t8"."person" AS "base"
  FROM (
    SELECT
      *
    FROM "rated" AS "t0"
    WHERE
      "t0"."series" IN ('official')
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
  ) AS "t8"
  SEMI JOIN (
    SELECT DISTINCT
      "t12"."key"
    FROM (
      SELECT
        "t9"."key",
        "t9"."person",
        "t9"."since",
        "t9"."until",
        "t11"."first_day",
        "t11"."last_day",
        "t11"."held_from",
        "t11"."held_to",
        "t11"."source",
        "t11"."unit",
        "t11"."origin",
        "t11"."kind",
        "t11"."scheme_name",
        "t11"."to_post",
        "t11"."title",
        "t11"."level",
        "t11"."under_scheme",
        "t11"."leader"
      FROM (
        SELECT
          "t0"."key",
          "t0"."person",
          "t0"."first_day" AS "since",
          "t0"."last_day" AS "until"
        FROM "rated" AS "t0"
        WHERE
          "t0"."series" IN ('official')
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
      ) AS "t9"
      INNER JOIN (
        SELECT
          "t7".*
          EXCLUDE ("key")
        FROM (
          SELECT
            *
          FROM "moved" AS "t2"
          WHERE
            "t2"."under_scheme" IN ('yes')
            AND "t2"."leader" IN ('yes')
            AND "t2"."first_day" <= (
              SELECT
                "t1"."last_day"
              FROM "asked" AS "t1"
            )
            AND "t2"."last_day" >= (
              SELECT
                "t1"."first_day"
              FROM "asked" AS "t1"
            )
        ) AS "t7"
      ) AS "t11"
        ON "t9"."person" = "t11"."person"
    ) AS "t12"
    WHERE
      "t12"."last_day" < "t12"."until"
  ) AS "t14"
    ON "t8"."key" = "t14"."key"
) AS "t15"
ORDER BY
  "t15"."person" ASC,
  "t15"."fact" ASC
