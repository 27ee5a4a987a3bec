SELECT
  "t25"."key" AS "fact",
  "t25"."person",
  CASE
    WHEN "t25"."has_field" IS NULL
    THEN CAST(NULL AS BOOLEAN)
    ELSE COALESCE("t25"."fits", FALSE)
  END AS "met",
  COALESCE("t25"."title", '') AS "detail",
  "t25"."source",
  '' AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t25"."person" AS "base"
FROM (
  SELECT
    "t24"."key",
    "t24"."person",
    "t24"."first_day",
    "t24"."last_day",
    "t24"."held_from",
    "t24"."held_to",
    "t24"."source",
    "t24"."post",
    "t24"."unit",
    "t24"."title",
    "t24"."post_class",
    "t24"."level",
    "t24"."managed_by",
    "t24"."place",
    "t24"."key_post",
    "t24"."leader",
    "t24"."side",
    "t24"."manner",
    "t24"."act",
    "t20"."fits",
    "t14"."has_field"
  FROM (
    SELECT
      "t22".*
      EXCLUDE ("turn")
    FROM (
      SELECT
        *
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
          ROW_NUMBER() OVER (
            PARTITION BY "t18"."person"
            ORDER BY COALESCE("t18"."place", -1) DESC, "t18"."key" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) - 1 AS "turn"
        FROM (
          SELECT
            *
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
            ) AS "t13"
            WHERE
              "t13"."post_class" IN ('civil_servant', 'official', 'public_employee')
          ) AS "t16"
          WHERE
            "t16"."title" IN (
              SELECT
                "t1"."title"
              FROM "fitting" AS "t1"
            )
        ) AS "t18"
      ) AS "t21"
      WHERE
        "t21"."turn" = 0
    ) AS "t22"
  ) AS "t24"
  LEFT OUTER JOIN (
    SELECT
      "t17"."person",
      "t17"."title",
      TRUE AS "fits"
    FROM (
      SELECT DISTINCT
        *
      FROM (
        SELECT
          "t11"."person",
          "t10"."title"
        FROM (
          SELECT
            "t0"."person",
            LOWER("t0"."field") AS "field"
          FROM "attained" AS "t0"
          WHERE
            "t0"."scale" = 'professional' AND "t0"."field" <> ''
        ) AS "t11"
        INNER JOIN (
          SELECT
            *
          FROM "fitting" AS "t1"
        ) AS "t10"
          ON "t11"."field" = "t10"."field"
      ) AS "t15"
    ) AS "t17"
  ) AS "t20"
    ON "t24"."person" = "t20"."person" AND "t24"."title" = "t20"."title"
  LEFT OUTER JOIN (
    SELECT
      "t8"."person",
      TRUE AS "has_field"
    FROM (
      SELECT DISTINCT
        "t0"."person"
      FROM "attained" AS "t0"
      WHERE
        "t0"."scale" = 'professional' AND "t0"."field" <> ''
    ) AS "t8"
  ) AS "t14"
    ON "t24"."person" = "t14"."person"
) AS "t25"
ORDER BY
  "t25"."person" ASC,
  "t25"."key" ASC
