SELECT
  "t20"."key" AS "fact",
  "t20"."person",
  "t20"."sex" IN ('f') AS "met",
  COALESCE("t20"."class_name", '') AS "detail",
  "t20"."source",
  '' AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t20"."key" AS "base"
FROM (
  SELECT
    "t19"."key",
    "t19"."person",
    "t19"."training_class",
    "t19"."class_name",
    "t19"."kind",
    "t19"."course",
    "t19"."field",
    "t19"."gives",
    "t19"."institution_level",
    "t19"."outcome",
    "t19"."first_day",
    "t19"."last_day",
    "t19"."source",
    "t11"."sex",
    "t11"."ethnic",
    "t11"."minority",
    "t11"."party",
    "t11"."born_first",
    "t11"."born_last"
  FROM (
    SELECT
      "t17".*
      EXCLUDE ("turn")
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t15"."key",
          "t15"."person",
          "t15"."training_class",
          "t15"."class_name",
          "t15"."kind",
          "t15"."course",
          "t15"."field",
          "t15"."gives",
          "t15"."institution_level",
          "t15"."outcome",
          "t15"."first_day",
          "t15"."last_day",
          "t15"."source",
          ROW_NUMBER() OVER (
            PARTITION BY "t15"."person", "t15"."training_class"
            ORDER BY "t15"."first_day" ASC, "t15"."key" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) - 1 AS "turn"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t5"."key",
              "t5"."person",
              "t5"."training_class",
              "t5"."class_name",
              "t5"."kind",
              "t5"."course",
              "t5"."field",
              "t5"."gives",
              "t5"."institution_level",
              "t5"."outcome",
              "t5"."first_day",
              "t5"."last_day",
              "t5"."source"
            FROM "attended" AS "t5"
            SEMI JOIN (
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
              FROM "held" AS "t6"
              SEMI JOIN "scope" AS "t7"
                ON "t6"."unit" = "t7"."unit"
            ) AS "t13"
              ON "t5"."person" = "t13"."person"
          ) AS "t14"
          WHERE
            "t14"."first_day" <= (
              SELECT
                "t2"."last_day"
              FROM "asked" AS "t2"
            )
            AND "t14"."last_day" >= (
              SELECT
                "t2"."first_day"
              FROM "asked" AS "t2"
            )
        ) AS "t15"
      ) AS "t16"
      WHERE
        "t16"."turn" = 0
    ) AS "t17"
  ) AS "t19"
  LEFT OUTER JOIN (
    SELECT
      *
    FROM "people" AS "t0"
  ) AS "t11"
    ON "t19"."person" = "t11"."person"
) AS "t20"
ORDER BY
  "t20"."person" ASC,
  "t20"."key" ASC
