SELECT
  "t8"."key",
  "t8"."person",
  "t11"."unit",
  "t11"."post_class",
  "t11"."level",
  "t8"."recorded_at",
  "t8"."source"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t0"."person",
      "t0"."post",
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
    FROM "tenures" AS "t0"
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
  ) AS "t4"
  WHERE
    (
      (
        "t4"."held_from" IS NULL
      )
      OR (
        "t4"."held_from" <= MAKE_DATE(2011, 7, 31)
      )
    )
    AND (
      (
        "t4"."held_to" IS NULL
      ) OR (
        "t4"."held_to" >= MAKE_DATE(2011, 7, 31)
      )
    )
) AS "t8"
INNER JOIN (
  SELECT
    "t3"."id",
    "t3"."unit",
    COALESCE("t9"."profiled_class", "t3"."post_class") AS "post_class",
    COALESCE("t9"."profiled_level", "t3"."level") AS "level"
  FROM "posts" AS "t3"
  LEFT OUTER JOIN (
    SELECT
      "t5"."post" AS "profiled",
      "t5"."post_class" AS "profiled_class",
      "t5"."level" AS "profiled_level"
    FROM (
      SELECT
        "t2"."post",
        "t2"."post_class",
        "t2"."level",
        "t2"."key",
        "t2"."begins_earliest",
        "t2"."begins_latest",
        "t2"."ends_earliest",
        "t2"."ends_latest",
        "t2"."known_by",
        "t2"."recorded_at",
        "t2"."voided_at",
        "t2"."source",
        CASE
          WHEN COALESCE(COALESCE("t2"."begins_latest", "t2"."known_by") > "t2"."ends_earliest", FALSE)
          THEN COALESCE("t2"."begins_earliest", "t2"."known_by")
          ELSE COALESCE("t2"."begins_latest", "t2"."known_by")
        END AS "held_from",
        CASE
          WHEN COALESCE(COALESCE("t2"."begins_latest", "t2"."known_by") > "t2"."ends_earliest", FALSE)
          THEN "t2"."ends_latest"
          ELSE "t2"."ends_earliest"
        END AS "held_to"
      FROM "post_profiles" AS "t2"
      WHERE
        "t2"."recorded_at" <= MAKE_TIMESTAMPTZ(2030, 1, 1, 0, 0, 0.0, 'UTC')
        AND (
          (
            "t2"."voided_at" IS NULL
          )
          OR (
            "t2"."voided_at" > MAKE_TIMESTAMPTZ(2030, 1, 1, 0, 0, 0.0, 'UTC')
          )
        )
    ) AS "t5"
    WHERE
      (
        (
          "t5"."held_from" IS NULL
        )
        OR (
          "t5"."held_from" <= MAKE_DATE(2011, 7, 31)
        )
      )
      AND (
        (
          "t5"."held_to" IS NULL
        ) OR (
          "t5"."held_to" >= MAKE_DATE(2011, 7, 31)
        )
      )
  ) AS "t9"
    ON "t3"."id" = "t9"."profiled"
) AS "t11"
  ON "t8"."post" = "t11"."id"
