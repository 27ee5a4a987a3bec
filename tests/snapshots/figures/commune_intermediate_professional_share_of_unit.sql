SELECT
  *
FROM (
  SELECT
    "t13"."key" AS "fact",
    "t13"."person",
    "t10"."rank" >= 2 AS "met",
    COALESCE("t10"."code", '') AS "detail",
    "t13"."source"
  FROM (
    SELECT
      "t11"."key",
      "t11"."person",
      "t11"."source"
    FROM (
      SELECT
        "t8"."key",
        "t8"."person",
        "t8"."unit",
        "t8"."post_class",
        "t8"."level",
        "t8"."recorded_at",
        "t8"."source",
        ROW_NUMBER() OVER (
          PARTITION BY "t8"."person"
          ORDER BY "t8"."key" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "place"
      FROM (
        SELECT
          "t6"."key",
          "t6"."person",
          "t6"."unit",
          "t6"."post_class",
          "t6"."level",
          "t6"."recorded_at",
          "t6"."source"
        FROM (
          SELECT
            *
          FROM "held" AS "t1"
          WHERE
            "t1"."post_class" IN ('civil_servant', 'official') AND "t1"."level" = 'commune'
        ) AS "t6"
        SEMI JOIN "scope" AS "t3"
          ON "t6"."unit" = "t3"."unit"
      ) AS "t8"
    ) AS "t11"
    WHERE
      "t11"."place" = 0
  ) AS "t13"
  LEFT OUTER JOIN (
    SELECT
      "t7"."person" AS "holder",
      "t7"."level" AS "code",
      "t7"."rank"
    FROM (
      SELECT
        "t4"."key",
        "t4"."person",
        "t4"."scale",
        "t4"."level",
        "t4"."rank",
        ROW_NUMBER() OVER (
          PARTITION BY "t4"."person"
          ORDER BY "t4"."rank" DESC, "t4"."key" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "place"
      FROM (
        SELECT
          *
        FROM "attained" AS "t0"
        WHERE
          "t0"."scale" = 'professional'
      ) AS "t4"
    ) AS "t7"
    WHERE
      "t7"."place" = 0
  ) AS "t10"
    ON "t13"."person" = "t10"."holder"
) AS "t14"
ORDER BY
  "t14"."person" ASC,
  "t14"."fact" ASC
