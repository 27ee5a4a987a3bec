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
  "t18"."key" AS "fact",
  "t18"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t18"."title", '') AS "detail",
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
        "t15"."first_day",
        "t15"."last_day",
        "t15"."held_from",
        "t15"."held_to",
        "t15"."source",
        "t15"."post",
        "t15"."unit",
        "t15"."title",
        "t15"."post_class",
        "t15"."level",
        "t15"."managed_by",
        "t15"."place",
        "t15"."key_post",
        "t15"."leader",
        "t15"."side",
        "t15"."manner",
        "t15"."act",
        "t15"."ends_earliest",
        "t15"."ends_latest",
        ROW_NUMBER() OVER (
          PARTITION BY "t15"."person"
          ORDER BY COALESCE("t15"."place", -1) DESC, "t15"."key" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "turn"
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
                      "t0"."day_before"
                    FROM "asked" AS "t0"
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
                      "t0"."day_before"
                    FROM "asked" AS "t0"
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
                      "t0"."last_day"
                    FROM "asked" AS "t0"
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
                      "t0"."last_day"
                    FROM "asked" AS "t0"
                  )
                )
              )
          ) AS "t13"
            ON "t12"."person" = "t13"."person"
        ) AS "t14"
        WHERE
          "t14"."ends_earliest" <= (
            SELECT
              "t0"."last_day"
            FROM "asked" AS "t0"
          )
          AND "t14"."ends_latest" >= (
            SELECT
              "t0"."first_day"
            FROM "asked" AS "t0"
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
