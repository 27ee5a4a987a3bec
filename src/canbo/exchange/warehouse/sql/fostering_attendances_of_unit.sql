SELECT
  "t15"."key" AS "fact",
  "t15"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t15"."class_name", '') AS "detail",
  "t15"."source",
  COALESCE("t15"."field", '') AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t15"."person" AS "base"
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
        "t12"."training_class",
        "t12"."class_name",
        "t12"."kind",
        "t12"."course",
        "t12"."field",
        "t12"."gives",
        "t12"."institution_level",
        "t12"."outcome",
        "t12"."first_day",
        "t12"."last_day",
        "t12"."source",
        ROW_NUMBER() OVER (
          PARTITION BY "t12"."person", "t12"."training_class"
          ORDER BY "t12"."first_day" ASC, "t12"."key" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "turn"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t4"."key",
            "t4"."person",
            "t4"."training_class",
            "t4"."class_name",
            "t4"."kind",
            "t4"."course",
            "t4"."field",
            "t4"."gives",
            "t4"."institution_level",
            "t4"."outcome",
            "t4"."first_day",
            "t4"."last_day",
            "t4"."source"
          FROM "attended" AS "t4"
          SEMI JOIN (
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
              "t5"."act"
            FROM "held" AS "t5"
            SEMI JOIN "scope" AS "t6"
              ON "t5"."unit" = "t6"."unit"
          ) AS "t10"
            ON "t4"."person" = "t10"."person"
        ) AS "t11"
        WHERE
          "t11"."kind" IN ('fostering')
          AND "t11"."first_day" <= (
            SELECT
              "t1"."last_day"
            FROM "asked" AS "t1"
          )
          AND "t11"."last_day" >= (
            SELECT
              "t1"."first_day"
            FROM "asked" AS "t1"
          )
      ) AS "t12"
    ) AS "t13"
    WHERE
      "t13"."turn" = 0
  ) AS "t14"
) AS "t15"
ORDER BY
  "t15"."person" ASC,
  "t15"."key" ASC
