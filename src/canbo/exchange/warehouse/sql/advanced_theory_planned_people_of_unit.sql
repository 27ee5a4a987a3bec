WITH "t14" AS (
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
  ) AS "t13"
    ON "t5"."person" = "t13"."person"
)
SELECT
  "t27"."key" AS "fact",
  "t27"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t27"."class_name", '') AS "detail",
  "t27"."source",
  '' AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t27"."person" AS "base"
FROM (
  SELECT
    "t26".*
    EXCLUDE ("turn")
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t24"."key",
        "t24"."person",
        "t24"."training_class",
        "t24"."class_name",
        "t24"."kind",
        "t24"."course",
        "t24"."field",
        "t24"."gives",
        "t24"."institution_level",
        "t24"."outcome",
        "t24"."first_day",
        "t24"."last_day",
        "t24"."source",
        ROW_NUMBER() OVER (
          PARTITION BY "t24"."person"
          ORDER BY "t24"."first_day" ASC, "t24"."key" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "turn"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t18"."key",
            "t18"."person",
            "t18"."training_class",
            "t18"."class_name",
            "t18"."kind",
            "t18"."course",
            "t18"."field",
            "t18"."gives",
            "t18"."institution_level",
            "t18"."outcome",
            "t18"."first_day",
            "t18"."last_day",
            "t18"."source"
          FROM (
            SELECT
              *
            FROM "t14" AS "t15"
            WHERE
              "t15"."gives" IN ('CTCC') AND NOT (
                "t15"."outcome" IN ('dropped')
              )
          ) AS "t18"
          SEMI JOIN (
            SELECT DISTINCT
              "t20"."key"
            FROM (
              SELECT
                "t19"."key",
                "t19"."person",
                "t19"."since",
                "t19"."until",
                "t11"."first_day",
                "t11"."last_day",
                "t11"."held_from",
                "t11"."held_to",
                "t11"."source",
                "t11"."post",
                "t11"."unit",
                "t11"."title",
                "t11"."post_class",
                "t11"."level",
                "t11"."managed_by",
                "t11"."place",
                "t11"."key_post",
                "t11"."leader",
                "t11"."side",
                "t11"."exit_reason",
                "t11"."ordinal"
              FROM (
                SELECT
                  "t15"."key",
                  "t15"."person",
                  "t15"."first_day" AS "since",
                  "t15"."last_day" AS "until"
                FROM "t14" AS "t15"
                WHERE
                  "t15"."gives" IN ('CTCC') AND NOT (
                    "t15"."outcome" IN ('dropped')
                  )
              ) AS "t19"
              INNER JOIN (
                SELECT
                  "t2".*
                  EXCLUDE ("key")
                FROM "pooled" AS "t2"
              ) AS "t11"
                ON "t19"."person" = "t11"."person"
            ) AS "t20"
            WHERE
              (
                (
                  "t20"."held_from" IS NULL
                ) OR (
                  "t20"."held_from" <= "t20"."since"
                )
              )
              AND (
                (
                  "t20"."held_to" IS NULL
                ) OR (
                  "t20"."held_to" >= "t20"."since"
                )
              )
          ) AS "t22"
            ON "t18"."key" = "t22"."key"
        ) AS "t23"
        WHERE
          "t23"."first_day" <= (
            SELECT
              "t0"."last_day"
            FROM "asked" AS "t0"
          )
          AND "t23"."last_day" >= (
            SELECT
              "t0"."first_day"
            FROM "asked" AS "t0"
          )
      ) AS "t24"
    ) AS "t25"
    WHERE
      "t25"."turn" = 0
  ) AS "t26"
) AS "t27"
ORDER BY
  "t27"."person" ASC,
  "t27"."key" ASC
