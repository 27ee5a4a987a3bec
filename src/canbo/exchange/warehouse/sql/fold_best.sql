SELECT
  "t1"."person",
  "t1"."scale",
  "t1"."level",
  "t1"."rank"
FROM (
  SELECT
    "t0"."key",
    "t0"."person",
    "t0"."first_day",
    "t0"."last_day",
    "t0"."held_from",
    "t0"."held_to",
    "t0"."source",
    "t0"."scale",
    "t0"."level",
    "t0"."rank",
    "t0"."field",
    "t0"."mode",
    "t0"."school",
    ROW_NUMBER() OVER (
      PARTITION BY "t0"."person", "t0"."scale"
      ORDER BY "t0"."rank" DESC, "t0"."key" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS "turn"
  FROM "attained" AS "t0"
) AS "t1"
WHERE
  "t1"."turn" = 0
