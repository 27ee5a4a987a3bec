SELECT
  "t15"."key",
  "t15"."person",
  "t15"."first_day",
  "t15"."last_day",
  "t15"."held_from",
  "t15"."held_to",
  "t15"."source",
  "t15"."post",
  "t5"."unit",
  "t5"."title",
  "t5"."post_class",
  "t5"."level",
  "t5"."managed_by",
  "t5"."place",
  "t5"."key_post",
  "t5"."leader",
  "t5"."side",
  "t15"."elected",
  "t15"."election_kind",
  "t15"."body",
  "t15"."ordinal"
FROM (
  SELECT
    "t13"."person",
    "t13"."election",
    "t13"."post",
    CASE WHEN "t13"."elected" THEN 'yes' ELSE 'no' END AS "elected",
    "t13"."votes_for",
    "t13"."ballots",
    "t13"."key",
    "t13"."begins_earliest",
    "t13"."begins_latest",
    "t13"."ends_earliest",
    "t13"."ends_latest",
    "t13"."known_by",
    "t13"."recorded_at",
    "t13"."voided_at",
    "t13"."source",
    "t13"."held_from",
    "t13"."held_to",
    COALESCE("t13"."day_earliest", "t13"."first_day") AS "first_day",
    COALESCE("t13"."day_latest", "t13"."last_day") AS "last_day",
    "t13"."of_term",
    "t13"."election_kind",
    "t13"."day_earliest",
    "t13"."day_latest",
    "t13"."body",
    "t13"."ordinal"
  FROM (
    SELECT
      "t12"."person",
      "t12"."election",
      "t12"."post",
      "t12"."elected",
      "t12"."votes_for",
      "t12"."ballots",
      "t12"."key",
      "t12"."begins_earliest",
      "t12"."begins_latest",
      "t12"."ends_earliest",
      "t12"."ends_latest",
      "t12"."known_by",
      "t12"."recorded_at",
      "t12"."voided_at",
      "t12"."source",
      "t12"."held_from",
      "t12"."held_to",
      "t12"."first_day",
      "t12"."last_day",
      "t9"."of_term",
      "t9"."election_kind",
      "t9"."day_earliest",
      "t9"."day_latest",
      "t10"."body",
      "t10"."ordinal"
    FROM (
      SELECT
        "t1"."person",
        "t1"."election",
        "t1"."post",
        "t1"."elected",
        "t1"."votes_for",
        "t1"."ballots",
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
      FROM "election_results" AS "t1"
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
    ) AS "t12"
    LEFT OUTER JOIN (
      SELECT
        "t2"."id" AS "election",
        "t2"."term" AS "of_term",
        "t2"."kind" AS "election_kind",
        "t2"."day_earliest",
        "t2"."day_latest"
      FROM "elections" AS "t2"
    ) AS "t9"
      ON "t12"."election" = "t9"."election"
    LEFT OUTER JOIN (
      SELECT
        "t3"."id" AS "of_term",
        "t3"."body",
        "t3"."ordinal"
      FROM "terms" AS "t3"
    ) AS "t10"
      ON "t9"."of_term" = "t10"."of_term"
  ) AS "t13"
) AS "t15"
INNER JOIN "seats" AS "t5"
  ON "t15"."post" = "t5"."post"
