WITH "t17" AS (
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
)
SELECT
  "t34"."key" AS "fact",
  "t34"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t34"."class_name", '') AS "detail",
  "t34"."source",
  '' AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t34"."person" AS "base"
FROM (
  SELECT
    "t33".*
    EXCLUDE ("turn")
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t31"."key",
        "t31"."person",
        "t31"."training_class",
        "t31"."class_name",
        "t31"."kind",
        "t31"."course",
        "t31"."field",
        "t31"."gives",
        "t31"."institution_level",
        "t31"."outcome",
        "t31"."first_day",
        "t31"."last_day",
        "t31"."source",
        ROW_NUMBER() OVER (
          PARTITION BY "t31"."person"
          ORDER BY "t31"."first_day" ASC, "t31"."key" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "turn"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t21"."key",
            "t21"."person",
            "t21"."training_class",
            "t21"."class_name",
            "t21"."kind",
            "t21"."course",
            "t21"."field",
            "t21"."gives",
            "t21"."institution_level",
            "t21"."outcome",
            "t21"."first_day",
            "t21"."last_day",
            "t21"."source"
          FROM (
            SELECT
              *
            FROM "t17" AS "t18"
            WHERE
              NOT (
                "t18"."outcome" IN ('dropped')
              )
              AND "t18"."last_day" <= (
                SELECT
                  "t0"."last_day"
                FROM "asked" AS "t0"
              )
          ) AS "t21"
          SEMI JOIN (
            SELECT DISTINCT
              "t27"."key"
            FROM (
              SELECT
                "t26"."key",
                "t26"."person",
                "t26"."until",
                "t26"."before",
                "t15"."place",
                "t15"."first_day"
              FROM (
                SELECT
                  "t24"."key",
                  "t24"."person",
                  "t24"."until",
                  MAX("t24"."place") AS "before"
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t22"."key",
                      "t22"."person",
                      "t22"."until",
                      "t12"."place",
                      "t12"."held_from",
                      "t12"."held_to"
                    FROM (
                      SELECT
                        "t18"."key",
                        "t18"."person",
                        "t18"."last_day" AS "until"
                      FROM "t17" AS "t18"
                      WHERE
                        NOT (
                          "t18"."outcome" IN ('dropped')
                        )
                        AND "t18"."last_day" <= (
                          SELECT
                            "t0"."last_day"
                          FROM "asked" AS "t0"
                        )
                    ) AS "t22"
                    INNER JOIN (
                      SELECT
                        "t2"."person",
                        "t2"."place",
                        "t2"."held_from",
                        "t2"."held_to"
                      FROM "tenured" AS "t2"
                      WHERE
                        "t2"."place" IS NOT NULL
                    ) AS "t12"
                      ON "t22"."person" = "t12"."person"
                  ) AS "t23"
                  WHERE
                    (
                      (
                        "t23"."held_from" IS NULL
                      ) OR (
                        "t23"."held_from" <= "t23"."until"
                      )
                    )
                    AND (
                      (
                        "t23"."held_to" IS NULL
                      ) OR (
                        "t23"."held_to" >= "t23"."until"
                      )
                    )
                ) AS "t24"
                GROUP BY
                  1,
                  2,
                  3
              ) AS "t26"
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
                      "t0"."as_of"
                    FROM "asked" AS "t0"
                  )
              ) AS "t15"
                ON "t26"."person" = "t15"."person"
            ) AS "t27"
            WHERE
              "t27"."first_day" > "t27"."until" AND "t27"."place" > "t27"."before"
          ) AS "t29"
            ON "t21"."key" = "t29"."key"
        ) AS "t30"
        WHERE
          "t30"."first_day" <= (
            SELECT
              "t0"."last_day"
            FROM "asked" AS "t0"
          )
          AND "t30"."last_day" >= (
            SELECT
              "t0"."first_day"
            FROM "asked" AS "t0"
          )
      ) AS "t31"
    ) AS "t32"
    WHERE
      "t32"."turn" = 0
  ) AS "t33"
) AS "t34"
ORDER BY
  "t34"."person" ASC,
  "t34"."key" ASC
