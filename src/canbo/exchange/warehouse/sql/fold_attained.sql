SELECT
  "t9"."key",
  "t9"."person",
  "t9"."first_day",
  "t9"."last_day",
  "t9"."held_from",
  "t9"."held_to",
  "t9"."source",
  "t9"."scale",
  "t9"."level",
  "t6"."rank",
  "t9"."field",
  "t9"."mode",
  "t9"."school"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t0"."person",
      "t0"."scale",
      "t0"."level",
      "t0"."state",
      "t0"."field",
      "t0"."mode",
      "t0"."school",
      "t0"."key",
      "t0"."begins_earliest",
      "t0"."begins_latest",
      "t0"."ends_earliest",
      "t0"."ends_latest",
      "t0"."known_by",
      "t0"."recorded_at",
      "t0"."voided_at",
      "t0"."source",
      CASE
        WHEN COALESCE(COALESCE("t0"."begins_latest", "t0"."known_by") > "t0"."ends_earliest", FALSE)
        THEN COALESCE("t0"."begins_earliest", "t0"."known_by")
        ELSE COALESCE("t0"."begins_latest", "t0"."known_by")
      END AS "held_from",
      CASE
        WHEN COALESCE(COALESCE("t0"."begins_latest", "t0"."known_by") > "t0"."ends_earliest", FALSE)
        THEN "t0"."ends_latest"
        ELSE "t0"."ends_earliest"
      END AS "held_to",
      "t0"."begins_earliest" AS "first_day",
      "t0"."begins_latest" AS "last_day"
    FROM "attainments" AS "t0"
    WHERE
      "t0"."recorded_at" <= (
        SELECT
          "t2"."known_at"
        FROM "asked" AS "t2"
      )
      AND (
        (
          "t0"."voided_at" IS NULL
        )
        OR (
          "t0"."voided_at" > (
            SELECT
              "t2"."known_at"
            FROM "asked" AS "t2"
          )
        )
      )
  ) AS "t7"
  WHERE
    (
      (
        "t7"."held_from" IS NULL
      )
      OR (
        "t7"."held_from" <= (
          SELECT
            "t2"."as_of"
          FROM "asked" AS "t2"
        )
      )
    )
    AND (
      (
        "t7"."held_to" IS NULL
      )
      OR (
        "t7"."held_to" >= (
          SELECT
            "t2"."as_of"
          FROM "asked" AS "t2"
        )
      )
    )
    AND "t7"."state" IN ('completed', 'equivalent')
) AS "t9"
INNER JOIN (
  SELECT
    "t1"."code" AS "level",
    "t1"."scale",
    "t1"."rank"
  FROM "levels" AS "t1"
) AS "t6"
  ON "t9"."scale" = "t6"."scale" AND "t9"."level" = "t6"."level"
