-- lately_rarely_for_much, as of 2026-03-01 03:00 UTC
--   segment lately_rarely_for_much
--     rfm = "5-1-5"
WITH "everybody at midnight" AS (
  /* customers from shop.members */
  SELECT
    "member" AS "customer"
  FROM "shop"."members"
), "of purchase at midnight" AS (
  /* event purchase from shop.orders, for `orders`, `revenue`, `rfm` */
  SELECT
    "purchase"."member" AS "customer",
    MAX("purchase"."bought_at") AS "last purchase",
    COUNT(*) AS "count of purchase",
    SUM("purchase"."amount") AS "sum of purchase.amount"
  FROM "shop"."orders" AS "purchase"
  WHERE
    "purchase"."bought_at" <= CAST('2026-02-28 15:00:00' AS TIMESTAMP)
  GROUP BY
    "purchase"."member"
), "with orders and revenue at midnight" AS (
  /* trait orders = count of purchase
     trait revenue = sum of purchase.amount */
  SELECT
    "everybody at midnight".*,
    "of purchase at midnight"."last purchase" AS "last purchase",
    COALESCE("of purchase at midnight"."count of purchase", 0) AS "orders",
    COALESCE("of purchase at midnight"."sum of purchase.amount", 0) AS "revenue"
  FROM "everybody at midnight"
  LEFT JOIN "of purchase at midnight"
    ON "of purchase at midnight"."customer" = "everybody at midnight"."customer"
), "rfm.recency ranked at midnight" AS (
  /* for `rfm` */
  SELECT
    "value",
    RANK() OVER (ORDER BY "value") - 1 AS "smaller",
    COUNT(*) OVER () AS "values"
  FROM (
    SELECT
      "with orders and revenue at midnight"."last purchase" AS "value"
    FROM "with orders and revenue at midnight"
    WHERE
      NOT "with orders and revenue at midnight"."last purchase" IS NULL
      AND NOT "with orders and revenue at midnight"."orders" IS NULL
      AND NOT "with orders and revenue at midnight"."revenue" IS NULL
  ) AS "members"
), "rfm.recency from 2 on" AS (
  /* for `rfm` */
  SELECT
    MIN("value") AS "value"
  FROM "rfm.recency ranked at midnight"
  WHERE
    "smaller" * 5 >= 1 * "values"
), "rfm.recency from 3 on" AS (
  /* for `rfm` */
  SELECT
    MIN("value") AS "value"
  FROM "rfm.recency ranked at midnight"
  WHERE
    "smaller" * 5 >= 2 * "values"
), "rfm.recency from 4 on" AS (
  /* for `rfm` */
  SELECT
    MIN("value") AS "value"
  FROM "rfm.recency ranked at midnight"
  WHERE
    "smaller" * 5 >= 3 * "values"
), "rfm.recency from 5 on" AS (
  /* for `rfm` */
  SELECT
    MIN("value") AS "value"
  FROM "rfm.recency ranked at midnight"
  WHERE
    "smaller" * 5 >= 4 * "values"
), "rfm.frequency ranked at midnight" AS (
  /* for `rfm` */
  SELECT
    "value",
    RANK() OVER (ORDER BY "value") - 1 AS "smaller",
    COUNT(*) OVER () AS "values"
  FROM (
    SELECT
      "with orders and revenue at midnight"."orders" AS "value"
    FROM "with orders and revenue at midnight"
    WHERE
      NOT "with orders and revenue at midnight"."last purchase" IS NULL
      AND NOT "with orders and revenue at midnight"."orders" IS NULL
      AND NOT "with orders and revenue at midnight"."revenue" IS NULL
  ) AS "members"
), "rfm.frequency from 2 on" AS (
  /* for `rfm` */
  SELECT
    MIN("value") AS "value"
  FROM "rfm.frequency ranked at midnight"
  WHERE
    "smaller" * 5 >= 1 * "values"
), "rfm.frequency from 3 on" AS (
  /* for `rfm` */
  SELECT
    MIN("value") AS "value"
  FROM "rfm.frequency ranked at midnight"
  WHERE
    "smaller" * 5 >= 2 * "values"
), "rfm.frequency from 4 on" AS (
  /* for `rfm` */
  SELECT
    MIN("value") AS "value"
  FROM "rfm.frequency ranked at midnight"
  WHERE
    "smaller" * 5 >= 3 * "values"
), "rfm.frequency from 5 on" AS (
  /* for `rfm` */
  SELECT
    MIN("value") AS "value"
  FROM "rfm.frequency ranked at midnight"
  WHERE
    "smaller" * 5 >= 4 * "values"
), "rfm.monetary ranked at midnight" AS (
  /* for `rfm` */
  SELECT
    "value",
    RANK() OVER (ORDER BY "value") - 1 AS "smaller",
    COUNT(*) OVER () AS "values"
  FROM (
    SELECT
      "with orders and revenue at midnight"."revenue" AS "value"
    FROM "with orders and revenue at midnight"
    WHERE
      NOT "with orders and revenue at midnight"."last purchase" IS NULL
      AND NOT "with orders and revenue at midnight"."orders" IS NULL
      AND NOT "with orders and revenue at midnight"."revenue" IS NULL
  ) AS "members"
), "rfm.monetary from 2 on" AS (
  /* for `rfm` */
  SELECT
    MIN("value") AS "value"
  FROM "rfm.monetary ranked at midnight"
  WHERE
    "smaller" * 5 >= 1 * "values"
), "rfm.monetary from 3 on" AS (
  /* for `rfm` */
  SELECT
    MIN("value") AS "value"
  FROM "rfm.monetary ranked at midnight"
  WHERE
    "smaller" * 5 >= 2 * "values"
), "rfm.monetary from 4 on" AS (
  /* for `rfm` */
  SELECT
    MIN("value") AS "value"
  FROM "rfm.monetary ranked at midnight"
  WHERE
    "smaller" * 5 >= 3 * "values"
), "rfm.monetary from 5 on" AS (
  /* for `rfm` */
  SELECT
    MIN("value") AS "value"
  FROM "rfm.monetary ranked at midnight"
  WHERE
    "smaller" * 5 >= 4 * "values"
), "everybody" AS (
  /* customers from shop.members */
  SELECT
    "member" AS "customer"
  FROM "shop"."members"
), "rfm.recency from 2 on 2" AS (
  /* for `rfm` */
  SELECT
    "value"
  FROM "rfm.recency from 2 on"
), "rfm.recency from 3 on 2" AS (
  /* for `rfm` */
  SELECT
    "value"
  FROM "rfm.recency from 3 on"
), "rfm.recency from 4 on 2" AS (
  /* for `rfm` */
  SELECT
    "value"
  FROM "rfm.recency from 4 on"
), "rfm.recency from 5 on 2" AS (
  /* for `rfm` */
  SELECT
    "value"
  FROM "rfm.recency from 5 on"
), "rfm.frequency from 2 on 2" AS (
  /* for `rfm` */
  SELECT
    "value"
  FROM "rfm.frequency from 2 on"
), "rfm.frequency from 3 on 2" AS (
  /* for `rfm` */
  SELECT
    "value"
  FROM "rfm.frequency from 3 on"
), "rfm.frequency from 4 on 2" AS (
  /* for `rfm` */
  SELECT
    "value"
  FROM "rfm.frequency from 4 on"
), "rfm.frequency from 5 on 2" AS (
  /* for `rfm` */
  SELECT
    "value"
  FROM "rfm.frequency from 5 on"
), "rfm.monetary from 2 on 2" AS (
  /* for `rfm` */
  SELECT
    "value"
  FROM "rfm.monetary from 2 on"
), "rfm.monetary from 3 on 2" AS (
  /* for `rfm` */
  SELECT
    "value"
  FROM "rfm.monetary from 3 on"
), "rfm.monetary from 4 on 2" AS (
  /* for `rfm` */
  SELECT
    "value"
  FROM "rfm.monetary from 4 on"
), "rfm.monetary from 5 on 2" AS (
  /* for `rfm` */
  SELECT
    "value"
  FROM "rfm.monetary from 5 on"
), "of purchase" AS (
  /* event purchase from shop.orders, for `orders`, `revenue`, `rfm` */
  SELECT
    "purchase"."member" AS "customer",
    MAX("purchase"."bought_at") AS "last purchase",
    COUNT(*) AS "count of purchase",
    SUM("purchase"."amount") AS "sum of purchase.amount"
  FROM "shop"."orders" AS "purchase"
  WHERE
    "purchase"."bought_at" <= CAST('2026-03-01 03:00:00' AS TIMESTAMP)
  GROUP BY
    "purchase"."member"
), "with orders and revenue" AS (
  /* trait orders = count of purchase
     trait revenue = sum of purchase.amount */
  SELECT
    "everybody".*,
    "of purchase"."last purchase" AS "last purchase",
    "rfm.recency from 2 on 2"."value" AS "rfm.recency from 2 on",
    "rfm.recency from 3 on 2"."value" AS "rfm.recency from 3 on",
    "rfm.recency from 4 on 2"."value" AS "rfm.recency from 4 on",
    "rfm.recency from 5 on 2"."value" AS "rfm.recency from 5 on",
    COALESCE("of purchase"."count of purchase", 0) AS "orders",
    COALESCE("of purchase"."sum of purchase.amount", 0) AS "revenue",
    "rfm.frequency from 2 on 2"."value" AS "rfm.frequency from 2 on",
    "rfm.frequency from 3 on 2"."value" AS "rfm.frequency from 3 on",
    "rfm.frequency from 4 on 2"."value" AS "rfm.frequency from 4 on",
    "rfm.frequency from 5 on 2"."value" AS "rfm.frequency from 5 on",
    "rfm.monetary from 2 on 2"."value" AS "rfm.monetary from 2 on",
    "rfm.monetary from 3 on 2"."value" AS "rfm.monetary from 3 on",
    "rfm.monetary from 4 on 2"."value" AS "rfm.monetary from 4 on",
    "rfm.monetary from 5 on 2"."value" AS "rfm.monetary from 5 on"
  FROM "everybody"
  LEFT JOIN "rfm.recency from 2 on 2"
    ON TRUE
  LEFT JOIN "rfm.recency from 3 on 2"
    ON TRUE
  LEFT JOIN "rfm.recency from 4 on 2"
    ON TRUE
  LEFT JOIN "rfm.recency from 5 on 2"
    ON TRUE
  LEFT JOIN "rfm.frequency from 2 on 2"
    ON TRUE
  LEFT JOIN "rfm.frequency from 3 on 2"
    ON TRUE
  LEFT JOIN "rfm.frequency from 4 on 2"
    ON TRUE
  LEFT JOIN "rfm.frequency from 5 on 2"
    ON TRUE
  LEFT JOIN "rfm.monetary from 2 on 2"
    ON TRUE
  LEFT JOIN "rfm.monetary from 3 on 2"
    ON TRUE
  LEFT JOIN "rfm.monetary from 4 on 2"
    ON TRUE
  LEFT JOIN "rfm.monetary from 5 on 2"
    ON TRUE
  LEFT JOIN "of purchase"
    ON "of purchase"."customer" = "everybody"."customer"
), "with rfm.recency and rfm.frequency and rfm.monetary" AS (
  /* score rfm "Recency, frequency, monetary value"
       recency    last purchase, 1 to 5
       frequency  orders, 1 to 5
       monetary   revenue, 1 to 5
     score rfm "Recency, frequency, monetary value" */
  SELECT
    "with orders and revenue".*,
    CAST(CASE
      WHEN NOT (
        "with orders and revenue"."last purchase" IS NULL
      )
      AND NOT (
        "with orders and revenue"."orders" IS NULL
      )
      AND NOT (
        "with orders and revenue"."revenue" IS NULL
      )
      THEN CASE
        WHEN "with orders and revenue"."last purchase" >= "with orders and revenue"."rfm.recency from 5 on"
        THEN 5
        WHEN "with orders and revenue"."last purchase" >= "with orders and revenue"."rfm.recency from 4 on"
        THEN 4
        WHEN "with orders and revenue"."last purchase" >= "with orders and revenue"."rfm.recency from 3 on"
        THEN 3
        WHEN "with orders and revenue"."last purchase" >= "with orders and revenue"."rfm.recency from 2 on"
        THEN 2
        ELSE 1
      END
    END AS DECIMAL(38, 6)) AS "rfm.recency",
    CAST(CASE
      WHEN NOT (
        "with orders and revenue"."last purchase" IS NULL
      )
      AND NOT (
        "with orders and revenue"."orders" IS NULL
      )
      AND NOT (
        "with orders and revenue"."revenue" IS NULL
      )
      THEN CASE
        WHEN "with orders and revenue"."orders" >= "with orders and revenue"."rfm.frequency from 5 on"
        THEN 5
        WHEN "with orders and revenue"."orders" >= "with orders and revenue"."rfm.frequency from 4 on"
        THEN 4
        WHEN "with orders and revenue"."orders" >= "with orders and revenue"."rfm.frequency from 3 on"
        THEN 3
        WHEN "with orders and revenue"."orders" >= "with orders and revenue"."rfm.frequency from 2 on"
        THEN 2
        ELSE 1
      END
    END AS DECIMAL(38, 6)) AS "rfm.frequency",
    CAST(CASE
      WHEN NOT (
        "with orders and revenue"."last purchase" IS NULL
      )
      AND NOT (
        "with orders and revenue"."orders" IS NULL
      )
      AND NOT (
        "with orders and revenue"."revenue" IS NULL
      )
      THEN CASE
        WHEN "with orders and revenue"."revenue" >= "with orders and revenue"."rfm.monetary from 5 on"
        THEN 5
        WHEN "with orders and revenue"."revenue" >= "with orders and revenue"."rfm.monetary from 4 on"
        THEN 4
        WHEN "with orders and revenue"."revenue" >= "with orders and revenue"."rfm.monetary from 3 on"
        THEN 3
        WHEN "with orders and revenue"."revenue" >= "with orders and revenue"."rfm.monetary from 2 on"
        THEN 2
        ELSE 1
      END
    END AS DECIMAL(38, 6)) AS "rfm.monetary"
  FROM "with orders and revenue"
), "with rfm" AS (
  /* score rfm "Recency, frequency, monetary value" */
  SELECT
    "with rfm.recency and rfm.frequency and rfm.monetary".*,
    CAST(CAST("with rfm.recency and rfm.frequency and rfm.monetary"."rfm.recency" AS INT) AS TEXT) || '-' || CAST(CAST("with rfm.recency and rfm.frequency and rfm.monetary"."rfm.frequency" AS INT) AS TEXT) || '-' || CAST(CAST("with rfm.recency and rfm.frequency and rfm.monetary"."rfm.monetary" AS INT) AS TEXT) AS "rfm"
  FROM "with rfm.recency and rfm.frequency and rfm.monetary"
), "with lately_rarely_for_much" AS (
  /* segment lately_rarely_for_much */
  SELECT
    "with rfm".*,
    COALESCE("with rfm"."rfm" = '5-1-5', FALSE) AS "lately_rarely_for_much"
  FROM "with rfm"
)
SELECT
  COUNT(*) AS "customers"
FROM (
  SELECT
    "with lately_rarely_for_much"."customer" AS "customer",
    "with lately_rarely_for_much"."lately_rarely_for_much" AS "lately_rarely_for_much"
  FROM "with lately_rarely_for_much"
) AS "asked"
WHERE
  "asked"."lately_rarely_for_much";
