SELECT
  "t4"."key" AS "fact",
  "t4"."person",
  "t4"."answer" IN ('met') AS "met",
  COALESCE("t4"."answer", '') AS "detail",
  "t4"."source",
  COALESCE("t4"."answer", '') AS "part",
  CAST(NULL AS BIGINT) AS "amount",
  "t4"."person" AS "base"
FROM (
  SELECT
    "t3".*
    EXCLUDE ("turn")
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t1"."key",
        "t1"."person",
        "t1"."unit",
        "t1"."post",
        "t1"."dimension",
        "t1"."answer",
        "t1"."weight",
        "t1"."source",
        ROW_NUMBER() OVER (
          PARTITION BY "t1"."person"
          ORDER BY "t1"."weight" DESC, "t1"."key" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "turn"
      FROM (
        SELECT
          *
        FROM "complied" AS "t0"
        WHERE
          "t0"."dimension" IN ('defence_security')
      ) AS "t1"
    ) AS "t2"
    WHERE
      "t2"."turn" = 0
  ) AS "t3"
) AS "t4"
ORDER BY
  "t4"."person" ASC,
  "t4"."key" ASC
