SELECT
  "t22"."key" AS "fact",
  "t22"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t22"."title", '') AS "detail",
  "t22"."source",
  COALESCE(CAST("t22"."pension_month" AS TEXT), '') AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t22"."person" AS "base"
FROM (
  SELECT
    "t21".*
    EXCLUDE ("turn")
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t19"."key",
        "t19"."person",
        "t19"."first_day",
        "t19"."last_day",
        "t19"."held_from",
        "t19"."held_to",
        "t19"."source",
        "t19"."post",
        "t19"."unit",
        "t19"."title",
        "t19"."post_class",
        "t19"."level",
        "t19"."managed_by",
        "t19"."place",
        "t19"."key_post",
        "t19"."leader",
        "t19"."side",
        "t19"."manner",
        "t19"."act",
        "t19"."sex",
        "t19"."ethnic",
        "t19"."minority",
        "t19"."party",
        "t19"."born_first",
        "t19"."born_last",
        "t19"."born_month",
        "t19"."months",
        "t19"."pension_month",
        ROW_NUMBER() OVER (
          PARTITION BY "t19"."person"
          ORDER BY COALESCE("t19"."place", -1) DESC, "t19"."key" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "turn"
      FROM (
        SELECT
          "t18"."key",
          "t18"."person",
          "t18"."first_day",
          "t18"."last_day",
          "t18"."held_from",
          "t18"."held_to",
          "t18"."source",
          "t18"."post",
          "t18"."unit",
          "t18"."title",
          "t18"."post_class",
          "t18"."level",
          "t18"."managed_by",
          "t18"."place",
          "t18"."key_post",
          "t18"."leader",
          "t18"."side",
          "t18"."manner",
          "t18"."act",
          "t18"."sex",
          "t18"."ethnic",
          "t18"."minority",
          "t18"."party",
          "t18"."born_first",
          "t18"."born_last",
          "t18"."born_month",
          "t18"."months",
          "t18"."born_month" + "t18"."months" + 1 AS "pension_month"
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
            "t17"."sex",
            "t17"."ethnic",
            "t17"."minority",
            "t17"."party",
            "t17"."born_first",
            "t17"."born_last",
            "t17"."born_month",
            "t10"."months"
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
              "t15"."sex",
              "t15"."ethnic",
              "t15"."minority",
              "t15"."party",
              "t15"."born_first",
              "t15"."born_last",
              (
                (
                  CAST(FLOOR("t15"."born_first" / 10000) AS BIGINT) * 12
                ) + (
                  CAST(FLOOR("t15"."born_first" / 100) AS BIGINT) % 100
                )
              ) - 1 AS "born_month"
            FROM (
              SELECT
                "t14"."key",
                "t14"."person",
                "t14"."first_day",
                "t14"."last_day",
                "t14"."held_from",
                "t14"."held_to",
                "t14"."source",
                "t14"."post",
                "t14"."unit",
                "t14"."title",
                "t14"."post_class",
                "t14"."level",
                "t14"."managed_by",
                "t14"."place",
                "t14"."key_post",
                "t14"."leader",
                "t14"."side",
                "t14"."manner",
                "t14"."act",
                "t11"."sex",
                "t11"."ethnic",
                "t11"."minority",
                "t11"."party",
                "t11"."born_first",
                "t11"."born_last"
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t5"."key",
                    "t5"."person",
                    "t5"."first_day",
                    "t5"."last_day",
                    "t5"."held_from",
                    "t5"."held_to",
                    "t5"."source",
                    "t5"."post",
                    "t5"."unit",
                    "t5"."title",
                    "t5"."post_class",
                    "t5"."level",
                    "t5"."managed_by",
                    "t5"."place",
                    "t5"."key_post",
                    "t5"."leader",
                    "t5"."side",
                    "t5"."manner",
                    "t5"."act"
                  FROM "held" AS "t5"
                  SEMI JOIN "scope" AS "t6"
                    ON "t5"."unit" = "t6"."unit"
                ) AS "t12"
                WHERE
                  "t12"."post_class" IN ('civil_servant', 'official', 'public_employee')
              ) AS "t14"
              LEFT OUTER JOIN (
                SELECT
                  *
                FROM "people" AS "t1"
              ) AS "t11"
                ON "t14"."person" = "t11"."person"
            ) AS "t15"
          ) AS "t17"
          LEFT OUTER JOIN (
            SELECT
              "t0"."born_from",
              "t0"."born_to",
              "t0"."months",
              "t0"."sex" AS "of_sex"
            FROM "pension" AS "t0"
          ) AS "t10"
            ON "t17"."sex" = "t10"."of_sex"
            AND "t17"."born_month" >= "t10"."born_from"
            AND "t17"."born_month" <= "t10"."born_to"
        ) AS "t18"
        WHERE
          (
            "t18"."born_month" + "t18"."months" + 1
          ) > (
            (
              (
                CAST(FLOOR(
                  (
                    (
                      EXTRACT(year FROM (
                        SELECT
                          "t4"."as_of"
                        FROM "asked" AS "t4"
                      )) * 10000
                    ) + (
                      EXTRACT(month FROM (
                        SELECT
                          "t4"."as_of"
                        FROM "asked" AS "t4"
                      )) * 100
                    ) + EXTRACT(day FROM (
                      SELECT
                        "t4"."as_of"
                      FROM "asked" AS "t4"
                    ))
                  ) / 10000
                ) AS BIGINT) * 12
              ) + (
                CAST(FLOOR(
                  (
                    (
                      EXTRACT(year FROM (
                        SELECT
                          "t4"."as_of"
                        FROM "asked" AS "t4"
                      )) * 10000
                    ) + (
                      EXTRACT(month FROM (
                        SELECT
                          "t4"."as_of"
                        FROM "asked" AS "t4"
                      )) * 100
                    ) + EXTRACT(day FROM (
                      SELECT
                        "t4"."as_of"
                      FROM "asked" AS "t4"
                    ))
                  ) / 100
                ) AS BIGINT) % 100
              )
            ) - 1
          )
          AND (
            "t18"."born_month" + "t18"."months" + 1
          ) <= (
            (
              (
                (
                  CAST(FLOOR(
                    (
                      (
                        EXTRACT(year FROM (
                          SELECT
                            "t4"."as_of"
                          FROM "asked" AS "t4"
                        )) * 10000
                      ) + (
                        EXTRACT(month FROM (
                          SELECT
                            "t4"."as_of"
                          FROM "asked" AS "t4"
                        )) * 100
                      ) + EXTRACT(day FROM (
                        SELECT
                          "t4"."as_of"
                        FROM "asked" AS "t4"
                      ))
                    ) / 10000
                  ) AS BIGINT) * 12
                ) + (
                  CAST(FLOOR(
                    (
                      (
                        EXTRACT(year FROM (
                          SELECT
                            "t4"."as_of"
                          FROM "asked" AS "t4"
                        )) * 10000
                      ) + (
                        EXTRACT(month FROM (
                          SELECT
                            "t4"."as_of"
                          FROM "asked" AS "t4"
                        )) * 100
                      ) + EXTRACT(day FROM (
                        SELECT
                          "t4"."as_of"
                        FROM "asked" AS "t4"
                      ))
                    ) / 100
                  ) AS BIGINT) % 100
                )
              ) - 1
            ) + 12
          )
      ) AS "t19"
    ) AS "t20"
    WHERE
      "t20"."turn" = 0
  ) AS "t21"
) AS "t22"
ORDER BY
  "t22"."person" ASC,
  "t22"."key" ASC
