SELECT
  "t17"."key" AS "fact",
  "t17"."person",
  "t17"."rank_professional" >= (
    SELECT
      *
    FROM (
      SELECT
        MAX("t7"."rank") AS "needed"
      FROM (
        SELECT
          *
        FROM "levels" AS "t1"
        WHERE
          "t1"."scale" = 'professional' AND "t1"."code" = 'ĐH'
      ) AS "t7"
    ) AS "t10"
  ) AS "met",
  COALESCE("t17"."level_professional", '') AS "detail",
  "t17"."source",
  '' AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t17"."person" AS "base"
FROM (
  SELECT
    "t16"."key",
    "t16"."person",
    "t16"."first_day",
    "t16"."last_day",
    "t16"."held_from",
    "t16"."held_to",
    "t16"."source",
    "t16"."post",
    "t16"."unit",
    "t16"."title",
    "t16"."post_class",
    "t16"."level",
    "t16"."managed_by",
    "t16"."place",
    "t16"."key_post",
    "t16"."leader",
    "t16"."side",
    "t16"."manner",
    "t16"."act",
    "t8"."rank_professional",
    "t8"."level_professional"
  FROM (
    SELECT
      "t14".*
      EXCLUDE ("turn")
    FROM (
      SELECT
        *
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
          ROW_NUMBER() OVER (
            PARTITION BY "t12"."person"
            ORDER BY COALESCE("t12"."place", -1) DESC, "t12"."key" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) - 1 AS "turn"
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
              "t4"."manner",
              "t4"."act"
            FROM "held" AS "t4"
            SEMI JOIN "scope" AS "t5"
              ON "t4"."unit" = "t5"."unit"
          ) AS "t9"
          WHERE
            "t9"."post_class" IN ('civil_servant', 'official', 'public_employee')
        ) AS "t12"
      ) AS "t13"
      WHERE
        "t13"."turn" = 0
    ) AS "t14"
  ) AS "t16"
  LEFT OUTER JOIN (
    SELECT
      "t0"."person",
      "t0"."rank" AS "rank_professional",
      "t0"."level" AS "level_professional"
    FROM "best" AS "t0"
    WHERE
      "t0"."scale" = 'professional'
  ) AS "t8"
    ON "t16"."person" = "t8"."person"
) AS "t17"
ORDER BY
  "t17"."person" ASC,
  "t17"."key" ASC
