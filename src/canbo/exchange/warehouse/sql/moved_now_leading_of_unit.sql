SELECT
  "t16"."key" AS "fact",
  "t16"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t16"."title", '') AS "detail",
  "t16"."source",
  COALESCE("t16"."side", '') AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t16"."person" AS "base"
FROM (
  SELECT
    "t15".*
    EXCLUDE ("turn")
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t13"."key",
        "t13"."person",
        "t13"."first_day",
        "t13"."last_day",
        "t13"."held_from",
        "t13"."held_to",
        "t13"."source",
        "t13"."post",
        "t13"."unit",
        "t13"."title",
        "t13"."post_class",
        "t13"."level",
        "t13"."managed_by",
        "t13"."place",
        "t13"."key_post",
        "t13"."leader",
        "t13"."side",
        "t13"."manner",
        "t13"."act",
        ROW_NUMBER() OVER (
          PARTITION BY "t13"."person"
          ORDER BY COALESCE("t13"."place", -1) DESC, "t13"."key" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "turn"
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
          "t12"."act"
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
          ) AS "t8"
          WHERE
            "t8"."leader" IN ('yes')
        ) AS "t12"
        SEMI JOIN (
          SELECT
            "t0"."person"
          FROM "moved" AS "t0"
          WHERE
            "t0"."under_scheme" IN ('yes')
            AND "t0"."leader" IN ('yes')
            AND "t0"."first_day" <= (
              SELECT
                "t3"."last_day"
              FROM "asked" AS "t3"
            )
            AND "t0"."last_day" >= (
              SELECT
                "t3"."first_day"
              FROM "asked" AS "t3"
            )
        ) AS "t10"
          ON "t12"."person" = "t10"."person"
      ) AS "t13"
    ) AS "t14"
    WHERE
      "t14"."turn" = 0
  ) AS "t15"
) AS "t16"
ORDER BY
  "t16"."person" ASC,
  "t16"."key" ASC
