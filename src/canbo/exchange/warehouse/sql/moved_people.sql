SELECT
  "t7"."key" AS "fact",
  "t7"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t7"."title", '') AS "detail",
  "t7"."source",
  '' AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t7"."person" AS "base"
FROM (
  SELECT
    "t6".*
    EXCLUDE ("turn")
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
        "t4"."leader",
        ROW_NUMBER() OVER (
          PARTITION BY "t4"."person"
          ORDER BY "t4"."key" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "turn"
      FROM (
        SELECT
          *
        FROM "moved" AS "t0"
        WHERE
          "t0"."first_day" <= (
            SELECT
              "t1"."last_day"
            FROM "asked" AS "t1"
          )
          AND "t0"."last_day" >= (
            SELECT
              "t1"."first_day"
            FROM "asked" AS "t1"
          )
      ) AS "t4"
    ) AS "t5"
    WHERE
      "t5"."turn" = 0
  ) AS "t6"
) AS "t7"
ORDER BY
  "t7"."person" ASC,
  "t7"."key" ASC
