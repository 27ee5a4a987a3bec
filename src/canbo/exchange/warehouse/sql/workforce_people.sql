SELECT
  "t4"."key" AS "fact",
  "t4"."person",
  CAST(NULL AS BOOLEAN) AS "met",
  COALESCE("t4"."title", '') AS "detail",
  "t4"."source",
  COALESCE("t4"."post_class", '') AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t4"."person" AS "base"
FROM (
  SELECT
    "t3".*
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
        "t1"."manner",
        "t1"."act",
        ROW_NUMBER() OVER (
          PARTITION BY "t1"."person"
          ORDER BY COALESCE("t1"."place", -1) DESC, "t1"."key" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "turn"
      FROM (
        SELECT
          *
        FROM "held" AS "t0"
        WHERE
          "t0"."post_class" IN ('civil_servant', 'official', 'public_employee')
      ) AS "t1"
    ) AS "t2"
    WHERE
      "t2"."turn" = 0
  ) AS "t3"
) AS "t4"
ORDER BY
  "t4"."person" ASC,
  "t4"."key" ASC
