SELECT
  "t5"."key",
  "t5"."person",
  "t5"."scale",
  "t5"."level",
  "t2"."rank"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t1"."person",
      "t1"."scale",
      "t1"."level",
      "t1"."state",
      "t1"."key",
      "t1"."begins_earliest",
      "t1"."begins_latest",
      "t1"."ends_earliest",
      "t1"."ends_latest",
      "t1"."known_by",
      "t1"."recorded_at",
      "t1"."voided_at",
      "t1"."source",
      CASE
        WHEN COALESCE(COALESCE("t1"."begins_latest", "t1"."known_by") > "t1"."ends_earliest", FALSE)
        THEN COALESCE("t1"."begins_earliest", "t1"."known_by")
        ELSE COALESCE("t1"."begins_latest", "t1"."known_by")
      END AS "held_from",
      CASE
        WHEN COALESCE(COALESCE("t1"."begins_latest", "t1"."known_by") > "t1"."ends_earliest", FALSE)
        THEN "t1"."ends_latest"
        ELSE "t1"."ends_earliest"
      END AS "held_to"
    FROM "attainments" AS "t1"
    WHERE
      "t1"."recorded_at" <= MAKE_TIMESTAMPTZ(2030, 1, 1, 0, 0, 0.0, 'UTC')
      AND (
        (
          "t1"."voided_at" IS NULL
        )
        OR (
          "t1"."voided_at" > MAKE_TIMESTAMPTZ(2030, 1, 1, 0, 0, 0.0, 'UTC')
        )
      )
  ) AS "t3"
  WHERE
    (
      (
        "t3"."held_from" IS NULL
      )
      OR (
        "t3"."held_from" <= MAKE_DATE(2011, 7, 31)
      )
    )
    AND (
      (
        "t3"."held_to" IS NULL
      ) OR (
        "t3"."held_to" >= MAKE_DATE(2011, 7, 31)
      )
    )
    AND "t3"."state" IN ('completed', 'equivalent')
) AS "t5"
INNER JOIN "levels" AS "t2"
  ON "t5"."scale" = "t2"."scale" AND "t5"."level" = "t2"."code"
