SELECT
  "t8"."key" AS "fact",
  "t8"."person",
  "t8"."sex" IN ('f') AS "met",
  COALESCE("t8"."title", '') AS "detail",
  "t8"."source",
  '' AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t8"."person" AS "base"
FROM (
  SELECT
    "t7"."key",
    "t7"."person",
    "t7"."first_day",
    "t7"."last_day",
    "t7"."held_from",
    "t7"."held_to",
    "t7"."source",
    "t7"."post",
    "t7"."unit",
    "t7"."title",
    "t7"."post_class",
    "t7"."level",
    "t7"."managed_by",
    "t7"."place",
    "t7"."key_post",
    "t7"."leader",
    "t7"."side",
    "t7"."exit_reason",
    "t7"."ordinal",
    "t3"."sex",
    "t3"."ethnic",
    "t3"."minority",
    "t3"."party",
    "t3"."born_first",
    "t3"."born_last"
  FROM (
    SELECT
      "t5".*
      EXCLUDE ("turn")
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t1"."key",
          "t1"."person",
          "t1"."first_day",
          "t1"."last_day",
          "t1"."held_from",
          "t1"."held_to",
          "t1"."source",
          "t1"."post",
          "t1"."unit",
          "t1"."title",
          "t1"."post_class",
          "t1"."level",
          "t1"."managed_by",
          "t1"."place",
          "t1"."key_post",
          "t1"."leader",
          "t1"."side",
          "t1"."exit_reason",
          "t1"."ordinal",
          ROW_NUMBER() OVER (
            PARTITION BY "t1"."person"
            ORDER BY COALESCE("t1"."place", -1) DESC, "t1"."key" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) - 1 AS "turn"
        FROM "planned" AS "t1"
      ) AS "t4"
      WHERE
        "t4"."turn" = 0
    ) AS "t5"
  ) AS "t7"
  LEFT OUTER JOIN (
    SELECT
      *
    FROM "people" AS "t0"
  ) AS "t3"
    ON "t7"."person" = "t3"."person"
) AS "t8"
ORDER BY
  "t8"."person" ASC,
  "t8"."key" ASC
