SELECT
  "t22"."key" AS "fact",
  "t22"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t22"."class_name", '') AS "detail",
  "t22"."source",
  '' AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t22"."person" AS "base"
FROM (
  SELECT
    "t21".*
    EXCLUDE ("turn")
  FROM (
    SELECT
      *
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
        ROW_NUMBER() OVER (
          PARTITION BY "t19"."person"
          ORDER BY "t19"."first_day" ASC, "t19"."key" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "turn"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t17"."key",
            "t17"."person",
            "t17"."training_class",
            "t17"."class_name",
            "t17"."kind",
            "t17"."course",
            "t17"."field",
            "t17"."gives",
            "t17"."institution_level",
            "t17"."outcome",
            "t17"."first_day",
            "t17"."last_day",
            "t17"."source"
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
            ) AS "t15"
            WHERE
              "t15"."gives" IN ('CTCC') AND NOT (
                "t15"."outcome" IN ('dropped')
              )
          ) AS "t17"
          SEMI JOIN (
            SELECT
              "t1"."person"
            FROM "pooled" AS "t1"
            WHERE
              (
                (
                  "t1"."held_from" IS NULL
                )
                OR (
                  "t1"."held_from" <= (
                    SELECT
                      "t0"."as_of"
                    FROM "asked" AS "t0"
                  )
                )
              )
              AND (
                (
                  "t1"."held_to" IS NULL
                )
                OR (
                  "t1"."held_to" >= (
                    SELECT
                      "t0"."as_of"
                    FROM "asked" AS "t0"
                  )
                )
              )
          ) AS "t14"
            ON "t17"."person" = "t14"."person"
        ) AS "t18"
        WHERE
          "t18"."first_day" <= (
            SELECT
              "t0"."last_day"
            FROM "asked" AS "t0"
          )
          AND "t18"."last_day" >= (
            SELECT
              "t0"."first_day"
            FROM "asked" AS "t0"
          )
      ) AS "t19"
    ) AS "t20"
    WHERE
      "t20"."turn" = 0
  ) AS "t21"
) AS "t22"
ORDER BY
  "t22"."person" ASC,
  "t22"."key" ASC
