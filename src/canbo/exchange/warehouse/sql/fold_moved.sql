SELECT
  "t19"."key",
  "t19"."person",
  "t19"."first_day",
  "t19"."last_day",
  "t19"."held_from",
  "t19"."held_to",
  "t19"."source",
  "t19"."unit",
  "t19"."origin",
  "t19"."kind",
  "t19"."scheme_name",
  "t19"."to_post",
  "t19"."to_title" AS "title",
  COALESCE("t19"."to_level", "t19"."there") AS "level",
  CASE WHEN "t19"."scheme_name" IS NULL THEN 'no' ELSE 'yes' END AS "under_scheme",
  COALESCE("t19"."from_leader", "t19"."to_leader", 'no') AS "leader"
FROM (
  SELECT
    "t18"."person",
    "t18"."kind",
    "t18"."scheme",
    "t18"."from_post",
    "t18"."to_post",
    "t18"."from_unit",
    "t18"."to_unit",
    "t18"."planned_end_earliest",
    "t18"."planned_end_latest",
    "t18"."key",
    "t18"."begins_earliest",
    "t18"."begins_latest",
    "t18"."ends_earliest",
    "t18"."ends_latest",
    "t18"."known_by",
    "t18"."recorded_at",
    "t18"."voided_at",
    "t18"."source",
    "t18"."held_from",
    "t18"."held_to",
    "t18"."first_day",
    "t18"."last_day",
    "t18"."to_unit_of_post",
    "t18"."to_title",
    "t18"."to_level",
    "t18"."to_leader",
    "t18"."from_unit_of_post",
    "t18"."from_level",
    "t18"."from_leader",
    "t18"."scheme_name",
    "t18"."unit",
    "t18"."origin",
    "t10"."there"
  FROM (
    SELECT
      "t16"."person",
      "t16"."kind",
      "t16"."scheme",
      "t16"."from_post",
      "t16"."to_post",
      "t16"."from_unit",
      "t16"."to_unit",
      "t16"."planned_end_earliest",
      "t16"."planned_end_latest",
      "t16"."key",
      "t16"."begins_earliest",
      "t16"."begins_latest",
      "t16"."ends_earliest",
      "t16"."ends_latest",
      "t16"."known_by",
      "t16"."recorded_at",
      "t16"."voided_at",
      "t16"."source",
      "t16"."held_from",
      "t16"."held_to",
      COALESCE("t16"."first_day", "t16"."known_by") AS "first_day",
      COALESCE("t16"."last_day", "t16"."known_by") AS "last_day",
      "t16"."to_unit_of_post",
      "t16"."to_title",
      "t16"."to_level",
      "t16"."to_leader",
      "t16"."from_unit_of_post",
      "t16"."from_level",
      "t16"."from_leader",
      "t16"."scheme_name",
      COALESCE("t16"."to_unit", "t16"."to_unit_of_post") AS "unit",
      COALESCE("t16"."from_unit", "t16"."from_unit_of_post") AS "origin"
    FROM (
      SELECT
        "t15"."person",
        "t15"."kind",
        "t15"."scheme",
        "t15"."from_post",
        "t15"."to_post",
        "t15"."from_unit",
        "t15"."to_unit",
        "t15"."planned_end_earliest",
        "t15"."planned_end_latest",
        "t15"."key",
        "t15"."begins_earliest",
        "t15"."begins_latest",
        "t15"."ends_earliest",
        "t15"."ends_latest",
        "t15"."known_by",
        "t15"."recorded_at",
        "t15"."voided_at",
        "t15"."source",
        "t15"."held_from",
        "t15"."held_to",
        "t15"."first_day",
        "t15"."last_day",
        "t11"."to_unit_of_post",
        "t11"."to_title",
        "t11"."to_level",
        "t11"."to_leader",
        "t12"."from_unit_of_post",
        "t12"."from_level",
        "t12"."from_leader",
        "t13"."scheme_name"
      FROM (
        SELECT
          "t1"."person",
          "t1"."kind",
          "t1"."scheme",
          "t1"."from_post",
          "t1"."to_post",
          "t1"."from_unit",
          "t1"."to_unit",
          "t1"."planned_end_earliest",
          "t1"."planned_end_latest",
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
        FROM "moves" AS "t1"
        WHERE
          "t1"."recorded_at" <= (
            SELECT
              "t4"."known_at"
            FROM "asked" AS "t4"
          )
          AND (
            (
              "t1"."voided_at" IS NULL
            )
            OR (
              "t1"."voided_at" > (
                SELECT
                  "t4"."known_at"
                FROM "asked" AS "t4"
              )
            )
          )
      ) AS "t15"
      LEFT OUTER JOIN (
        SELECT
          "t2"."post" AS "to_post",
          "t2"."unit" AS "to_unit_of_post",
          "t2"."title" AS "to_title",
          "t2"."level" AS "to_level",
          "t2"."leader" AS "to_leader"
        FROM "seats" AS "t2"
      ) AS "t11"
        ON "t15"."to_post" = "t11"."to_post"
      LEFT OUTER JOIN (
        SELECT
          "t2"."post" AS "from_post",
          "t2"."unit" AS "from_unit_of_post",
          "t2"."level" AS "from_level",
          "t2"."leader" AS "from_leader"
        FROM "seats" AS "t2"
      ) AS "t12"
        ON "t15"."from_post" = "t12"."from_post"
      LEFT OUTER JOIN (
        SELECT
          "t3"."id" AS "scheme",
          "t3"."name" AS "scheme_name"
        FROM "schemes" AS "t3"
      ) AS "t13"
        ON "t15"."scheme" = "t13"."scheme"
    ) AS "t16"
  ) AS "t18"
  LEFT OUTER JOIN (
    SELECT
      "t0"."unit",
      "t0"."level" AS "there"
    FROM "placed" AS "t0"
  ) AS "t10"
    ON "t18"."unit" = "t10"."unit"
) AS "t19"
