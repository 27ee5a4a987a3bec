SELECT
  "t1"."unit",
  "t1"."parent"
FROM (
  SELECT
    "t0"."unit",
    "t0"."parent",
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
    END AS "held_to"
  FROM "unit_placements" AS "t0"
  WHERE
    "t0"."recorded_at" <= MAKE_TIMESTAMPTZ(2030, 1, 1, 0, 0, 0.0, 'UTC')
    AND (
      (
        "t0"."voided_at" IS NULL
      )
      OR (
        "t0"."voided_at" > MAKE_TIMESTAMPTZ(2030, 1, 1, 0, 0, 0.0, 'UTC')
      )
    )
) AS "t1"
WHERE
  (
    (
      "t1"."held_from" IS NULL
    )
    OR (
      "t1"."held_from" <= MAKE_DATE(2011, 7, 31)
    )
  )
  AND (
    (
      "t1"."held_to" IS NULL
    ) OR (
      "t1"."held_to" >= MAKE_DATE(2011, 7, 31)
    )
  )
