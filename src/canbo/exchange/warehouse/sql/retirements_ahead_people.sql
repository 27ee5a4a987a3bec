SELECT
  "t18"."key" AS "fact",
  "t18"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t18"."title", '') AS "detail",
  "t18"."source",
  COALESCE(CAST("t18"."pension_month" AS TEXT), '') AS "part",
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
        "t15"."sex",
        "t15"."ethnic",
        "t15"."minority",
        "t15"."party",
        "t15"."born_first",
        "t15"."born_last",
        "t15"."born_month",
        "t15"."months",
        "t15"."pension_month",
        ROW_NUMBER() OVER (
          PARTITION BY "t15"."person"
          ORDER BY COALESCE("t15"."place", -1) DESC, "t15"."key" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "turn"
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
          "t14"."sex",
          "t14"."ethnic",
          "t14"."minority",
          "t14"."party",
          "t14"."born_first",
          "t14"."born_last",
          "t14"."born_month",
          "t14"."months",
          "t14"."born_month" + "t14"."months" + 1 AS "pension_month"
        FROM (
          SELECT
            "t13"."key",
            "t13"."person",
            "t13"."first_day",
            "t13"."last_day",
            "t13"."held_from",
            "t13"."held_to",
            "t13"."source",
            "t13"."post",
            "t13"."unit",
            "t13"."title",
            "t13"."post_class",
            "t13"."level",
            "t13"."managed_by",
            "t13"."place",
            "t13"."key_post",
            "t13"."leader",
            "t13"."side",
            "t13"."manner",
            "t13"."act",
            "t13"."sex",
            "t13"."ethnic",
            "t13"."minority",
            "t13"."party",
            "t13"."born_first",
            "t13"."born_last",
            "t13"."born_month",
            "t7"."months"
          FROM (
            SELECT
              "t11"."key",
              "t11"."person",
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
              "t11"."manner",
              "t11"."act",
              "t11"."sex",
              "t11"."ethnic",
              "t11"."minority",
              "t11"."party",
              "t11"."born_first",
              "t11"."born_last",
              (
                (
                  CAST(FLOOR("t11"."born_first" / 10000) AS BIGINT) * 12
                ) + (
                  CAST(FLOOR("t11"."born_first" / 100) AS BIGINT) % 100
                )
              ) - 1 AS "born_month"
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
                "t9"."sex",
                "t9"."ethnic",
                "t9"."minority",
                "t9"."party",
                "t9"."born_first",
                "t9"."born_last"
              FROM (
                SELECT
                  *
                FROM "held" AS "t1"
                WHERE
                  "t1"."post_class" IN ('civil_servant', 'official', 'public_employee')
              ) AS "t10"
              LEFT OUTER JOIN (
                SELECT
                  *
                FROM "people" AS "t2"
              ) AS "t9"
                ON "t10"."person" = "t9"."person"
            ) AS "t11"
          ) AS "t13"
          LEFT OUTER JOIN (
            SELECT
              "t0"."born_from",
              "t0"."born_to",
              "t0"."months",
              "t0"."sex" AS "of_sex"
            FROM "pension" AS "t0"
          ) AS "t7"
            ON "t13"."sex" = "t7"."of_sex"
            AND "t13"."born_month" >= "t7"."born_from"
            AND "t13"."born_month" <= "t7"."born_to"
        ) AS "t14"
        WHERE
          (
            "t14"."born_month" + "t14"."months" + 1
          ) > (
            (
              (
                CAST(FLOOR(
                  (
                    (
                      EXTRACT(year FROM (
                        SELECT
                          "t3"."as_of"
                        FROM "asked" AS "t3"
                      )) * 10000
                    ) + (
                      EXTRACT(month FROM (
                        SELECT
                          "t3"."as_of"
                        FROM "asked" AS "t3"
                      )) * 100
                    ) + EXTRACT(day FROM (
                      SELECT
                        "t3"."as_of"
                      FROM "asked" AS "t3"
                    ))
                  ) / 10000
                ) AS BIGINT) * 12
              ) + (
                CAST(FLOOR(
                  (
                    (
                      EXTRACT(year FROM (
                        SELECT
                          "t3"."as_of"
                        FROM "asked" AS "t3"
                      )) * 10000
                    ) + (
                      EXTRACT(month FROM (
                        SELECT
                          "t3"."as_of"
                        FROM "asked" AS "t3"
                      )) * 100
                    ) + EXTRACT(day FROM (
                      SELECT
                        "t3"."as_of"
                      FROM "asked" AS "t3"
                    ))
                  ) / 100
                ) AS BIGINT) % 100
              )
            ) - 1
          )
          AND (
            "t14"."born_month" + "t14"."months" + 1
          ) <= (
            (
              (
                (
                  CAST(FLOOR(
                    (
                      (
                        EXTRACT(year FROM (
                          SELECT
                            "t3"."as_of"
                          FROM "asked" AS "t3"
                        )) * 10000
                      ) + (
                        EXTRACT(month FROM (
                          SELECT
                            "t3"."as_of"
                          FROM "asked" AS "t3"
                        )) * 100
                      ) + EXTRACT(day FROM (
                        SELECT
                          "t3"."as_of"
                        FROM "asked" AS "t3"
                      ))
                    ) / 10000
                  ) AS BIGINT) * 12
                ) + (
                  CAST(FLOOR(
                    (
                      (
                        EXTRACT(year FROM (
                          SELECT
                            "t3"."as_of"
                          FROM "asked" AS "t3"
                        )) * 10000
                      ) + (
                        EXTRACT(month FROM (
                          SELECT
                            "t3"."as_of"
                          FROM "asked" AS "t3"
                        )) * 100
                      ) + EXTRACT(day FROM (
                        SELECT
                          "t3"."as_of"
                        FROM "asked" AS "t3"
                      ))
                    ) / 100
                  ) AS BIGINT) % 100
                )
              ) - 1
            ) + 12
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
