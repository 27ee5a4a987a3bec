SELECT
  "t3"."key" AS "fact",
  "t3"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t3"."title", '') AS "detail",
  "t3"."source",
  COALESCE("t3"."title", '') AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t3"."post" AS "base"
FROM (
  SELECT
    "t2".*
    EXCLUDE ("turn")
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t0"."key",
        "t0"."person",
        "t0"."first_day",
        "t0"."last_day",
        "t0"."held_from",
        "t0"."held_to",
        "t0"."source",
        "t0"."post",
        "t0"."unit",
        "t0"."title",
        "t0"."post_class",
        "t0"."level",
        "t0"."managed_by",
        "t0"."place",
        "t0"."key_post",
        "t0"."leader",
        "t0"."side",
        "t0"."exit_reason",
        "t0"."ordinal",
        ROW_NUMBER() OVER (
          PARTITION BY "t0"."person", "t0"."post", "t0"."ordinal"
          ORDER BY COALESCE("t0"."place", -1) DESC, "t0"."key" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "turn"
      FROM "planned" AS "t0"
    ) AS "t1"
    WHERE
      "t1"."turn" = 0
  ) AS "t2"
) AS "t3"
ORDER BY
  "t3"."person" ASC,
  "t3"."key" ASC
