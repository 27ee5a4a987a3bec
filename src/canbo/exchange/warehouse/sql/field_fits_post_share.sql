SELECT
  "t21"."key" AS "fact",
  "t21"."person",
  CASE
    WHEN "t21"."has_field" IS NULL
    THEN CAST(NULL AS BOOLEAN)
    ELSE COALESCE("t21"."fits", FALSE)
  END AS "met",
  COALESCE("t21"."title", '') AS "detail",
  "t21"."source",
  '' AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t21"."person" AS "base"
FROM (
  SELECT
    "t20"."key",
    "t20"."person",
    "t20"."first_day",
    "t20"."last_day",
    "t20"."held_from",
    "t20"."held_to",
    "t20"."source",
    "t20"."post",
    "t20"."unit",
    "t20"."title",
    "t20"."post_class",
    "t20"."level",
    "t20"."managed_by",
    "t20"."place",
    "t20"."key_post",
    "t20"."leader",
    "t20"."side",
    "t20"."manner",
    "t20"."act",
    "t17"."fits",
    "t11"."has_field"
  FROM (
    SELECT
      "t18".*
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
          ROW_NUMBER() OVER (
            PARTITION BY "t12"."person"
            ORDER BY COALESCE("t12"."place", -1) DESC, "t12"."key" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) - 1 AS "turn"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              *
            FROM "held" AS "t1"
            WHERE
              "t1"."post_class" IN ('civil_servant', 'official', 'public_employee')
          ) AS "t7"
          WHERE
            "t7"."title" IN (
              SELECT
                "t2"."title"
              FROM "fitting" AS "t2"
            )
        ) AS "t12"
      ) AS "t16"
      WHERE
        "t16"."turn" = 0
    ) AS "t18"
  ) AS "t20"
  LEFT OUTER JOIN (
    SELECT
      "t14"."person",
      "t14"."title",
      TRUE AS "fits"
    FROM (
      SELECT DISTINCT
        *
      FROM (
        SELECT
          "t9"."person",
          "t8"."title"
        FROM (
          SELECT
            "t0"."person",
            LOWER("t0"."field") AS "field"
          FROM "attained" AS "t0"
          WHERE
            "t0"."scale" = 'professional' AND "t0"."field" <> ''
        ) AS "t9"
        INNER JOIN (
          SELECT
            *
          FROM "fitting" AS "t2"
        ) AS "t8"
          ON "t9"."field" = "t8"."field"
      ) AS "t13"
    ) AS "t14"
  ) AS "t17"
    ON "t20"."person" = "t17"."person" AND "t20"."title" = "t17"."title"
  LEFT OUTER JOIN (
    SELECT
      "t5"."person",
      TRUE AS "has_field"
    FROM (
      SELECT DISTINCT
        "t0"."person"
      FROM "attained" AS "t0"
      WHERE
        "t0"."scale" = 'professional' AND "t0"."field" <> ''
    ) AS "t5"
  ) AS "t11"
    ON "t20"."person" = "t11"."person"
) AS "t21"
ORDER BY
  "t21"."person" ASC,
  "t21"."key" ASC
