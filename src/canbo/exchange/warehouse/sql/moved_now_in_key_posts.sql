SELECT
  "t12"."key" AS "fact",
  "t12"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t12"."title", '') AS "detail",
  "t12"."source",
  COALESCE("t12"."side", '') AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t12"."person" AS "base"
FROM (
  SELECT
    "t11".*
    EXCLUDE ("turn")
  FROM (
    SELECT
      *
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
        "t9"."act",
        ROW_NUMBER() OVER (
          PARTITION BY "t9"."person"
          ORDER BY COALESCE("t9"."place", -1) DESC, "t9"."key" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "turn"
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
          "t6"."act"
        FROM (
          SELECT
            *
          FROM "held" AS "t0"
          WHERE
            "t0"."key_post" IN ('yes')
        ) AS "t6"
        SEMI JOIN (
          SELECT
            "t1"."person"
          FROM "moved" AS "t1"
          WHERE
            "t1"."under_scheme" IN ('yes')
            AND "t1"."leader" IN ('yes')
            AND "t1"."first_day" <= (
              SELECT
                "t2"."last_day"
              FROM "asked" AS "t2"
            )
            AND "t1"."last_day" >= (
              SELECT
                "t2"."first_day"
              FROM "asked" AS "t2"
            )
        ) AS "t8"
          ON "t6"."person" = "t8"."person"
      ) AS "t9"
    ) AS "t10"
    WHERE
      "t10"."turn" = 0
  ) AS "t11"
) AS "t12"
ORDER BY
  "t12"."person" ASC,
  "t12"."key" ASC
