SELECT
  "t15"."key" AS "fact",
  "t15"."person",
  CASE
    WHEN (
      "t15"."born_first" + 360000
    ) > (
      (
        EXTRACT(year FROM (
          SELECT
            "t1"."as_of"
          FROM "asked" AS "t1"
        )) * 10000
      ) + (
        EXTRACT(month FROM (
          SELECT
            "t1"."as_of"
          FROM "asked" AS "t1"
        )) * 100
      ) + EXTRACT(day FROM (
        SELECT
          "t1"."as_of"
        FROM "asked" AS "t1"
      ))
    )
    THEN TRUE
    ELSE CASE
      WHEN (
        "t15"."born_last" + 360000
      ) <= (
        (
          EXTRACT(year FROM (
            SELECT
              "t1"."as_of"
            FROM "asked" AS "t1"
          )) * 10000
        ) + (
          EXTRACT(month FROM (
            SELECT
              "t1"."as_of"
            FROM "asked" AS "t1"
          )) * 100
        ) + EXTRACT(day FROM (
          SELECT
            "t1"."as_of"
          FROM "asked" AS "t1"
        ))
      )
      THEN FALSE
      ELSE CAST(NULL AS BOOLEAN)
    END
  END AS "met",
  COALESCE("t15"."title", '') AS "detail",
  "t15"."source",
  '' AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t15"."person" AS "base"
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
    "t8"."sex",
    "t8"."ethnic",
    "t8"."minority",
    "t8"."party",
    "t8"."born_first",
    "t8"."born_last"
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
              "t4"."key",
              "t4"."person",
              "t4"."first_day",
              "t4"."last_day",
              "t4"."held_from",
              "t4"."held_to",
              "t4"."source",
              "t4"."post",
              "t4"."unit",
              "t4"."title",
              "t4"."post_class",
              "t4"."level",
              "t4"."managed_by",
              "t4"."place",
              "t4"."key_post",
              "t4"."leader",
              "t4"."side",
              "t4"."manner",
              "t4"."act"
            FROM "held" AS "t4"
            SEMI JOIN "scope" AS "t5"
              ON "t4"."unit" = "t5"."unit"
          ) AS "t9"
          WHERE
            "t9"."post_class" IN ('civil_servant', 'official', 'public_employee')
            AND "t9"."leader" IN ('yes')
        ) AS "t10"
      ) AS "t11"
      WHERE
        "t11"."turn" = 0
    ) AS "t12"
  ) AS "t14"
  LEFT OUTER JOIN (
    SELECT
      *
    FROM "people" AS "t0"
  ) AS "t8"
    ON "t14"."person" = "t8"."person"
) AS "t15"
ORDER BY
  "t15"."person" ASC,
  "t15"."key" ASC
