SELECT
  "t4"."key",
  "t4"."unit",
  "t4"."parent",
  "t4"."level",
  "t4"."area",
  "t4"."grade"
FROM (
  SELECT
    "t0"."unit",
    "t0"."parent",
    "t0"."level",
    "t0"."area",
    "t0"."grade",
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
  FROM "unit_placements" AS "t0"
  WHERE
    "t0"."recorded_at" <= (
      SELECT
        "t1"."known_at"
      FROM "asked" AS "t1"
    )
    AND (
      (
        "t0"."voided_at" IS NULL
      )
      OR (
        "t0"."voided_at" > (
          SELECT
            "t1"."known_at"
          FROM "asked" AS "t1"
        )
      )
    )
) AS "t4"
WHERE
  (
    (
      "t4"."held_from" IS NULL
    )
    OR (
      "t4"."held_from" <= (
        SELECT
          "t1"."as_of"
        FROM "asked" AS "t1"
      )
    )
  )
  AND (
    (
      "t4"."held_to" IS NULL
    )
    OR (
      "t4"."held_to" >= (
        SELECT
          "t1"."as_of"
        FROM "asked" AS "t1"
      )
    )
  )
