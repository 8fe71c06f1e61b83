-- champions, as of 2026-03-01 03:00 UTC
--   segment champions
--     rfm.group = "Champions"
WITH "everybody" AS (
  /* customers from shop.members */
  SELECT
    "member" AS "customer"
  FROM "shop"."members"
), "of purchase" AS (
  /* event purchase from shop.orders, for `orders`, `revenue`, `rfm` */
  SELECT
    "purchase"."member" AS "customer",
    MAX("purchase"."bought_at") AS "last purchase",
    MAX("purchase"."bought_at") FILTER(WHERE
      "purchase"."bought_at" <= CAST('2026-02-28 15:00:00' AS TIMESTAMP)) AS "last purchase at midnight",
    COUNT(*) FILTER(WHERE
      "purchase"."bought_at" <= CAST('2026-02-28 15:00:00' AS TIMESTAMP)) AS "count of purchase at midnight",
    SUM("purchase"."amount") FILTER(WHERE
      "purchase"."bought_at" <= CAST('2026-02-28 15:00:00' AS TIMESTAMP)) AS "sum of purchase.amount at midnight",
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
    "of purchase"."last purchase at midnight" AS "last purchase at midnight",
    COALESCE("of purchase"."count of purchase at midnight", 0) AS "orders at midnight",
    COALESCE("of purchase"."sum of purchase.amount at midnight", 0) AS "revenue at midnight",
    COALESCE("of purchase"."count of purchase", 0) AS "orders",
    COALESCE("of purchase"."sum of purchase.amount", 0) AS "revenue"
  FROM "everybody"
  LEFT JOIN "of purchase"
    ON "of purchase"."customer" = "everybody"."customer"
), "rfm.recency ranked" AS (
  /* for `rfm` */
  SELECT
    "value",
    RANK() OVER (ORDER BY "value") - 1 AS "smaller",
    COUNT(*) OVER () AS "values"
  FROM (
    SELECT
      "with orders and revenue"."last purchase at midnight" AS "value"
    FROM "with orders and revenue"
    WHERE
      NOT "with orders and revenue"."last purchase at midnight" IS NULL
      AND NOT "with orders and revenue"."orders at midnight" IS NULL
      AND NOT "with orders and revenue"."revenue at midnight" IS NULL
  ) AS "members"
), "borders of rfm.recency" AS (
  SELECT
    MIN("value") FILTER(WHERE
      "smaller" * 5 >= 1 * "values") AS "from 2 on",
    MIN("value") FILTER(WHERE
      "smaller" * 5 >= 2 * "values") AS "from 3 on",
    MIN("value") FILTER(WHERE
      "smaller" * 5 >= 3 * "values") AS "from 4 on",
    MIN("value") FILTER(WHERE
      "smaller" * 5 >= 4 * "values") AS "from 5 on"
  FROM "rfm.recency ranked"
), "rfm.frequency ranked" AS (
  /* for `rfm` */
  SELECT
    "value",
    RANK() OVER (ORDER BY "value") - 1 AS "smaller",
    COUNT(*) OVER () AS "values"
  FROM (
    SELECT
      "with orders and revenue"."orders at midnight" AS "value"
    FROM "with orders and revenue"
    WHERE
      NOT "with orders and revenue"."last purchase at midnight" IS NULL
      AND NOT "with orders and revenue"."orders at midnight" IS NULL
      AND NOT "with orders and revenue"."revenue at midnight" IS NULL
  ) AS "members"
), "borders of rfm.frequency" AS (
  SELECT
    MIN("value") FILTER(WHERE
      "smaller" * 5 >= 1 * "values") AS "from 2 on",
    MIN("value") FILTER(WHERE
      "smaller" * 5 >= 2 * "values") AS "from 3 on",
    MIN("value") FILTER(WHERE
      "smaller" * 5 >= 3 * "values") AS "from 4 on",
    MIN("value") FILTER(WHERE
      "smaller" * 5 >= 4 * "values") AS "from 5 on"
  FROM "rfm.frequency ranked"
), "with rfm.recency and rfm.frequency" AS (
  /* score rfm "Recency, frequency, monetary value"
       recency    last purchase, 1 to 5
       frequency  orders, 1 to 5
       monetary   revenue, 1 to 5
     score rfm "Recency, frequency, monetary value" */
  SELECT
    "with orders and revenue".*,
    CASE
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
        WHEN "with orders and revenue"."last purchase" >= "borders of rfm.recency"."from 5 on"
        THEN 5
        WHEN "with orders and revenue"."last purchase" >= "borders of rfm.recency"."from 4 on"
        THEN 4
        WHEN "with orders and revenue"."last purchase" >= "borders of rfm.recency"."from 3 on"
        THEN 3
        WHEN "with orders and revenue"."last purchase" >= "borders of rfm.recency"."from 2 on"
        THEN 2
        ELSE 1
      END
    END AS "rfm.recency",
    CASE
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
        WHEN "with orders and revenue"."orders" >= "borders of rfm.frequency"."from 5 on"
        THEN 5
        WHEN "with orders and revenue"."orders" >= "borders of rfm.frequency"."from 4 on"
        THEN 4
        WHEN "with orders and revenue"."orders" >= "borders of rfm.frequency"."from 3 on"
        THEN 3
        WHEN "with orders and revenue"."orders" >= "borders of rfm.frequency"."from 2 on"
        THEN 2
        ELSE 1
      END
    END AS "rfm.frequency"
  FROM "with orders and revenue"
  CROSS JOIN "borders of rfm.recency"
  CROSS JOIN "borders of rfm.frequency"
), "with rfm.group" AS (
  /* score rfm "Recency, frequency, monetary value" */
  SELECT
    "with rfm.recency and rfm.frequency".*,
    CASE
      WHEN "with rfm.recency and rfm.frequency"."rfm.recency" BETWEEN 5 AND 5
      AND "with rfm.recency and rfm.frequency"."rfm.frequency" BETWEEN 4 AND 5
      THEN 'Champions'
      WHEN "with rfm.recency and rfm.frequency"."rfm.recency" BETWEEN 3 AND 4
      AND "with rfm.recency and rfm.frequency"."rfm.frequency" BETWEEN 4 AND 5
      THEN 'Loyal Customers'
      WHEN "with rfm.recency and rfm.frequency"."rfm.recency" BETWEEN 4 AND 5
      AND "with rfm.recency and rfm.frequency"."rfm.frequency" BETWEEN 2 AND 3
      THEN 'Potential Loyalist'
      WHEN "with rfm.recency and rfm.frequency"."rfm.recency" BETWEEN 5 AND 5
      AND "with rfm.recency and rfm.frequency"."rfm.frequency" BETWEEN 1 AND 1
      THEN 'New Customers'
      WHEN "with rfm.recency and rfm.frequency"."rfm.recency" BETWEEN 4 AND 4
      AND "with rfm.recency and rfm.frequency"."rfm.frequency" BETWEEN 1 AND 1
      THEN 'Promising'
      WHEN "with rfm.recency and rfm.frequency"."rfm.recency" BETWEEN 3 AND 3
      AND "with rfm.recency and rfm.frequency"."rfm.frequency" BETWEEN 3 AND 3
      THEN 'Need Attention'
      WHEN "with rfm.recency and rfm.frequency"."rfm.recency" BETWEEN 3 AND 3
      AND "with rfm.recency and rfm.frequency"."rfm.frequency" BETWEEN 1 AND 2
      THEN 'About To Sleep'
      WHEN "with rfm.recency and rfm.frequency"."rfm.recency" BETWEEN 1 AND 2
      AND "with rfm.recency and rfm.frequency"."rfm.frequency" BETWEEN 3 AND 4
      THEN 'At Risk'
      WHEN "with rfm.recency and rfm.frequency"."rfm.recency" BETWEEN 1 AND 2
      AND "with rfm.recency and rfm.frequency"."rfm.frequency" BETWEEN 5 AND 5
      THEN 'Can''t Lose Them'
      WHEN "with rfm.recency and rfm.frequency"."rfm.recency" BETWEEN 2 AND 2
      AND "with rfm.recency and rfm.frequency"."rfm.frequency" BETWEEN 1 AND 2
      THEN 'Hibernating'
      WHEN "with rfm.recency and rfm.frequency"."rfm.recency" BETWEEN 1 AND 1
      AND "with rfm.recency and rfm.frequency"."rfm.frequency" BETWEEN 1 AND 2
      THEN 'Lost'
    END AS "rfm.group"
  FROM "with rfm.recency and rfm.frequency"
)
SELECT
  COUNT(*) AS "customers"
FROM "with rfm.group"
WHERE
  "with rfm.group"."rfm.group" = 'Champions';
