SELECT
  "t29"."key" AS "fact",
  "t29"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t29"."class_name", '') AS "detail",
  "t29"."source",
  '' AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t29"."person" AS "base"
FROM (
  SELECT
    "t28".*
    EXCLUDE ("turn")
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t26"."key",
        "t26"."person",
        "t26"."training_class",
        "t26"."class_name",
        "t26"."kind",
        "t26"."course",
        "t26"."field",
        "t26"."gives",
        "t26"."institution_level",
        "t26"."outcome",
        "t26"."first_day",
        "t26"."last_day",
        "t26"."source",
        ROW_NUMBER() OVER (
          PARTITION BY "t26"."person"
          ORDER BY "t26"."first_day" ASC, "t26"."key" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "turn"
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
            "t19"."source"
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
              ) AS "t16"
                ON "t5"."person" = "t16"."person"
            ) AS "t17"
            WHERE
              NOT (
                "t17"."outcome" IN ('dropped')
              )
              AND "t17"."last_day" <= (
                SELECT
                  "t0"."last_day"
                FROM "asked" AS "t0"
              )
          ) AS "t19"
          SEMI JOIN (
            SELECT
              "t22"."row",
              "t22"."who",
              "t22"."until",
              "t22"."before"
            FROM (
              SELECT
                "t20"."row",
                "t20"."who",
                "t20"."until",
                MAX("t20"."place") AS "before"
              FROM (
                SELECT
                  "t19"."key" AS "row",
                  "t19"."last_day" AS "until",
                  "t19"."person" AS "who",
                  "t12"."place"
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
                    ) AS "t16"
                      ON "t5"."person" = "t16"."person"
                  ) AS "t17"
                  WHERE
                    NOT (
                      "t17"."outcome" IN ('dropped')
                    )
                    AND "t17"."last_day" <= (
                      SELECT
                        "t0"."last_day"
                      FROM "asked" AS "t0"
                    )
                ) AS "t19"
                INNER JOIN (
                  SELECT
                    *
                  FROM "tenured" AS "t2"
                  WHERE
                    "t2"."place" IS NOT NULL
                ) AS "t12"
                  ON "t19"."person" = "t12"."person"
                  AND (
                    (
                      "t12"."held_from" IS NULL
                    ) OR (
                      "t12"."held_from" <= "t19"."last_day"
                    )
                  )
                  AND (
                    (
                      "t12"."held_to" IS NULL
                    ) OR (
                      "t12"."held_to" >= "t19"."last_day"
                    )
                  )
              ) AS "t20"
              GROUP BY
                1,
                2,
                3
            ) AS "t22"
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
                    "t0"."as_of"
                  FROM "asked" AS "t0"
                )
            ) AS "t15"
              ON "t22"."who" = "t15"."person"
              AND "t15"."first_day" > "t22"."until"
              AND "t15"."place" > "t22"."before"
          ) AS "t24"
            ON "t19"."key" = "t24"."row"
        ) AS "t25"
        WHERE
          "t25"."first_day" <= (
            SELECT
              "t0"."last_day"
            FROM "asked" AS "t0"
          )
          AND "t25"."last_day" >= (
            SELECT
              "t0"."first_day"
            FROM "asked" AS "t0"
          )
      ) AS "t26"
    ) AS "t27"
    WHERE
      "t27"."turn" = 0
  ) AS "t28"
) AS "t29"
ORDER BY
  "t29"."person" ASC,
  "t29"."key" ASC
