SELECT
  "t7"."key" AS "fact",
  "t7"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t7"."title", '') AS "detail",
  "t7"."source",
  COALESCE("t7"."title", '') AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t7"."post" AS "base"
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
        "t4"."post",
        "t4"."unit",
        "t4"."title",
        "t4"."post_class",
        "t4"."level",
        "t4"."managed_by",
        "t4"."place",
        "t4"."key_post",
        "t4"."leader",
        "t4"."side",
        "t4"."exit_reason",
        "t4"."ordinal",
        ROW_NUMBER() OVER (
          PARTITION BY "t4"."person", "t4"."post", "t4"."ordinal"
          ORDER BY COALESCE("t4"."place", -1) DESC, "t4"."key" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "turn"
      FROM (
        SELECT
          "t2"."key",
          "t2"."person",
          "t2"."first_day",
          "t2"."last_day",
          "t2"."held_from",
          "t2"."held_to",
          "t2"."source",
          "t2"."post",
          "t2"."unit",
          "t2"."title",
          "t2"."post_class",
          "t2"."level",
          "t2"."managed_by",
          "t2"."place",
          "t2"."key_post",
          "t2"."leader",
          "t2"."side",
          "t2"."exit_reason",
          "t2"."ordinal"
        FROM "planned" AS "t2"
        SEMI JOIN "scope" AS "t3"
          ON "t2"."unit" = "t3"."unit"
      ) AS "t4"
    ) AS "t5"
    WHERE
      "t5"."turn" = 0
  ) AS "t6"
) AS "t7"
ORDER BY
  "t7"."person" ASC,
  "t7"."key" ASC
