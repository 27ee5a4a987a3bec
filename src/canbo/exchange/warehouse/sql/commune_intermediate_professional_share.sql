SELECT
  "t13"."key" AS "fact",
  "t13"."person",
  "t13"."rank_professional" >= (
    SELECT
      *
    FROM (
      SELECT
        MAX("t4"."rank") AS "needed"
      FROM (
        SELECT
          *
        FROM "levels" AS "t1"
        WHERE
          "t1"."scale" = 'professional' AND "t1"."code" = 'TC'
      ) AS "t4"
    ) AS "t7"
  ) AS "met",
  COALESCE("t13"."level_professional", '') AS "detail",
  "t13"."source",
  '' AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t13"."person" AS "base"
FROM (
  SELECT
    "t12"."key",
    "t12"."person",
    "t12"."first_day",
    "t12"."last_day",
    "t12"."held_from",
    "t12"."held_to",
    "t12"."source",
    "t12"."post",
    "t12"."unit",
    "t12"."title",
    "t12"."post_class",
    "t12"."level",
    "t12"."managed_by",
    "t12"."place",
    "t12"."key_post",
    "t12"."leader",
    "t12"."side",
    "t12"."manner",
    "t12"."act",
    "t6"."rank_professional",
    "t6"."level_professional"
  FROM (
    SELECT
      "t10".*
      EXCLUDE ("turn")
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t5"."key",
          "t5"."person",
          "t5"."first_day",
          "t5"."last_day",
          "t5"."held_from",
          "t5"."held_to",
          "t5"."source",
          "t5"."post",
          "t5"."unit",
          "t5"."title",
          "t5"."post_class",
          "t5"."level",
          "t5"."managed_by",
          "t5"."place",
          "t5"."key_post",
          "t5"."leader",
          "t5"."side",
          "t5"."manner",
          "t5"."act",
          ROW_NUMBER() OVER (
            PARTITION BY "t5"."person"
            ORDER BY COALESCE("t5"."place", -1) DESC, "t5"."key" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) - 1 AS "turn"
        FROM (
          SELECT
            *
          FROM "held" AS "t2"
          WHERE
            "t2"."post_class" IN ('civil_servant', 'official')
            AND "t2"."level" IN ('commune')
        ) AS "t5"
      ) AS "t9"
      WHERE
        "t9"."turn" = 0
    ) AS "t10"
  ) AS "t12"
  LEFT OUTER JOIN (
    SELECT
      "t0"."person",
      "t0"."rank" AS "rank_professional",
      "t0"."level" AS "level_professional"
    FROM "best" AS "t0"
    WHERE
      "t0"."scale" = 'professional'
  ) AS "t6"
    ON "t12"."person" = "t6"."person"
) AS "t13"
ORDER BY
  "t13"."person" ASC,
  "t13"."key" ASC
