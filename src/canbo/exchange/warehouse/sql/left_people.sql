SELECT
  "t13"."key" AS "fact",
  "t13"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t13"."title", '') AS "detail",
  "t13"."source",
  '' AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t13"."person" AS "base"
FROM (
  SELECT
    "t12".*
    EXCLUDE ("turn")
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t10"."key",
        "t10"."person",
        "t10"."first_day",
        "t10"."last_day",
        "t10"."held_from",
        "t10"."held_to",
        "t10"."source",
        "t10"."post",
        "t10"."unit",
        "t10"."title",
        "t10"."post_class",
        "t10"."level",
        "t10"."managed_by",
        "t10"."place",
        "t10"."key_post",
        "t10"."leader",
        "t10"."side",
        "t10"."manner",
        "t10"."act",
        "t10"."ends_earliest",
        "t10"."ends_latest",
        ROW_NUMBER() OVER (
          PARTITION BY "t10"."person"
          ORDER BY COALESCE("t10"."place", -1) DESC, "t10"."key" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "turn"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t8"."key",
            "t8"."person",
            "t8"."first_day",
            "t8"."last_day",
            "t8"."held_from",
            "t8"."held_to",
            "t8"."source",
            "t8"."post",
            "t8"."unit",
            "t8"."title",
            "t8"."post_class",
            "t8"."level",
            "t8"."managed_by",
            "t8"."place",
            "t8"."key_post",
            "t8"."leader",
            "t8"."side",
            "t8"."manner",
            "t8"."act",
            "t8"."ends_earliest",
            "t8"."ends_latest"
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
            ON "t8"."person" = "t7"."person"
        ) AS "t9"
        WHERE
          "t9"."ends_earliest" <= (
            SELECT
              "t1"."last_day"
            FROM "asked" AS "t1"
          )
          AND "t9"."ends_latest" >= (
            SELECT
              "t1"."first_day"
            FROM "asked" AS "t1"
          )
      ) AS "t10"
    ) AS "t11"
    WHERE
      "t11"."turn" = 0
  ) AS "t12"
) AS "t13"
ORDER BY
  "t13"."person" ASC,
  "t13"."key" ASC
