SELECT
  "t18"."key" AS "fact",
  "t18"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t18"."class_name", '') AS "detail",
  "t18"."source",
  '' AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t18"."person" AS "base"
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
          PARTITION BY "t15"."person"
          ORDER BY "t15"."first_day" ASC, "t15"."key" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "turn"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t9"."key",
            "t9"."person",
            "t9"."training_class",
            "t9"."class_name",
            "t9"."kind",
            "t9"."course",
            "t9"."field",
            "t9"."gives",
            "t9"."institution_level",
            "t9"."outcome",
            "t9"."first_day",
            "t9"."last_day",
            "t9"."source"
          FROM (
            SELECT
              *
            FROM "attended" AS "t0"
            WHERE
              "t0"."gives" IN ('CTCC') AND NOT (
                "t0"."outcome" IN ('dropped')
              )
          ) AS "t9"
          SEMI JOIN (
            SELECT DISTINCT
              "t11"."key"
            FROM (
              SELECT
                "t10"."key",
                "t10"."person",
                "t10"."since",
                "t10"."until",
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
                "t6"."exit_reason",
                "t6"."ordinal"
              FROM (
                SELECT
                  "t0"."key",
                  "t0"."person",
                  "t0"."first_day" AS "since",
                  "t0"."last_day" AS "until"
                FROM "attended" AS "t0"
                WHERE
                  "t0"."gives" IN ('CTCC') AND NOT (
                    "t0"."outcome" IN ('dropped')
                  )
              ) AS "t10"
              INNER JOIN (
                SELECT
                  "t2".*
                  EXCLUDE ("key")
                FROM "pooled" AS "t2"
              ) AS "t6"
                ON "t10"."person" = "t6"."person"
            ) AS "t11"
            WHERE
              (
                (
                  "t11"."held_from" IS NULL
                ) OR (
                  "t11"."held_from" <= "t11"."since"
                )
              )
              AND (
                (
                  "t11"."held_to" IS NULL
                ) OR (
                  "t11"."held_to" >= "t11"."since"
                )
              )
          ) AS "t13"
            ON "t9"."key" = "t13"."key"
        ) AS "t14"
        WHERE
          "t14"."first_day" <= (
            SELECT
              "t1"."last_day"
            FROM "asked" AS "t1"
          )
          AND "t14"."last_day" >= (
            SELECT
              "t1"."first_day"
            FROM "asked" AS "t1"
          )
      ) AS "t15"
    ) AS "t16"
    WHERE
      "t16"."turn" = 0
  ) AS "t17"
) AS "t18"
ORDER BY
  "t18"."person" ASC,
  "t18"."key" ASC
