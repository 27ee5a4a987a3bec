SELECT
  "t11"."key" AS "fact",
  "t11"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t11"."rank", '') AS "detail",
  "t11"."source",
  COALESCE("t11"."rank", '') AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t11"."person" AS "base"
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
        "t8"."rank",
        "t8"."step",
        "t8"."coefficient",
        ROW_NUMBER() OVER (
          PARTITION BY "t8"."person"
          ORDER BY "t8"."key" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "turn"
      FROM (
        SELECT
          "t3"."key",
          "t3"."person",
          "t3"."first_day",
          "t3"."last_day",
          "t3"."held_from",
          "t3"."held_to",
          "t3"."source",
          "t3"."rank",
          "t3"."step",
          "t3"."coefficient"
        FROM "ranked" AS "t3"
        SEMI JOIN (
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
        ) AS "t7"
          ON "t3"."person" = "t7"."person"
      ) AS "t8"
    ) AS "t9"
    WHERE
      "t9"."turn" = 0
  ) AS "t10"
) AS "t11"
ORDER BY
  "t11"."person" ASC,
  "t11"."key" ASC
