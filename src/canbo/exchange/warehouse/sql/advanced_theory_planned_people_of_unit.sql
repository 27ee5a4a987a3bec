SELECT
  "t20"."key" AS "fact",
  "t20"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t20"."class_name", '') AS "detail",
  "t20"."source",
  '' AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t20"."person" AS "base"
FROM (
  SELECT
    "t19".*
    EXCLUDE ("turn")
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
        "t17"."source",
        ROW_NUMBER() OVER (
          PARTITION BY "t17"."person"
          ORDER BY "t17"."first_day" ASC, "t17"."key" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "turn"
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
            "t15"."source"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t6"."key",
                "t6"."person",
                "t6"."training_class",
                "t6"."class_name",
                "t6"."kind",
                "t6"."course",
                "t6"."field",
                "t6"."gives",
                "t6"."institution_level",
                "t6"."outcome",
                "t6"."first_day",
                "t6"."last_day",
                "t6"."source"
              FROM "attended" AS "t6"
              SEMI JOIN (
                SELECT
                  "t7"."key",
                  "t7"."person",
                  "t7"."first_day",
                  "t7"."last_day",
                  "t7"."held_from",
                  "t7"."held_to",
                  "t7"."source",
                  "t7"."post",
                  "t7"."unit",
                  "t7"."title",
                  "t7"."post_class",
                  "t7"."level",
                  "t7"."managed_by",
                  "t7"."place",
                  "t7"."key_post",
                  "t7"."leader",
                  "t7"."side",
                  "t7"."manner",
                  "t7"."act"
                FROM "held" AS "t7"
                SEMI JOIN "scope" AS "t8"
                  ON "t7"."unit" = "t8"."unit"
              ) AS "t12"
                ON "t6"."person" = "t12"."person"
            ) AS "t13"
            WHERE
              "t13"."gives" IN ('CTCC') AND NOT (
                "t13"."outcome" IN ('dropped')
              )
          ) AS "t15"
          SEMI JOIN "pooled" AS "t5"
            ON "t15"."person" = "t5"."person"
            AND (
              (
                "t5"."held_from" IS NULL
              ) OR (
                "t5"."held_from" <= "t15"."first_day"
              )
            )
            AND (
              (
                "t5"."held_to" IS NULL
              ) OR (
                "t5"."held_to" >= "t15"."first_day"
              )
            )
        ) AS "t16"
        WHERE
          "t16"."first_day" <= (
            SELECT
              "t1"."last_day"
            FROM "asked" AS "t1"
          )
          AND "t16"."last_day" >= (
            SELECT
              "t1"."first_day"
            FROM "asked" AS "t1"
          )
      ) AS "t17"
    ) AS "t18"
    WHERE
      "t18"."turn" = 0
  ) AS "t19"
) AS "t20"
ORDER BY
  "t20"."person" ASC,
  "t20"."key" ASC
