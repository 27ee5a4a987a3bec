SELECT
  "t25"."key" AS "fact",
  "t25"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t25"."class_name", '') AS "detail",
  "t25"."source",
  '' AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t25"."person" AS "base"
FROM (
  SELECT
    "t24".*
    EXCLUDE ("turn")
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t22"."key",
        "t22"."person",
        "t22"."training_class",
        "t22"."class_name",
        "t22"."kind",
        "t22"."course",
        "t22"."field",
        "t22"."gives",
        "t22"."institution_level",
        "t22"."outcome",
        "t22"."first_day",
        "t22"."last_day",
        "t22"."source",
        ROW_NUMBER() OVER (
          PARTITION BY "t22"."person"
          ORDER BY "t22"."first_day" ASC, "t22"."key" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "turn"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t11"."key",
            "t11"."person",
            "t11"."training_class",
            "t11"."class_name",
            "t11"."kind",
            "t11"."course",
            "t11"."field",
            "t11"."gives",
            "t11"."institution_level",
            "t11"."outcome",
            "t11"."first_day",
            "t11"."last_day",
            "t11"."source"
          FROM (
            SELECT
              *
            FROM "attended" AS "t0"
            WHERE
              NOT (
                "t0"."outcome" IN ('dropped')
              )
              AND "t0"."last_day" <= (
                SELECT
                  "t1"."last_day"
                FROM "asked" AS "t1"
              )
          ) AS "t11"
          SEMI JOIN (
            SELECT DISTINCT
              "t18"."key"
            FROM (
              SELECT
                "t17"."key",
                "t17"."person",
                "t17"."until",
                "t17"."before",
                "t13"."place",
                "t13"."first_day"
              FROM (
                SELECT
                  "t15"."key",
                  "t15"."person",
                  "t15"."until",
                  MAX("t15"."place") AS "before"
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t12"."key",
                      "t12"."person",
                      "t12"."until",
                      "t7"."place",
                      "t7"."held_from",
                      "t7"."held_to"
                    FROM (
                      SELECT
                        "t0"."key",
                        "t0"."person",
                        "t0"."last_day" AS "until"
                      FROM "attended" AS "t0"
                      WHERE
                        NOT (
                          "t0"."outcome" IN ('dropped')
                        )
                        AND "t0"."last_day" <= (
                          SELECT
                            "t1"."last_day"
                          FROM "asked" AS "t1"
                        )
                    ) AS "t12"
                    INNER JOIN (
                      SELECT
                        "t2"."person",
                        "t2"."place",
                        "t2"."held_from",
                        "t2"."held_to"
                      FROM "tenured" AS "t2"
                      WHERE
                        "t2"."place" IS NOT NULL
                    ) AS "t7"
                      ON "t12"."person" = "t7"."person"
                  ) AS "t14"
                  WHERE
                    (
                      (
                        "t14"."held_from" IS NULL
                      ) OR (
                        "t14"."held_from" <= "t14"."until"
                      )
                    )
                    AND (
                      (
                        "t14"."held_to" IS NULL
                      ) OR (
                        "t14"."held_to" >= "t14"."until"
                      )
                    )
                ) AS "t15"
                GROUP BY
                  1,
                  2,
                  3
              ) AS "t17"
              INNER JOIN (
                SELECT
                  "t2"."person",
                  "t2"."place",
                  "t2"."first_day"
                FROM "tenured" AS "t2"
                WHERE
                  "t2"."place" IS NOT NULL
                  AND (
                    (
                      "t2"."act" IS NULL
                    ) OR "t2"."act" IN ('appointed', 'elected', 'reassigned')
                  )
                  AND "t2"."manner" <> 'acting'
                  AND "t2"."first_day" <= (
                    SELECT
                      "t1"."as_of"
                    FROM "asked" AS "t1"
                  )
              ) AS "t13"
                ON "t17"."person" = "t13"."person"
            ) AS "t18"
            WHERE
              "t18"."first_day" > "t18"."until" AND "t18"."place" > "t18"."before"
          ) AS "t20"
            ON "t11"."key" = "t20"."key"
        ) AS "t21"
        WHERE
          "t21"."first_day" <= (
            SELECT
              "t1"."last_day"
            FROM "asked" AS "t1"
          )
          AND "t21"."last_day" >= (
            SELECT
              "t1"."first_day"
            FROM "asked" AS "t1"
          )
      ) AS "t22"
    ) AS "t23"
    WHERE
      "t23"."turn" = 0
  ) AS "t24"
) AS "t25"
ORDER BY
  "t25"."person" ASC,
  "t25"."key" ASC
