SELECT
  "t6"."key" AS "fact",
  "t6"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t6"."title", '') AS "detail",
  "t6"."source",
  '' AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t6"."person" AS "base"
FROM (
  SELECT
    "t5".*
    EXCLUDE ("turn")
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
        "t3"."ends_latest",
        ROW_NUMBER() OVER (
          PARTITION BY "t3"."person"
          ORDER BY COALESCE("t3"."place", -1) DESC, "t3"."key" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "turn"
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
      ) AS "t3"
    ) AS "t4"
    WHERE
      "t4"."turn" = 0
  ) AS "t5"
) AS "t6"
ORDER BY
  "t6"."person" ASC,
  "t6"."key" ASC
