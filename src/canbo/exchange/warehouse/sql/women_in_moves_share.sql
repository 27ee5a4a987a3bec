SELECT
  "t9"."key" AS "fact",
  "t9"."person",
  "t9"."sex" IN ('f') AS "met",
  COALESCE("t9"."title", '') AS "detail",
  "t9"."source",
  '' AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t9"."key" AS "base"
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
    "t6"."sex",
    "t6"."ethnic",
    "t6"."minority",
    "t6"."party",
    "t6"."born_first",
    "t6"."born_last"
  FROM (
    SELECT
      *
    FROM "moved" AS "t0"
    WHERE
      "t0"."first_day" <= (
        SELECT
          "t2"."last_day"
        FROM "asked" AS "t2"
      )
      AND "t0"."last_day" >= (
        SELECT
          "t2"."first_day"
        FROM "asked" AS "t2"
      )
  ) AS "t8"
  LEFT OUTER JOIN (
    SELECT
      *
    FROM "people" AS "t1"
  ) AS "t6"
    ON "t8"."person" = "t6"."person"
) AS "t9"
ORDER BY
  "t9"."person" ASC,
  "t9"."key" ASC
