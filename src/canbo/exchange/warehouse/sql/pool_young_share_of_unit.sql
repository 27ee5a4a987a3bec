SELECT
  "t14"."key" AS "fact",
  "t14"."person",
  CASE
    WHEN (
      "t14"."born_first" + 360000
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
        "t14"."born_last" + 360000
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
  COALESCE("t14"."title", '') AS "detail",
  "t14"."source",
  '' AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t14"."person" AS "base"
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
    "t13"."exit_reason",
    "t13"."ordinal",
    "t8"."sex",
    "t8"."ethnic",
    "t8"."minority",
    "t8"."party",
    "t8"."born_first",
    "t8"."born_last"
  FROM (
    SELECT
      "t11".*
      EXCLUDE ("turn")
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t9"."key",
          "t9"."person",
          "t9"."first_day",
          "t9"."last_day",
          "t9"."held_from",
          "t9"."held_to",
          "t9"."source",
          "t9"."post",
          "t9"."unit",
          "t9"."title",
          "t9"."post_class",
          "t9"."level",
          "t9"."managed_by",
          "t9"."place",
          "t9"."key_post",
          "t9"."leader",
          "t9"."side",
          "t9"."exit_reason",
          "t9"."ordinal",
          ROW_NUMBER() OVER (
            PARTITION BY "t9"."person"
            ORDER BY COALESCE("t9"."place", -1) DESC, "t9"."key" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) - 1 AS "turn"
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
            "t4"."exit_reason",
            "t4"."ordinal"
          FROM "planned" AS "t4"
          SEMI JOIN "scope" AS "t5"
            ON "t4"."unit" = "t5"."unit"
        ) AS "t9"
      ) AS "t10"
      WHERE
        "t10"."turn" = 0
    ) AS "t11"
  ) AS "t13"
  LEFT OUTER JOIN (
    SELECT
      *
    FROM "people" AS "t0"
  ) AS "t8"
    ON "t13"."person" = "t8"."person"
) AS "t14"
ORDER BY
  "t14"."person" ASC,
  "t14"."key" ASC
