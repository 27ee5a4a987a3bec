SELECT
  "t9"."key" AS "fact",
  "t9"."person",
  "t9"."minority" IN ('yes') AS "met",
  COALESCE("t9"."title", '') AS "detail",
  "t9"."source",
  '' AS "part",
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
    "t3"."sex",
    "t3"."ethnic",
    "t3"."minority",
    "t3"."party",
    "t3"."born_first",
    "t3"."born_last"
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
          "t4"."manner",
          "t4"."act",
          ROW_NUMBER() OVER (
            PARTITION BY "t4"."person"
            ORDER BY COALESCE("t4"."place", -1) DESC, "t4"."key" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) - 1 AS "turn"
        FROM (
          SELECT
            *
          FROM "held" AS "t1"
          WHERE
            "t1"."post_class" IN ('civil_servant', 'official', 'public_employee')
        ) AS "t4"
      ) AS "t5"
      WHERE
        "t5"."turn" = 0
    ) AS "t6"
  ) AS "t8"
  LEFT OUTER JOIN (
    SELECT
      *
    FROM "people" AS "t0"
  ) AS "t3"
    ON "t8"."person" = "t3"."person"
) AS "t9"
ORDER BY
  "t9"."person" ASC,
  "t9"."key" ASC
