SELECT
  "t11"."key",
  "t11"."person",
  "t14"."unit",
  "t14"."post_class",
  "t14"."level",
  "t11"."recorded_at",
  "t11"."source"
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
) AS "t11"
INNER JOIN (
  SELECT
    "t4"."id",
    "t4"."unit",
    COALESCE("t12"."profiled_class", "t4"."post_class") AS "post_class",
    COALESCE("t12"."profiled_level", "t4"."level") AS "level"
  FROM "posts" AS "t4"
  LEFT OUTER JOIN (
    SELECT
      "t8"."post" AS "profiled",
      "t8"."post_class" AS "profiled_class",
      "t8"."level" AS "profiled_level"
    FROM (
      SELECT
        "t3"."post",
        "t3"."post_class",
        "t3"."level",
        "t3"."key",
        "t3"."begins_earliest",
        "t3"."begins_latest",
        "t3"."ends_earliest",
        "t3"."ends_latest",
        "t3"."known_by",
        "t3"."recorded_at",
        "t3"."voided_at",
        "t3"."source",
        CASE
          WHEN COALESCE(COALESCE("t3"."begins_latest", "t3"."known_by") > "t3"."ends_earliest", FALSE)
          THEN COALESCE("t3"."begins_earliest", "t3"."known_by")
          ELSE COALESCE("t3"."begins_latest", "t3"."known_by")
        END AS "held_from",
        CASE
          WHEN COALESCE(COALESCE("t3"."begins_latest", "t3"."known_by") > "t3"."ends_earliest", FALSE)
          THEN "t3"."ends_latest"
          ELSE "t3"."ends_earliest"
        END AS "held_to"
      FROM "post_profiles" AS "t3"
      WHERE
        "t3"."recorded_at" <= (
          SELECT
            "t2"."known_at"
          FROM "asked" AS "t2"
        )
        AND (
          (
            "t3"."voided_at" IS NULL
          )
          OR (
            "t3"."voided_at" > (
              SELECT
                "t2"."known_at"
              FROM "asked" AS "t2"
            )
          )
        )
    ) AS "t8"
    WHERE
      (
        (
          "t8"."held_from" IS NULL
        )
        OR (
          "t8"."held_from" <= (
            SELECT
              "t2"."as_of"
            FROM "asked" AS "t2"
          )
        )
      )
      AND (
        (
          "t8"."held_to" IS NULL
        )
        OR (
          "t8"."held_to" >= (
            SELECT
              "t2"."as_of"
            FROM "asked" AS "t2"
          )
        )
      )
  ) AS "t12"
    ON "t4"."id" = "t12"."profiled"
) AS "t14"
  ON "t11"."post" = "t14"."id"
