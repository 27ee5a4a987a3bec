SELECT DISTINCT
  *
FROM (
  SELECT
    "t2"."person",
    "t3"."top"
  FROM "held" AS "t2"
  INNER JOIN "above" AS "t3"
    ON "t2"."unit" = "t3"."unit"
) AS "t4"
