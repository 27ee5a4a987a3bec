SELECT
  *
FROM (
  SELECT
    "t14"."post",
    "t14"."unit",
    "t14"."title",
    "t14"."post_class",
    "t14"."level",
    "t14"."managed_by",
    "t8"."place",
    "t8"."key_post",
    "t8"."leader",
    "t8"."side"
  FROM (
    SELECT
      "t12"."id" AS "post",
      "t12"."unit",
      COALESCE("t12"."own_title", "t12"."title") AS "title",
      COALESCE("t12"."own_class", "t12"."post_class") AS "post_class",
      COALESCE("t12"."own_level", "t12"."level") AS "level",
      CASE
        WHEN "t12"."profiled" IS NULL
        THEN "t12"."managed_by"
        ELSE "t12"."own_manager"
      END AS "managed_by"
    FROM (
      SELECT
        "t4"."id",
        "t4"."unit",
        "t4"."title",
        "t4"."post_class",
        "t4"."level",
        "t4"."managed_by",
        "t11"."own_title",
        "t11"."own_class",
        "t11"."own_level",
        "t11"."own_manager",
        "t11"."profiled"
      FROM "posts" AS "t4"
      LEFT OUTER JOIN (
        SELECT
          "t9"."post" AS "id",
          "t9"."title" AS "own_title",
          "t9"."post_class" AS "own_class",
          "t9"."level" AS "own_level",
          "t9"."managed_by" AS "own_manager",
          TRUE AS "profiled"
        FROM (
          SELECT
            "t2"."post",
            "t2"."title",
            "t2"."post_class",
            "t2"."level",
            "t2"."managed_by",
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
            END AS "held_to",
            "t2"."begins_earliest" AS "first_day",
            "t2"."begins_latest" AS "last_day"
          FROM "post_profiles" AS "t2"
          WHERE
            "t2"."recorded_at" <= (
              SELECT
                "t3"."known_at"
              FROM "asked" AS "t3"
            )
            AND (
              (
                "t2"."voided_at" IS NULL
              )
              OR (
                "t2"."voided_at" > (
                  SELECT
                    "t3"."known_at"
                  FROM "asked" AS "t3"
                )
              )
            )
        ) AS "t9"
        WHERE
          (
            (
              "t9"."held_from" IS NULL
            )
            OR (
              "t9"."held_from" <= (
                SELECT
                  "t3"."as_of"
                FROM "asked" AS "t3"
              )
            )
          )
          AND (
            (
              "t9"."held_to" IS NULL
            )
            OR (
              "t9"."held_to" >= (
                SELECT
                  "t3"."as_of"
                FROM "asked" AS "t3"
              )
            )
          )
      ) AS "t11"
        ON "t4"."id" = "t11"."id"
    ) AS "t12"
  ) AS "t14"
  LEFT OUTER JOIN (
    SELECT
      "t0"."code" AS "title",
      "t0"."place",
      "t0"."key" AS "key_post",
      "t0"."leader",
      "t0"."side"
    FROM "titles" AS "t0"
  ) AS "t8"
    ON "t14"."title" = "t8"."title"
) AS "t15"
