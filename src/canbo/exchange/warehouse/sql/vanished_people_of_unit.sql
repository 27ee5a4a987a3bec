WITH "t8" AS (
  SELECT
    "t3"."key",
    "t3"."person",
    "t3"."first_day",
    "t3"."last_day",
    "t3"."held_from",
    "t3"."held_to",
    "t3"."source",
    "t3"."post",
    "t3"."unit",
    "t3"."title",
    "t3"."post_class",
    "t3"."level",
    "t3"."managed_by",
    "t3"."place",
    "t3"."key_post",
    "t3"."leader",
    "t3"."side",
    "t3"."manner",
    "t3"."act",
    "t3"."ends_earliest",
    "t3"."ends_latest"
  FROM "tenured" AS "t3"
  SEMI JOIN "scope" AS "t4"
    ON "t3"."unit" = "t4"."unit"
)
SELECT
  "t20"."key" AS "fact",
  "t20"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t20"."title", '') AS "detail",
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
        "t17"."first_day",
        "t17"."last_day",
        "t17"."held_from",
        "t17"."held_to",
        "t17"."source",
        "t17"."post",
        "t17"."unit",
        "t17"."title",
        "t17"."post_class",
        "t17"."level",
        "t17"."managed_by",
        "t17"."place",
        "t17"."key_post",
        "t17"."leader",
        "t17"."side",
        "t17"."manner",
        "t17"."act",
        "t17"."ends_earliest",
        "t17"."ends_latest",
        ROW_NUMBER() OVER (
          PARTITION BY "t17"."person"
          ORDER BY COALESCE("t17"."place", -1) DESC, "t17"."key" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "turn"
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
          "t12"."ends_latest"
        FROM (
          SELECT
            *
          FROM "t8" AS "t9"
          WHERE
            "t9"."post_class" IN ('civil_servant', 'official', 'public_employee')
            AND (
              (
                "t9"."held_from" IS NULL
              )
              OR (
                "t9"."held_from" <= (
                  SELECT
                    "t2"."day_before"
                  FROM "asked" AS "t2"
                )
              )
            )
            AND (
              (
                "t9"."held_to" IS NULL
              )
              OR (
                "t9"."held_to" >= (
                  SELECT
                    "t2"."day_before"
                  FROM "asked" AS "t2"
                )
              )
            )
        ) AS "t12"
        ANTI JOIN (
          SELECT
            "t9"."person"
          FROM "t8" AS "t9"
          WHERE
            "t9"."post_class" IN ('civil_servant', 'official', 'public_employee')
            AND (
              (
                "t9"."held_from" IS NULL
              )
              OR (
                "t9"."held_from" <= (
                  SELECT
                    "t2"."last_day"
                  FROM "asked" AS "t2"
                )
              )
            )
            AND (
              (
                "t9"."held_to" IS NULL
              )
              OR (
                "t9"."held_to" >= (
                  SELECT
                    "t2"."last_day"
                  FROM "asked" AS "t2"
                )
              )
            )
        ) AS "t13"
          ON "t12"."person" = "t13"."person"
        ANTI JOIN (
          SELECT
            "t14"."person"
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
              "t12"."ends_latest"
            FROM (
              SELECT
                *
              FROM "t8" AS "t9"
              WHERE
                "t9"."post_class" IN ('civil_servant', 'official', 'public_employee')
                AND (
                  (
                    "t9"."held_from" IS NULL
                  )
                  OR (
                    "t9"."held_from" <= (
                      SELECT
                        "t2"."day_before"
                      FROM "asked" AS "t2"
                    )
                  )
                )
                AND (
                  (
                    "t9"."held_to" IS NULL
                  )
                  OR (
                    "t9"."held_to" >= (
                      SELECT
                        "t2"."day_before"
                      FROM "asked" AS "t2"
                    )
                  )
                )
            ) AS "t12"
            ANTI JOIN (
              SELECT
                "t9"."person"
              FROM "t8" AS "t9"
              WHERE
                "t9"."post_class" IN ('civil_servant', 'official', 'public_employee')
                AND (
                  (
                    "t9"."held_from" IS NULL
                  )
                  OR (
                    "t9"."held_from" <= (
                      SELECT
                        "t2"."last_day"
                      FROM "asked" AS "t2"
                    )
                  )
                )
                AND (
                  (
                    "t9"."held_to" IS NULL
                  )
                  OR (
                    "t9"."held_to" >= (
                      SELECT
                        "t2"."last_day"
                      FROM "asked" AS "t2"
                    )
                  )
                )
            ) AS "t13"
              ON "t12"."person" = "t13"."person"
          ) AS "t14"
          WHERE
            "t14"."ends_earliest" <= (
              SELECT
                "t2"."last_day"
              FROM "asked" AS "t2"
            )
            AND "t14"."ends_latest" >= (
              SELECT
                "t2"."first_day"
              FROM "asked" AS "t2"
            )
        ) AS "t16"
          ON "t12"."person" = "t16"."person"
      ) AS "t17"
    ) AS "t18"
    WHERE
      "t18"."turn" = 0
  ) AS "t19"
) AS "t20"
ORDER BY
  "t20"."person" ASC,
  "t20"."key" ASC
