SELECT
  "t9"."key" AS "fact",
  "t9"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t9"."title", '') AS "detail",
  "t9"."source",
  COALESCE("t9"."level_state_management", '') AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t9"."person" AS "base"
FROM (
  SELECT
    "t8"."key",
    "t8"."person",
    "t8"."first_day",
    "t8"."last_day",
    "t8"."held_from",
    "t8"."held_to",
    "t8"."source",
    "t8"."post",
    "t8"."unit",
    "t8"."title",
    "t8"."post_class",
    "t8"."level",
    "t8"."managed_by",
    "t8"."place",
    "t8"."key_post",
    "t8"."leader",
    "t8"."side",
    "t8"."manner",
    "t8"."act",
    "t4"."rank_state_management",
    "t4"."level_state_management"
  FROM (
    SELECT
      "t6".*
      EXCLUDE ("turn")
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
          "t3"."manner",
          "t3"."act",
          ROW_NUMBER() OVER (
            PARTITION BY "t3"."person"
            ORDER BY COALESCE("t3"."place", -1) DESC, "t3"."key" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) - 1 AS "turn"
        FROM (
          SELECT
            *
          FROM "held" AS "t1"
          WHERE
            "t1"."post_class" IN ('civil_servant', 'official', 'public_employee')
        ) AS "t3"
      ) AS "t5"
      WHERE
        "t5"."turn" = 0
    ) AS "t6"
  ) AS "t8"
  LEFT OUTER JOIN (
    SELECT
      "t0"."person",
      "t0"."rank" AS "rank_state_management",
      "t0"."level" AS "level_state_management"
    FROM "best" AS "t0"
    WHERE
      "t0"."scale" = 'state_management'
  ) AS "t4"
    ON "t8"."person" = "t4"."person"
) AS "t9"
ORDER BY
  "t9"."person" ASC,
  "t9"."key" ASC
