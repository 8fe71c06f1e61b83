-- likely_buyers, as of 2026-03-01 03:00 UTC
--   segment likely_buyers "Who are likely to buy within seven days, and have not within the last"
--     likely >= 0.1
--     no purchase in last 7 days
-- `snapshots` is no table of the shop: `segue count` brings it.
WITH "everybody" AS (
  /* customers from shop.members */
  SELECT
    "member" AS "customer"
  FROM "shop"."members"
), "parameters of likely" AS (
  /* predict likely "Buys within seven days" = chance of purchase in next 7 days */
  SELECT
    "taken".*,
    CAST((
      "taken"."at" + INTERVAL '1' SECOND * "zone"."seconds"
    ) AS DATE) AS "day"
  FROM (
    SELECT
      "at",
      CAST(MAX("number") FILTER(WHERE
        "name" = 'r of likely') AS DOUBLE) AS "r",
      CAST(MAX("number") FILTER(WHERE
        "name" = 'alpha of likely') AS DOUBLE) AS "alpha",
      CAST(MAX("number") FILTER(WHERE
        "name" = 'a of likely') AS DOUBLE) AS "a",
      CAST(MAX("number") FILTER(WHERE
        "name" = 'b of likely') AS DOUBLE) AS "b"
    FROM "snapshots"
    WHERE
      "name" IN ('r of likely', 'alpha of likely', 'a of likely', 'b of likely')
      AND "at" <= CAST('2026-02-28 15:00:00' AS TIMESTAMP)
    GROUP BY
      "at"
    ORDER BY
      "at" DESC
    LIMIT 1
  ) AS "taken"
  JOIN (VALUES
    (
      'Asia/Seoul',
      CAST('0001-01-01 00:00:00' AS TIMESTAMP),
      CAST('1987-05-09 17:00:00' AS TIMESTAMP),
      CAST('0001-01-01 00:00:00' AS TIMESTAMP),
      CAST('1987-05-10 02:00:00' AS TIMESTAMP),
      32400
    ),
    (
      'Asia/Seoul',
      CAST('1987-05-09 17:00:00' AS TIMESTAMP),
      CAST('1987-10-10 17:00:00' AS TIMESTAMP),
      CAST('1987-05-10 02:00:00' AS TIMESTAMP),
      CAST('1987-10-11 03:00:00' AS TIMESTAMP),
      36000
    ),
    (
      'Asia/Seoul',
      CAST('1987-10-10 17:00:00' AS TIMESTAMP),
      CAST('1988-05-07 17:00:00' AS TIMESTAMP),
      CAST('1987-10-11 03:00:00' AS TIMESTAMP),
      CAST('1988-05-08 02:00:00' AS TIMESTAMP),
      32400
    ),
    (
      'Asia/Seoul',
      CAST('1988-05-07 17:00:00' AS TIMESTAMP),
      CAST('1988-10-08 17:00:00' AS TIMESTAMP),
      CAST('1988-05-08 02:00:00' AS TIMESTAMP),
      CAST('1988-10-09 03:00:00' AS TIMESTAMP),
      36000
    ),
    (
      'Asia/Seoul',
      CAST('1988-10-08 17:00:00' AS TIMESTAMP),
      CAST('infinity' AS TIMESTAMP),
      CAST('1988-10-09 03:00:00' AS TIMESTAMP),
      CAST('infinity' AS TIMESTAMP),
      32400
    )) AS "zone"("zone", "utc_from", "utc_until", "civil_from", "civil_until", "seconds")
    ON "zone"."zone" = 'Asia/Seoul'
    AND "taken"."at" >= "zone"."utc_from"
    AND "taken"."at" < "zone"."utc_until"
), "history for likely" AS (
  /* predict likely "Buys within seven days" = chance of purchase in next 7 days */
  SELECT
    "customer",
    COUNT(*) - 1 AS "repeats",
    MAX("day") - MIN("day") AS "last",
    "today" - MIN("day") AS "age"
  FROM (
    SELECT DISTINCT
      "purchase"."member" AS "customer",
      "parameters of likely"."day" AS "today",
      CAST((
        "purchase"."bought_at" + INTERVAL '1' SECOND * CASE
          WHEN "purchase"."bought_at" >= CAST('1988-10-08 17:00:00' AS TIMESTAMP)
          THEN 32400
          WHEN "purchase"."bought_at" >= CAST('1988-05-07 17:00:00' AS TIMESTAMP)
          THEN 36000
          WHEN "purchase"."bought_at" >= CAST('1987-10-10 17:00:00' AS TIMESTAMP)
          THEN 32400
          WHEN "purchase"."bought_at" >= CAST('1987-05-09 17:00:00' AS TIMESTAMP)
          THEN 36000
          ELSE 32400
        END
      ) AS DATE) AS "day"
    FROM "shop"."orders" AS "purchase"
    JOIN "parameters of likely"
      ON TRUE
    WHERE
      "purchase"."bought_at" <= "parameters of likely"."at"
      AND NOT (
        "parameters of likely"."r" IS NULL
      )
  ) AS "days"
  GROUP BY
    "customer",
    "today"
), "with likely" AS (
  /* predict likely "Buys within seven days" = chance of purchase in next 7 days */
  SELECT
    "everybody".*,
    CAST(CASE
      WHEN "history for likely"."repeats" = 0
      THEN CAST(1 AS DOUBLE)
      WHEN "history for likely"."repeats" > 0
      THEN CAST(1 AS DOUBLE) / (
        1 + EXP(
          LEAST(
            100,
            LN(
              "parameters of likely"."a" / (
                "parameters of likely"."b" + GREATEST("history for likely"."repeats" - 1, 0)
              )
            ) + (
              "parameters of likely"."r" + "history for likely"."repeats"
            ) * LN(
              (
                "parameters of likely"."alpha" + "history for likely"."age"
              ) / (
                "parameters of likely"."alpha" + "history for likely"."last"
              )
            )
          )
        )
      )
    END * (
      1 - EXP(
        GREATEST(
          -100,
          (
            "parameters of likely"."r" + "history for likely"."repeats"
          ) * LN(
            (
              "parameters of likely"."alpha" + "history for likely"."age"
            ) / (
              (
                "parameters of likely"."alpha" + "history for likely"."age"
              ) + 7.0
            )
          )
        )
      )
    ) AS DECIMAL(18, 6)) AS "likely"
  FROM "everybody"
  LEFT JOIN "parameters of likely"
    ON TRUE
  JOIN "history for likely"
    ON "history for likely"."customer" = "everybody"."customer"
)
SELECT
  COUNT(*) AS "customers"
FROM "with likely"
WHERE
  "with likely"."likely" >= 0.1
  AND NOT EXISTS(
    SELECT
      1
    FROM "shop"."orders" AS "purchase"
    WHERE
      "purchase"."member" = "with likely"."customer"
      AND "purchase"."bought_at" <= CAST('2026-03-01 03:00:00' AS TIMESTAMP)
      AND "purchase"."bought_at" > CAST('2026-02-22 03:00:00' AS TIMESTAMP)
  );
