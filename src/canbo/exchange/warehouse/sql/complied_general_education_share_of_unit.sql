SELECT
  "t8"."key" AS "fact",
  "t8"."person",
  "t8"."answer" IN ('met') AS "met",
  COALESCE("t8"."answer", '') AS "detail",
  "t8"."source",
  COALESCE("t8"."answer", '') AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t8"."person" AS "base"
FROM (
  SELECT
    "t7".*
    EXCLUDE ("turn")
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t5"."key",
        "t5"."person",
        "t5"."unit",
        "t5"."post",
        "t5"."dimension",
        "t5"."answer",
        "t5"."weight",
        "t5"."source",
        ROW_NUMBER() OVER (
          PARTITION BY "t5"."person"
          ORDER BY "t5"."weight" DESC, "t5"."key" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "turn"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t2"."key",
            "t2"."person",
            "t2"."unit",
            "t2"."post",
            "t2"."dimension",
            "t2"."answer",
            "t2"."weight",
            "t2"."source"
          FROM "complied" AS "t2"
          SEMI JOIN "scope" AS "t3"
            ON "t2"."unit" = "t3"."unit"
        ) AS "t4"
        WHERE
          "t4"."dimension" IN ('general_education')
      ) AS "t5"
    ) AS "t6"
    WHERE
      "t6"."turn" = 0
  ) AS "t7"
) AS "t8"
ORDER BY
  "t8"."person" ASC,
  "t8"."key" ASC
