SELECT
  "t11"."key" AS "fact",
  "t11"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t11"."title", '') AS "detail",
  "t11"."source",
  '' AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t11"."person" AS "base"
FROM (
  SELECT
    "t10".*
    EXCLUDE ("turn")
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t8"."key",
        "t8"."person",
        "t8"."first_day",
        "t8"."last_day",
        "t8"."held_from",
        "t8"."held_to",
        "t8"."source",
        "t8"."unit",
        "t8"."origin",
        "t8"."kind",
        "t8"."scheme_name",
        "t8"."to_post",
        "t8"."title",
        "t8"."level",
        "t8"."under_scheme",
        "t8"."leader",
        ROW_NUMBER() OVER (
          PARTITION BY "t8"."person"
          ORDER BY "t8"."key" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "turn"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t3"."key",
            "t3"."person",
            "t3"."first_day",
            "t3"."last_day",
            "t3"."held_from",
            "t3"."held_to",
            "t3"."source",
            "t3"."unit",
            "t3"."origin",
            "t3"."kind",
            "t3"."scheme_name",
            "t3"."to_post",
            "t3"."title",
            "t3"."level",
            "t3"."under_scheme",
            "t3"."leader"
          FROM "moved" AS "t3"
          SEMI JOIN "scope" AS "t4"
            ON "t3"."unit" = "t4"."unit"
        ) AS "t7"
        WHERE
          "t7"."first_day" <= (
            SELECT
              "t2"."last_day"
            FROM "asked" AS "t2"
          )
          AND "t7"."last_day" >= (
            SELECT
              "t2"."first_day"
            FROM "asked" AS "t2"
          )
      ) AS "t8"
    ) AS "t9"
    WHERE
      "t9"."turn" = 0
  ) AS "t10"
) AS "t11"
ORDER BY
  "t11"."person" ASC,
  "t11"."key" ASC
