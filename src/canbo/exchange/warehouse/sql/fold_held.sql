SELECT
  "t8"."key",
  "t8"."person",
  "t8"."first_day",
  "t8"."last_day",
  "t8"."held_from",
  "t8"."held_to",
  "t8"."source",
  "t8"."post",
  "t3"."unit",
  "t3"."title",
  "t3"."post_class",
  "t3"."level",
  "t3"."managed_by",
  "t3"."place",
  "t3"."key_post",
  "t3"."leader",
  "t3"."side",
  "t8"."manner",
  "t8"."act"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t1"."person",
      "t1"."post",
      "t1"."manner",
      "t1"."act",
      "t1"."term",
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
      END AS "held_to",
      "t1"."begins_earliest" AS "first_day",
      "t1"."begins_latest" AS "last_day"
    FROM "tenures" AS "t1"
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
) AS "t8"
INNER JOIN "seats" AS "t3"
  ON "t8"."post" = "t3"."post"
