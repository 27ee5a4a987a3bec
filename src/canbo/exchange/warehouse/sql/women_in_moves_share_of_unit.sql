SELECT
  "t13"."key" AS "fact",
  "t13"."person",
  "t13"."sex" IN ('f') AS "met",
  COALESCE("t13"."title", '') AS "detail",
  "t13"."source",
  '' AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t13"."key" AS "base"
FROM (
  SELECT
    "t12"."key",
    "t12"."person",
    "t12"."first_day",
    "t12"."last_day",
    "t12"."held_from",
    "t12"."held_to",
    "t12"."source",
    "t12"."unit",
    "t12"."origin",
    "t12"."kind",
    "t12"."scheme_name",
    "t12"."to_post",
    "t12"."title",
    "t12"."level",
    "t12"."under_scheme",
    "t12"."leader",
    "t9"."sex",
    "t9"."ethnic",
    "t9"."minority",
    "t9"."party",
    "t9"."born_first",
    "t9"."born_last"
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
    ) AS "t10"
    WHERE
      "t10"."first_day" <= (
        SELECT
          "t3"."last_day"
        FROM "asked" AS "t3"
      )
      AND "t10"."last_day" >= (
        SELECT
          "t3"."first_day"
        FROM "asked" AS "t3"
      )
  ) AS "t12"
  LEFT OUTER JOIN (
    SELECT
      *
    FROM "people" AS "t0"
  ) AS "t9"
    ON "t12"."person" = "t9"."person"
) AS "t13"
ORDER BY
  "t13"."person" ASC,
  "t13"."key" ASC
