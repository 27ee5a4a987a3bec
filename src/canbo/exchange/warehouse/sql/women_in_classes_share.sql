SELECT
  "t12"."key" AS "fact",
  "t12"."person",
  "t12"."sex" IN ('f') AS "met",
  COALESCE("t12"."class_name", '') AS "detail",
  "t12"."source",
  '' AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t12"."key" AS "base"
FROM (
  SELECT
    "t11"."key",
    "t11"."person",
    "t11"."training_class",
    "t11"."class_name",
    "t11"."kind",
    "t11"."course",
    "t11"."field",
    "t11"."gives",
    "t11"."institution_level",
    "t11"."outcome",
    "t11"."first_day",
    "t11"."last_day",
    "t11"."source",
    "t6"."sex",
    "t6"."ethnic",
    "t6"."minority",
    "t6"."party",
    "t6"."born_first",
    "t6"."born_last"
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
          "t7"."training_class",
          "t7"."class_name",
          "t7"."kind",
          "t7"."course",
          "t7"."field",
          "t7"."gives",
          "t7"."institution_level",
          "t7"."outcome",
          "t7"."first_day",
          "t7"."last_day",
          "t7"."source",
          ROW_NUMBER() OVER (
            PARTITION BY "t7"."person", "t7"."training_class"
            ORDER BY "t7"."first_day" ASC, "t7"."key" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) - 1 AS "turn"
        FROM (
          SELECT
            *
          FROM "attended" AS "t1"
          WHERE
            "t1"."first_day" <= (
              SELECT
                "t2"."last_day"
              FROM "asked" AS "t2"
            )
            AND "t1"."last_day" >= (
              SELECT
                "t2"."first_day"
              FROM "asked" AS "t2"
            )
        ) AS "t7"
      ) AS "t8"
      WHERE
        "t8"."turn" = 0
    ) AS "t9"
  ) AS "t11"
  LEFT OUTER JOIN (
    SELECT
      *
    FROM "people" AS "t0"
  ) AS "t6"
    ON "t11"."person" = "t6"."person"
) AS "t12"
ORDER BY
  "t12"."person" ASC,
  "t12"."key" ASC
