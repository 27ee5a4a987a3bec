SELECT
  "t15"."key" AS "fact",
  "t15"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t15"."title", '') AS "detail",
  "t15"."source",
  '' AS "part",
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
        "t12"."first_day",
        "t12"."last_day",
        "t12"."held_from",
        "t12"."held_to",
        "t12"."source",
        "t12"."post",
        "t12"."unit",
        "t12"."title",
        "t12"."post_class",
        "t12"."level",
        "t12"."managed_by",
        "t12"."place",
        "t12"."key_post",
        "t12"."leader",
        "t12"."side",
        "t12"."manner",
        "t12"."act",
        "t12"."ends_earliest",
        "t12"."ends_latest",
        ROW_NUMBER() OVER (
          PARTITION BY "t12"."person"
          ORDER BY COALESCE("t12"."place", -1) DESC, "t12"."key" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "turn"
      FROM (
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
          "t7"."act",
          "t7"."ends_earliest",
          "t7"."ends_latest"
        FROM (
          SELECT
            *
          FROM "tenured" AS "t0"
          WHERE
            "t0"."post_class" IN ('civil_servant', 'official', 'public_employee')
            AND (
              (
                "t0"."held_from" IS NULL
              )
              OR (
                "t0"."held_from" <= (
                  SELECT
                    "t1"."last_day"
                  FROM "asked" AS "t1"
                )
              )
            )
            AND (
              (
                "t0"."held_to" IS NULL
              )
              OR (
                "t0"."held_to" >= (
                  SELECT
                    "t1"."last_day"
                  FROM "asked" AS "t1"
                )
              )
            )
        ) AS "t7"
        ANTI JOIN (
          SELECT
            "t0"."person"
          FROM "tenured" AS "t0"
          WHERE
            "t0"."post_class" IN ('civil_servant', 'official', 'public_employee')
            AND (
              (
                "t0"."held_from" IS NULL
              )
              OR (
                "t0"."held_from" <= (
                  SELECT
                    "t1"."day_before"
                  FROM "asked" AS "t1"
                )
              )
            )
            AND (
              (
                "t0"."held_to" IS NULL
              )
              OR (
                "t0"."held_to" >= (
                  SELECT
                    "t1"."day_before"
                  FROM "asked" AS "t1"
                )
              )
            )
        ) AS "t8"
          ON "t7"."person" = "t8"."person"
        ANTI JOIN (
          SELECT
            "t9"."person"
          FROM (
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
              "t7"."act",
              "t7"."ends_earliest",
              "t7"."ends_latest"
            FROM (
              SELECT
                *
              FROM "tenured" AS "t0"
              WHERE
                "t0"."post_class" IN ('civil_servant', 'official', 'public_employee')
                AND (
                  (
                    "t0"."held_from" IS NULL
                  )
                  OR (
                    "t0"."held_from" <= (
                      SELECT
                        "t1"."last_day"
                      FROM "asked" AS "t1"
                    )
                  )
                )
                AND (
                  (
                    "t0"."held_to" IS NULL
                  )
                  OR (
                    "t0"."held_to" >= (
                      SELECT
                        "t1"."last_day"
                      FROM "asked" AS "t1"
                    )
                  )
                )
            ) AS "t7"
            ANTI JOIN (
              SELECT
                "t0"."person"
              FROM "tenured" AS "t0"
              WHERE
                "t0"."post_class" IN ('civil_servant', 'official', 'public_employee')
                AND (
                  (
                    "t0"."held_from" IS NULL
                  )
                  OR (
                    "t0"."held_from" <= (
                      SELECT
                        "t1"."day_before"
                      FROM "asked" AS "t1"
                    )
                  )
                )
                AND (
                  (
                    "t0"."held_to" IS NULL
                  )
                  OR (
                    "t0"."held_to" >= (
                      SELECT
                        "t1"."day_before"
                      FROM "asked" AS "t1"
                    )
                  )
                )
            ) AS "t8"
              ON "t7"."person" = "t8"."person"
          ) AS "t9"
          WHERE
            "t9"."first_day" <= (
              SELECT
                "t1"."last_day"
              FROM "asked" AS "t1"
            )
            AND "t9"."last_day" >= (
              SELECT
                "t1"."first_day"
              FROM "asked" AS "t1"
            )
        ) AS "t11"
          ON "t7"."person" = "t11"."person"
      ) AS "t12"
    ) AS "t13"
    WHERE
      "t13"."turn" = 0
  ) AS "t14"
) AS "t15"
ORDER BY
  "t15"."person" ASC,
  "t15"."key" ASC
