SELECT
  "t13"."key" AS "fact",
  "t13"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t13"."title", '') AS "detail",
  "t13"."source",
  '' AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t13"."person" AS "base"
FROM (
  SELECT
    "t12".*
    EXCLUDE ("turn")
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t10"."key",
        "t10"."person",
        "t10"."first_day",
        "t10"."last_day",
        "t10"."held_from",
        "t10"."held_to",
        "t10"."source",
        "t10"."post",
        "t10"."unit",
        "t10"."title",
        "t10"."post_class",
        "t10"."level",
        "t10"."managed_by",
        "t10"."place",
        "t10"."key_post",
        "t10"."leader",
        "t10"."side",
        "t10"."manner",
        "t10"."act",
        ROW_NUMBER() OVER (
          PARTITION BY "t10"."person"
          ORDER BY COALESCE("t10"."place", -1) DESC, "t10"."key" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "turn"
      FROM (
        SELECT
          "t9"."key",
          "t9"."person",
          "t9"."first_day",
          "t9"."last_day",
          "t9"."held_from",
          "t9"."held_to",
          "t9"."source",
          "t9"."post",
          "t9"."unit",
          "t9"."title",
          "t9"."post_class",
          "t9"."level",
          "t9"."managed_by",
          "t9"."place",
          "t9"."key_post",
          "t9"."leader",
          "t9"."side",
          "t9"."manner",
          "t9"."act"
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
              "t3"."act"
            FROM "held" AS "t3"
            SEMI JOIN "scope" AS "t4"
              ON "t3"."unit" = "t4"."unit"
          ) AS "t7"
          WHERE
            "t7"."post_class" IN ('civil_servant', 'official')
            AND "t7"."level" IN ('commune')
            AND "t7"."key_post" IN ('yes')
        ) AS "t9"
        SEMI JOIN (
          SELECT
            "t0"."person"
          FROM "attained" AS "t0"
          WHERE
            "t0"."scale" IN ('professional')
            AND "t0"."level" IN ('ĐH')
            AND "t0"."mode" IN ('in_service', 'work_study')
        ) AS "t6"
          ON "t9"."person" = "t6"."person"
      ) AS "t10"
    ) AS "t11"
    WHERE
      "t11"."turn" = 0
  ) AS "t12"
) AS "t13"
ORDER BY
  "t13"."person" ASC,
  "t13"."key" ASC
