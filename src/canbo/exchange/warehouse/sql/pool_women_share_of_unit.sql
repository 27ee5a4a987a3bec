SELECT
  "t12"."key" AS "fact",
  "t12"."person",
  "t12"."sex" IN ('f') AS "met",
  COALESCE("t12"."title", '') AS "detail",
  "t12"."source",
  '' AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t12"."person" AS "base"
FROM (
  SELECT
    "t11"."key",
    "t11"."person",
    "t11"."first_day",
    "t11"."last_day",
    "t11"."held_from",
    "t11"."held_to",
    "t11"."source",
    "t11"."post",
    "t11"."unit",
    "t11"."title",
    "t11"."post_class",
    "t11"."level",
    "t11"."managed_by",
    "t11"."place",
    "t11"."key_post",
    "t11"."leader",
    "t11"."side",
    "t11"."exit_reason",
    "t11"."ordinal",
    "t6"."sex",
    "t6"."ethnic",
    "t6"."minority",
    "t6"."party",
    "t6"."born_first",
    "t6"."born_last"
  FROM (
    SELECT
      "t9".*
      EXCLUDE ("turn")
    FROM (
      SELECT
        *
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
          ROW_NUMBER() OVER (
            PARTITION BY "t7"."person"
            ORDER BY COALESCE("t7"."place", -1) DESC, "t7"."key" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) - 1 AS "turn"
        FROM (
          SELECT
            "t3"."key",
            "t3"."person",
            "t3"."first_day",
            "t3"."last_day",
            "t3"."held_from",
            "t3"."held_to",
            "t3"."source",
            "t3"."post",
            "t3"."unit",
            "t3"."title",
            "t3"."post_class",
            "t3"."level",
            "t3"."managed_by",
            "t3"."place",
            "t3"."key_post",
            "t3"."leader",
            "t3"."side",
            "t3"."exit_reason",
            "t3"."ordinal"
          FROM "planned" AS "t3"
          SEMI JOIN "scope" AS "t4"
            ON "t3"."unit" = "t4"."unit"
        ) AS "t7"
      ) AS "t8"
      WHERE
        "t8"."turn" = 0
    ) AS "t9"
  ) AS "t11"
  LEFT OUTER JOIN (
    SELECT
      *
    FROM "people" AS "t0"
  ) AS "t6"
    ON "t11"."person" = "t6"."person"
) AS "t12"
ORDER BY
  "t12"."person" ASC,
  "t12"."key" ASC
