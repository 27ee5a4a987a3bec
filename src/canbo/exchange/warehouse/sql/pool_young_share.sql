SELECT
  "t10"."key" AS "fact",
  "t10"."person",
  CASE
    WHEN (
      "t10"."born_first" + 360000
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
        "t10"."born_last" + 360000
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
  END AS "met",
  COALESCE("t10"."title", '') AS "detail",
  "t10"."source",
  '' AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t10"."person" AS "base"
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
    "t5"."sex",
    "t5"."ethnic",
    "t5"."minority",
    "t5"."party",
    "t5"."born_first",
    "t5"."born_last"
  FROM (
    SELECT
      "t7".*
      EXCLUDE ("turn")
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t1"."key",
          "t1"."person",
          "t1"."first_day",
          "t1"."last_day",
          "t1"."held_from",
          "t1"."held_to",
          "t1"."source",
          "t1"."post",
          "t1"."unit",
          "t1"."title",
          "t1"."post_class",
          "t1"."level",
          "t1"."managed_by",
          "t1"."place",
          "t1"."key_post",
          "t1"."leader",
          "t1"."side",
          "t1"."exit_reason",
          "t1"."ordinal",
          ROW_NUMBER() OVER (
            PARTITION BY "t1"."person"
            ORDER BY COALESCE("t1"."place", -1) DESC, "t1"."key" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) - 1 AS "turn"
        FROM "planned" AS "t1"
      ) AS "t6"
      WHERE
        "t6"."turn" = 0
    ) AS "t7"
  ) AS "t9"
  LEFT OUTER JOIN (
    SELECT
      *
    FROM "people" AS "t0"
  ) AS "t5"
    ON "t9"."person" = "t5"."person"
) AS "t10"
ORDER BY
  "t10"."person" ASC,
  "t10"."key" ASC
