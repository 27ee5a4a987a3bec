SELECT
  "t8"."key",
  "t8"."person",
  "t8"."scale",
  "t8"."level",
  "t3"."rank"
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
      "t1"."recorded_at" <= (
        SELECT
          "t2"."known_at"
        FROM "asked" AS "t2"
      )
      AND (
        (
          "t1"."voided_at" IS NULL
        )
        OR (
          "t1"."voided_at" > (
            SELECT
              "t2"."known_at"
            FROM "asked" AS "t2"
          )
        )
      )
  ) AS "t6"
  WHERE
    (
      (
        "t6"."held_from" IS NULL
      )
      OR (
        "t6"."held_from" <= (
          SELECT
            "t2"."as_of"
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
            "t2"."as_of"
          FROM "asked" AS "t2"
        )
      )
    )
    AND "t6"."state" IN ('completed', 'equivalent')
) AS "t8"
INNER JOIN "levels" AS "t3"
  ON "t8"."scale" = "t3"."scale" AND "t8"."level" = "t3"."code"
