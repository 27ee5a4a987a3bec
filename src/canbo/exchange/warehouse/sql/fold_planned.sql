SELECT
  *
FROM "pooled" AS "t0"
WHERE
  (
    (
      "t0"."held_from" IS NULL
    )
    OR (
      "t0"."held_from" <= (
        SELECT
          "t1"."as_of"
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
          "t1"."as_of"
        FROM "asked" AS "t1"
      )
    )
  )
