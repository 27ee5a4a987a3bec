SELECT
  "t8"."key" AS "fact",
  "t8"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t8"."title", '') AS "detail",
  "t8"."source",
  COALESCE("t8"."level", '') AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t8"."person" AS "base"
FROM (
  SELECT
    "t7".*
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
        FROM (
          SELECT
            "t2"."key",
            "t2"."person",
            "t2"."first_day",
            "t2"."last_day",
            "t2"."held_from",
            "t2"."held_to",
            "t2"."source",
            "t2"."post",
            "t2"."unit",
            "t2"."title",
            "t2"."post_class",
            "t2"."level",
            "t2"."managed_by",
            "t2"."place",
            "t2"."key_post",
            "t2"."leader",
            "t2"."side",
            "t2"."manner",
            "t2"."act"
          FROM "held" AS "t2"
          SEMI JOIN "scope" AS "t3"
            ON "t2"."unit" = "t3"."unit"
        ) AS "t4"
        WHERE
          "t4"."post_class" IN ('civil_servant', 'official', 'public_employee')
          AND "t4"."key_post" IN ('yes')
      ) AS "t5"
    ) AS "t6"
    WHERE
      "t6"."turn" = 0
  ) AS "t7"
) AS "t8"
ORDER BY
  "t8"."person" ASC,
  "t8"."key" ASC
