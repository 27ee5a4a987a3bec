SELECT
  *
FROM (
  SELECT
    "t8"."key" AS "fact",
    "t8"."person",
    "t9"."rank" >= 2 AS "met",
    COALESCE("t9"."code", '') AS "detail",
    "t8"."source"
  FROM (
    SELECT
      "t4"."key",
      "t4"."person",
      "t4"."source"
    FROM (
      SELECT
        "t2"."key",
        "t2"."person",
        "t2"."unit",
        "t2"."post_class",
        "t2"."level",
        "t2"."recorded_at",
        "t2"."source",
        ROW_NUMBER() OVER (
          PARTITION BY "t2"."person"
          ORDER BY "t2"."key" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "place"
      FROM (
        SELECT
          *
        FROM "held" AS "t0"
        WHERE
          "t0"."post_class" IN ('civil_servant', 'official') AND "t0"."level" = 'commune'
      ) AS "t2"
    ) AS "t4"
    WHERE
      "t4"."place" = 0
  ) AS "t8"
  LEFT OUTER JOIN (
    SELECT
      "t5"."person" AS "holder",
      "t5"."level" AS "code",
      "t5"."rank"
    FROM (
      SELECT
        "t3"."key",
        "t3"."person",
        "t3"."scale",
        "t3"."level",
        "t3"."rank",
        ROW_NUMBER() OVER (
          PARTITION BY "t3"."person"
          ORDER BY "t3"."rank" DESC, "t3"."key" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "place"
      FROM (
        SELECT
          *
        FROM "attained" AS "t1"
        WHERE
          "t1"."scale" = 'professional'
      ) AS "t3"
    ) AS "t5"
    WHERE
      "t5"."place" = 0
  ) AS "t9"
    ON "t8"."person" = "t9"."holder"
) AS "t10"
ORDER BY
  "t10"."person" ASC,
  "t10"."fact" ASC
