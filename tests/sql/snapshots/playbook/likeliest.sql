-- likeliest, as of 2026-03-01 03:00 UTC
--   segment likeliest "The likeliest tenth, without an order in the last seven days"
--     in top 10% by likely
--     no purchase in last 7 days
-- `snapshots` is no table of the shop: `segue count` brings it.
WITH "everybody" AS (
  /* customers from shop.members */
  SELECT
    "member" AS "customer",
    CAST("member" AS TEXT) AS "key"
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
    ) AS DECIMAL(18, 6)) AS "likely",
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
    ) AS DECIMAL(18, 6)) AS "likely at midnight"
  FROM "everybody"
  LEFT JOIN "parameters of likely"
    ON TRUE
  LEFT JOIN "history for likely"
    ON "history for likely"."customer" = "everybody"."customer"
), "top 10% by likely across everyone, ranked" AS (
  /* for `likeliest` */
  SELECT
    "value",
    "key",
    RANK() OVER (ORDER BY "value" DESC) AS "place",
    COUNT(*) OVER () AS "of"
  FROM (
    SELECT
      "with likely"."likely at midnight" AS "value",
      "with likely"."key" AS "key"
    FROM "with likely"
  ) AS "members"
  WHERE
    NOT (
      "value" IS NULL
    )
), "top 10% by likely across everyone, equals" AS (
  /* for `likeliest` */
  SELECT
    "value",
    MD5("key") AS "hash",
    "place" + ROW_NUMBER() OVER (ORDER BY MD5("key") DESC) - 1 AS "place",
    "of"
  FROM "top 10% by likely across everyone, ranked"
  WHERE
    "place" = (
      SELECT
        MAX("place")
      FROM "top 10% by likely across everyone, ranked"
      WHERE
        20 * "place" <= 2 * "of" + 10
    )
), "top 10% by likely across everyone, last" AS (
  /* for `likeliest` */
  SELECT
    "value",
    "hash"
  FROM "top 10% by likely across everyone, equals"
  WHERE
    20 * "place" <= 2 * "of" + 10
    AND NOT (
      20 * (
        "place" + 1
      ) <= 2 * "of" + 10
    )
), "with facts" AS (
  SELECT
    "with likely".*,
    "top 10% by likely across everyone, last"."value" AS "top 10% by likely across everyone",
    "top 10% by likely across everyone, last"."hash" AS "top 10% by likely across everyone, hash"
  FROM "with likely"
  LEFT JOIN "top 10% by likely across everyone, last"
    ON TRUE
)
SELECT
  COUNT(*) AS "customers"
FROM "with facts"
WHERE
  (
    "with facts"."likely" > "with facts"."top 10% by likely across everyone"
    OR (
      "with facts"."likely" = "with facts"."top 10% by likely across everyone"
      AND MD5("with facts"."key") >= "with facts"."top 10% by likely across everyone, hash"
    )
  )
  AND NOT EXISTS(
    SELECT
      1
    FROM "shop"."orders" AS "purchase"
    WHERE
      "purchase"."member" = "with facts"."customer"
      AND "purchase"."bought_at" <= CAST('2026-03-01 03:00:00' AS TIMESTAMP)
      AND "purchase"."bought_at" > CAST('2026-02-22 03:00:00' AS TIMESTAMP)
  );
