SELECT
  "t13"."key" AS "fact",
  "t13"."person",
  "t13"."sex" IN ('f') AS "met",
  COALESCE("t13"."title", '') AS "detail",
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
    "t6"."sex",
    "t6"."ethnic",
    "t6"."minority",
    "t6"."party",
    "t6"."born_first",
    "t6"."born_last"
  FROM (
    SELECT
      "t10".*
      EXCLUDE ("turn")
    FROM (
      SELECT
        *
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
          ROW_NUMBER() OVER (
            PARTITION BY "t8"."person"
            ORDER BY COALESCE("t8"."place", -1) DESC, "t8"."key" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) - 1 AS "turn"
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
            "t7"."post_class" IN ('civil_servant', 'official', 'public_employee')
        ) AS "t8"
      ) AS "t9"
      WHERE
        "t9"."turn" = 0
    ) AS "t10"
  ) AS "t12"
  LEFT OUTER JOIN (
    SELECT
      *
    FROM "people" AS "t0"
  ) AS "t6"
    ON "t12"."person" = "t6"."person"
) AS "t13"
ORDER BY
  "t13"."person" ASC,
  "t13"."key" ASC
