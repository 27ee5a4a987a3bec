SELECT
  "t11"."key" AS "fact",
  "t11"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t11"."title", '') AS "detail",
  "t11"."source",
  CASE
    WHEN COALESCE(
      CASE
        WHEN (
          "t11"."born_last" + 610000
        ) <= (
          (
            EXTRACT(year FROM (
              SELECT
                "t2"."as_of"
              FROM "asked" AS "t2"
            )) * 10000
          ) + (
            EXTRACT(month FROM (
              SELECT
                "t2"."as_of"
              FROM "asked" AS "t2"
            )) * 100
          ) + EXTRACT(day FROM (
            SELECT
              "t2"."as_of"
            FROM "asked" AS "t2"
          ))
        )
        THEN TRUE
        ELSE CASE
          WHEN (
            "t11"."born_first" + 610000
          ) > (
            (
              EXTRACT(year FROM (
                SELECT
                  "t2"."as_of"
                FROM "asked" AS "t2"
              )) * 10000
            ) + (
              EXTRACT(month FROM (
                SELECT
                  "t2"."as_of"
                FROM "asked" AS "t2"
              )) * 100
            ) + EXTRACT(day FROM (
              SELECT
                "t2"."as_of"
              FROM "asked" AS "t2"
            ))
          )
          THEN FALSE
          ELSE CAST(NULL AS BOOLEAN)
        END
      END,
      FALSE
    )
    THEN '61-'
    ELSE CASE
      WHEN COALESCE(
        CASE
          WHEN (
            "t11"."born_last" + 510000
          ) <= (
            (
              EXTRACT(year FROM (
                SELECT
                  "t2"."as_of"
                FROM "asked" AS "t2"
              )) * 10000
            ) + (
              EXTRACT(month FROM (
                SELECT
                  "t2"."as_of"
                FROM "asked" AS "t2"
              )) * 100
            ) + EXTRACT(day FROM (
              SELECT
                "t2"."as_of"
              FROM "asked" AS "t2"
            ))
          )
          THEN TRUE
          ELSE CASE
            WHEN (
              "t11"."born_first" + 510000
            ) > (
              (
                EXTRACT(year FROM (
                  SELECT
                    "t2"."as_of"
                  FROM "asked" AS "t2"
                )) * 10000
              ) + (
                EXTRACT(month FROM (
                  SELECT
                    "t2"."as_of"
                  FROM "asked" AS "t2"
                )) * 100
              ) + EXTRACT(day FROM (
                SELECT
                  "t2"."as_of"
                FROM "asked" AS "t2"
              ))
            )
            THEN FALSE
            ELSE CAST(NULL AS BOOLEAN)
          END
        END
        AND CASE
          WHEN (
            "t11"."born_first" + 610000
          ) > (
            (
              EXTRACT(year FROM (
                SELECT
                  "t2"."as_of"
                FROM "asked" AS "t2"
              )) * 10000
            ) + (
              EXTRACT(month FROM (
                SELECT
                  "t2"."as_of"
                FROM "asked" AS "t2"
              )) * 100
            ) + EXTRACT(day FROM (
              SELECT
                "t2"."as_of"
              FROM "asked" AS "t2"
            ))
          )
          THEN TRUE
          ELSE CASE
            WHEN (
              "t11"."born_last" + 610000
            ) <= (
              (
                EXTRACT(year FROM (
                  SELECT
                    "t2"."as_of"
                  FROM "asked" AS "t2"
                )) * 10000
              ) + (
                EXTRACT(month FROM (
                  SELECT
                    "t2"."as_of"
                  FROM "asked" AS "t2"
                )) * 100
              ) + EXTRACT(day FROM (
                SELECT
                  "t2"."as_of"
                FROM "asked" AS "t2"
              ))
            )
            THEN FALSE
            ELSE CAST(NULL AS BOOLEAN)
          END
        END,
        FALSE
      )
      THEN '51-60'
      ELSE CASE
        WHEN COALESCE(
          CASE
            WHEN (
              "t11"."born_last" + 410000
            ) <= (
              (
                EXTRACT(year FROM (
                  SELECT
                    "t2"."as_of"
                  FROM "asked" AS "t2"
                )) * 10000
              ) + (
                EXTRACT(month FROM (
                  SELECT
                    "t2"."as_of"
                  FROM "asked" AS "t2"
                )) * 100
              ) + EXTRACT(day FROM (
                SELECT
                  "t2"."as_of"
                FROM "asked" AS "t2"
              ))
            )
            THEN TRUE
            ELSE CASE
              WHEN (
                "t11"."born_first" + 410000
              ) > (
                (
                  EXTRACT(year FROM (
                    SELECT
                      "t2"."as_of"
                    FROM "asked" AS "t2"
                  )) * 10000
                ) + (
                  EXTRACT(month FROM (
                    SELECT
                      "t2"."as_of"
                    FROM "asked" AS "t2"
                  )) * 100
                ) + EXTRACT(day FROM (
                  SELECT
                    "t2"."as_of"
                  FROM "asked" AS "t2"
                ))
              )
              THEN FALSE
              ELSE CAST(NULL AS BOOLEAN)
            END
          END
          AND CASE
            WHEN (
              "t11"."born_first" + 510000
            ) > (
              (
                EXTRACT(year FROM (
                  SELECT
                    "t2"."as_of"
                  FROM "asked" AS "t2"
                )) * 10000
              ) + (
                EXTRACT(month FROM (
                  SELECT
                    "t2"."as_of"
                  FROM "asked" AS "t2"
                )) * 100
              ) + EXTRACT(day FROM (
                SELECT
                  "t2"."as_of"
                FROM "asked" AS "t2"
              ))
            )
            THEN TRUE
            ELSE CASE
              WHEN (
                "t11"."born_last" + 510000
              ) <= (
                (
                  EXTRACT(year FROM (
                    SELECT
                      "t2"."as_of"
                    FROM "asked" AS "t2"
                  )) * 10000
                ) + (
                  EXTRACT(month FROM (
                    SELECT
                      "t2"."as_of"
                    FROM "asked" AS "t2"
                  )) * 100
                ) + EXTRACT(day FROM (
                  SELECT
                    "t2"."as_of"
                  FROM "asked" AS "t2"
                ))
              )
              THEN FALSE
              ELSE CAST(NULL AS BOOLEAN)
            END
          END,
          FALSE
        )
        THEN '41-50'
        ELSE CASE
          WHEN COALESCE(
            CASE
              WHEN (
                "t11"."born_last" + 310000
              ) <= (
                (
                  EXTRACT(year FROM (
                    SELECT
                      "t2"."as_of"
                    FROM "asked" AS "t2"
                  )) * 10000
                ) + (
                  EXTRACT(month FROM (
                    SELECT
                      "t2"."as_of"
                    FROM "asked" AS "t2"
                  )) * 100
                ) + EXTRACT(day FROM (
                  SELECT
                    "t2"."as_of"
                  FROM "asked" AS "t2"
                ))
              )
              THEN TRUE
              ELSE CASE
                WHEN (
                  "t11"."born_first" + 310000
                ) > (
                  (
                    EXTRACT(year FROM (
                      SELECT
                        "t2"."as_of"
                      FROM "asked" AS "t2"
                    )) * 10000
                  ) + (
                    EXTRACT(month FROM (
                      SELECT
                        "t2"."as_of"
                      FROM "asked" AS "t2"
                    )) * 100
                  ) + EXTRACT(day FROM (
                    SELECT
                      "t2"."as_of"
                    FROM "asked" AS "t2"
                  ))
                )
                THEN FALSE
                ELSE CAST(NULL AS BOOLEAN)
              END
            END
            AND CASE
              WHEN (
                "t11"."born_first" + 410000
              ) > (
                (
                  EXTRACT(year FROM (
                    SELECT
                      "t2"."as_of"
                    FROM "asked" AS "t2"
                  )) * 10000
                ) + (
                  EXTRACT(month FROM (
                    SELECT
                      "t2"."as_of"
                    FROM "asked" AS "t2"
                  )) * 100
                ) + EXTRACT(day FROM (
                  SELECT
                    "t2"."as_of"
                  FROM "asked" AS "t2"
                ))
              )
              THEN TRUE
              ELSE CASE
                WHEN (
                  "t11"."born_last" + 410000
                ) <= (
                  (
                    EXTRACT(year FROM (
                      SELECT
                        "t2"."as_of"
                      FROM "asked" AS "t2"
                    )) * 10000
                  ) + (
                    EXTRACT(month FROM (
                      SELECT
                        "t2"."as_of"
                      FROM "asked" AS "t2"
                    )) * 100
                  ) + EXTRACT(day FROM (
                    SELECT
                      "t2"."as_of"
                    FROM "asked" AS "t2"
                  ))
                )
                THEN FALSE
                ELSE CAST(NULL AS BOOLEAN)
              END
            END,
            FALSE
          )
          THEN '31-40'
          ELSE CASE
            WHEN COALESCE(
              CASE
                WHEN (
                  "t11"."born_first" + 310000
                ) > (
                  (
                    EXTRACT(year FROM (
                      SELECT
                        "t2"."as_of"
                      FROM "asked" AS "t2"
                    )) * 10000
                  ) + (
                    EXTRACT(month FROM (
                      SELECT
                        "t2"."as_of"
                      FROM "asked" AS "t2"
                    )) * 100
                  ) + EXTRACT(day FROM (
                    SELECT
                      "t2"."as_of"
                    FROM "asked" AS "t2"
                  ))
                )
                THEN TRUE
                ELSE CASE
                  WHEN (
                    "t11"."born_last" + 310000
                  ) <= (
                    (
                      EXTRACT(year FROM (
                        SELECT
                          "t2"."as_of"
                        FROM "asked" AS "t2"
                      )) * 10000
                    ) + (
                      EXTRACT(month FROM (
                        SELECT
                          "t2"."as_of"
                        FROM "asked" AS "t2"
                      )) * 100
                    ) + EXTRACT(day FROM (
                      SELECT
                        "t2"."as_of"
                      FROM "asked" AS "t2"
                    ))
                  )
                  THEN FALSE
                  ELSE CAST(NULL AS BOOLEAN)
                END
              END,
              FALSE
            )
            THEN '-30'
            ELSE ''
          END
        END
      END
    END
  END AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t11"."person" AS "base"
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
    "t5"."sex",
    "t5"."ethnic",
    "t5"."minority",
    "t5"."party",
    "t5"."born_first",
    "t5"."born_last"
  FROM (
    SELECT
      "t8".*
      EXCLUDE ("turn")
    FROM (
      SELECT
        *
      FROM (
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
          "t6"."act",
          ROW_NUMBER() OVER (
            PARTITION BY "t6"."person"
            ORDER BY COALESCE("t6"."place", -1) DESC, "t6"."key" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) - 1 AS "turn"
        FROM (
          SELECT
            *
          FROM "held" AS "t1"
          WHERE
            "t1"."post_class" IN ('civil_servant', 'official', 'public_employee')
        ) AS "t6"
      ) AS "t7"
      WHERE
        "t7"."turn" = 0
    ) AS "t8"
  ) AS "t10"
  LEFT OUTER JOIN (
    SELECT
      *
    FROM "people" AS "t0"
  ) AS "t5"
    ON "t10"."person" = "t5"."person"
) AS "t11"
ORDER BY
  "t11"."person" ASC,
  "t11"."key" ASC
