SELECT
  "t21"."key" AS "fact",
  "t21"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t21"."class_name", '') AS "detail",
  "t21"."source",
  '' AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t21"."person" AS "base"
FROM (
  SELECT
    "t20".*
    EXCLUDE ("turn")
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
        "t18"."source",
        ROW_NUMBER() OVER (
          PARTITION BY "t18"."person"
          ORDER BY "t18"."first_day" ASC, "t18"."key" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "turn"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t10"."key",
            "t10"."person",
            "t10"."training_class",
            "t10"."class_name",
            "t10"."kind",
            "t10"."course",
            "t10"."field",
            "t10"."gives",
            "t10"."institution_level",
            "t10"."outcome",
            "t10"."first_day",
            "t10"."last_day",
            "t10"."source"
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
          ) AS "t10"
          SEMI JOIN (
            SELECT
              "t14"."row",
              "t14"."who",
              "t14"."until",
              "t14"."before"
            FROM (
              SELECT
                "t12"."row",
                "t12"."who",
                "t12"."until",
                MAX("t12"."place") AS "before"
              FROM (
                SELECT
                  "t10"."key" AS "row",
                  "t10"."last_day" AS "until",
                  "t10"."person" AS "who",
                  "t7"."place"
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
                ) AS "t10"
                INNER JOIN (
                  SELECT
                    *
                  FROM "tenured" AS "t2"
                  WHERE
                    "t2"."place" IS NOT NULL
                ) AS "t7"
                  ON "t10"."person" = "t7"."person"
                  AND (
                    (
                      "t7"."held_from" IS NULL
                    ) OR (
                      "t7"."held_from" <= "t10"."last_day"
                    )
                  )
                  AND (
                    (
                      "t7"."held_to" IS NULL
                    ) OR (
                      "t7"."held_to" >= "t10"."last_day"
                    )
                  )
              ) AS "t12"
              GROUP BY
                1,
                2,
                3
            ) AS "t14"
            SEMI JOIN (
              SELECT
                *
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
            ) AS "t11"
              ON "t14"."who" = "t11"."person"
              AND "t11"."first_day" > "t14"."until"
              AND "t11"."place" > "t14"."before"
          ) AS "t16"
            ON "t10"."key" = "t16"."row"
        ) AS "t17"
        WHERE
          "t17"."first_day" <= (
            SELECT
              "t1"."last_day"
            FROM "asked" AS "t1"
          )
          AND "t17"."last_day" >= (
            SELECT
              "t1"."first_day"
            FROM "asked" AS "t1"
          )
      ) AS "t18"
    ) AS "t19"
    WHERE
      "t19"."turn" = 0
  ) AS "t20"
) AS "t21"
ORDER BY
  "t21"."person" ASC,
  "t21"."key" ASC
