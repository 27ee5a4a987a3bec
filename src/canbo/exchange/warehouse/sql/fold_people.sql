SELECT
  "t5"."person",
  "t5"."sex",
  "t5"."ethnic",
  CASE
    WHEN "t5"."ethnic" IS NULL
    THEN CAST(NULL AS TEXT)
    ELSE CASE WHEN "t5"."ethnic" = 'Kinh' THEN 'no' ELSE 'yes' END
  END AS "minority",
  CASE
    WHEN COALESCE("t5"."party_since" <= (
      SELECT
        "t1"."as_of"
      FROM "asked" AS "t1"
    ), FALSE)
    THEN 'yes'
    ELSE 'no'
  END AS "party",
  (
    EXTRACT(year FROM CASE
      WHEN "t5"."earliest" > "t5"."latest"
      THEN "t5"."widest"
      ELSE "t5"."earliest"
    END) * 10000
  ) + (
    EXTRACT(month FROM CASE
      WHEN "t5"."earliest" > "t5"."latest"
      THEN "t5"."widest"
      ELSE "t5"."earliest"
    END) * 100
  ) + EXTRACT(day FROM CASE
    WHEN "t5"."earliest" > "t5"."latest"
    THEN "t5"."widest"
    ELSE "t5"."earliest"
  END) AS "born_first",
  (
    EXTRACT(year FROM CASE
      WHEN "t5"."earliest" > "t5"."latest"
      THEN "t5"."widest_to"
      ELSE "t5"."latest"
    END) * 10000
  ) + (
    EXTRACT(month FROM CASE
      WHEN "t5"."earliest" > "t5"."latest"
      THEN "t5"."widest_to"
      ELSE "t5"."latest"
    END) * 100
  ) + EXTRACT(day FROM CASE
    WHEN "t5"."earliest" > "t5"."latest"
    THEN "t5"."widest_to"
    ELSE "t5"."latest"
  END) AS "born_last"
FROM (
  SELECT
    "t4"."person",
    CASE
      WHEN MIN(CASE WHEN "t4"."kind" = 'sex' THEN "t4"."value" ELSE CAST(NULL AS TEXT) END) = MAX(CASE WHEN "t4"."kind" = 'sex' THEN "t4"."value" ELSE CAST(NULL AS TEXT) END)
      THEN MIN(CASE WHEN "t4"."kind" = 'sex' THEN "t4"."value" ELSE CAST(NULL AS TEXT) END)
      ELSE CAST(NULL AS TEXT)
    END AS "sex",
    CASE
      WHEN MIN(
        CASE WHEN "t4"."kind" = 'ethnic_group' THEN "t4"."value" ELSE CAST(NULL AS TEXT) END
      ) = MAX(
        CASE WHEN "t4"."kind" = 'ethnic_group' THEN "t4"."value" ELSE CAST(NULL AS TEXT) END
      )
      THEN MIN(
        CASE WHEN "t4"."kind" = 'ethnic_group' THEN "t4"."value" ELSE CAST(NULL AS TEXT) END
      )
      ELSE CAST(NULL AS TEXT)
    END AS "ethnic",
    MIN(
      CASE
        WHEN "t4"."kind" = 'party_date'
        THEN "t4"."value_earliest"
        ELSE CAST(NULL AS DATE)
      END
    ) AS "party_since",
    MAX(
      CASE
        WHEN "t4"."kind" = 'birth'
        THEN "t4"."value_earliest"
        ELSE CAST(NULL AS DATE)
      END
    ) AS "earliest",
    MIN(
      CASE WHEN "t4"."kind" = 'birth' THEN "t4"."value_latest" ELSE CAST(NULL AS DATE) END
    ) AS "latest",
    MIN(
      CASE
        WHEN "t4"."kind" = 'birth'
        THEN "t4"."value_earliest"
        ELSE CAST(NULL AS DATE)
      END
    ) AS "widest",
    MAX(
      CASE WHEN "t4"."kind" = 'birth' THEN "t4"."value_latest" ELSE CAST(NULL AS DATE) END
    ) AS "widest_to"
  FROM (
    SELECT
      "t0"."person",
      "t0"."kind",
      "t0"."value",
      "t0"."value_earliest",
      "t0"."value_latest",
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
      END AS "held_to",
      "t0"."begins_earliest" AS "first_day",
      "t0"."begins_latest" AS "last_day"
    FROM "particulars" AS "t0"
    WHERE
      "t0"."recorded_at" <= (
        SELECT
          "t1"."known_at"
        FROM "asked" AS "t1"
      )
      AND (
        (
          "t0"."voided_at" IS NULL
        )
        OR (
          "t0"."voided_at" > (
            SELECT
              "t1"."known_at"
            FROM "asked" AS "t1"
          )
        )
      )
  ) AS "t4"
  GROUP BY
    1
) AS "t5"
