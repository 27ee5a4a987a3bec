SELECT
  "t10"."key" AS "fact",
  "t10"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t10"."title", '') AS "detail",
  "t10"."source",
  '' AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t10"."person" AS "base"
FROM (
  SELECT
    "t9".*
    EXCLUDE ("turn")
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t7"."key",
        "t7"."person",
        "t7"."first_day",
        "t7"."last_day",
        "t7"."held_from",
        "t7"."held_to",
        "t7"."source",
        "t7"."post",
        "t7"."unit",
        "t7"."title",
        "t7"."post_class",
        "t7"."level",
        "t7"."managed_by",
        "t7"."place",
        "t7"."key_post",
        "t7"."leader",
        "t7"."side",
        "t7"."manner",
        "t7"."act",
        "t7"."ends_earliest",
        "t7"."ends_latest",
        ROW_NUMBER() OVER (
          PARTITION BY "t7"."person"
          ORDER BY COALESCE("t7"."place", -1) DESC, "t7"."key" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "turn"
      FROM (
        SELECT
          *
        FROM (
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
        ) AS "t6"
        WHERE
          "t6"."post_class" IN ('civil_servant', 'official', 'public_employee')
          AND (
            (
              "t6"."held_from" IS NULL
            )
            OR (
              "t6"."held_from" <= (
                SELECT
                  "t2"."last_day"
                FROM "asked" AS "t2"
              )
            )
          )
          AND (
            (
              "t6"."held_to" IS NULL
            )
            OR (
              "t6"."held_to" >= (
                SELECT
                  "t2"."last_day"
                FROM "asked" AS "t2"
              )
            )
          )
      ) AS "t7"
    ) AS "t8"
    WHERE
      "t8"."turn" = 0
  ) AS "t9"
) AS "t10"
ORDER BY
  "t10"."person" ASC,
  "t10"."key" ASC
