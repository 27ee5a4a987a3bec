SELECT
  "t9"."key" AS "fact",
  "t9"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t9"."title", '') AS "detail",
  "t9"."source",
  '' AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t9"."person" AS "base"
FROM (
  SELECT
    "t8".*
    EXCLUDE ("turn")
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t6"."key",
        "t6"."person",
        "t6"."first_day",
        "t6"."last_day",
        "t6"."held_from",
        "t6"."held_to",
        "t6"."source",
        "t6"."post",
        "t6"."unit",
        "t6"."title",
        "t6"."post_class",
        "t6"."level",
        "t6"."managed_by",
        "t6"."place",
        "t6"."key_post",
        "t6"."leader",
        "t6"."side",
        "t6"."manner",
        "t6"."act",
        ROW_NUMBER() OVER (
          PARTITION BY "t6"."person"
          ORDER BY COALESCE("t6"."place", -1) DESC, "t6"."key" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "turn"
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
        FROM (
          SELECT
            *
          FROM "held" AS "t0"
          WHERE
            "t0"."post_class" IN ('civil_servant', 'official')
            AND "t0"."level" IN ('commune')
            AND "t0"."key_post" IN ('yes')
        ) AS "t4"
        SEMI JOIN (
          SELECT
            "t1"."person"
          FROM "attained" AS "t1"
          WHERE
            "t1"."scale" IN ('professional')
            AND "t1"."level" IN ('ĐH')
            AND "t1"."mode" IN ('in_service', 'work_study')
        ) AS "t5"
          ON "t4"."person" = "t5"."person"
      ) AS "t6"
    ) AS "t7"
    WHERE
      "t7"."turn" = 0
  ) AS "t8"
) AS "t9"
ORDER BY
  "t9"."person" ASC,
  "t9"."key" ASC
