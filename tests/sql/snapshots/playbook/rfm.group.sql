-- rfm.group, as of 2026-03-01 03:00 UTC
--   score rfm "Recency, frequency, monetary value"
--     recency    last purchase, 1 to 5
--     frequency  orders, 1 to 5
--     monetary   revenue, 1 to 5
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
), "borders of rfm.recency at midnight" AS (
  SELECT
    MIN("value") FILTER(WHERE
      "smaller" * 5 >= 1 * "values") AS "from 2 on",
    MIN("value") FILTER(WHERE
      "smaller" * 5 >= 2 * "values") AS "from 3 on",
    MIN("value") FILTER(WHERE
      "smaller" * 5 >= 3 * "values") AS "from 4 on",
    MIN("value") FILTER(WHERE
      "smaller" * 5 >= 4 * "values") AS "from 5 on"
  FROM "rfm.recency ranked at midnight"
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
), "borders of rfm.frequency at midnight" AS (
  SELECT
    MIN("value") FILTER(WHERE
      "smaller" * 5 >= 1 * "values") AS "from 2 on",
    MIN("value") FILTER(WHERE
      "smaller" * 5 >= 2 * "values") AS "from 3 on",
    MIN("value") FILTER(WHERE
      "smaller" * 5 >= 3 * "values") AS "from 4 on",
    MIN("value") FILTER(WHERE
      "smaller" * 5 >= 4 * "values") AS "from 5 on"
  FROM "rfm.frequency ranked at midnight"
), "everybody" AS (
  /* customers from shop.members */
  SELECT
    "member" AS "customer"
  FROM "shop"."members"
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
    "borders of rfm.recency at midnight"."from 2 on" AS "rfm.recency from 2 on",
    "borders of rfm.recency at midnight"."from 3 on" AS "rfm.recency from 3 on",
    "borders of rfm.recency at midnight"."from 4 on" AS "rfm.recency from 4 on",
    "borders of rfm.recency at midnight"."from 5 on" AS "rfm.recency from 5 on",
    COALESCE("of purchase"."count of purchase", 0) AS "orders",
    COALESCE("of purchase"."sum of purchase.amount", 0) AS "revenue",
    "borders of rfm.frequency at midnight"."from 2 on" AS "rfm.frequency from 2 on",
    "borders of rfm.frequency at midnight"."from 3 on" AS "rfm.frequency from 3 on",
    "borders of rfm.frequency at midnight"."from 4 on" AS "rfm.frequency from 4 on",
    "borders of rfm.frequency at midnight"."from 5 on" AS "rfm.frequency from 5 on"
  FROM "everybody"
  CROSS JOIN "borders of rfm.recency at midnight"
  CROSS JOIN "borders of rfm.frequency at midnight"
  LEFT JOIN "of purchase"
    ON "of purchase"."customer" = "everybody"."customer"
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
    END AS "rfm.frequency"
  FROM "with orders and revenue"
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
  "asked"."group",
  COUNT(*) AS "customers"
FROM (
  SELECT
    "with rfm.group"."customer" AS "customer",
    "with rfm.group"."rfm.group" AS "group"
  FROM "with rfm.group"
) AS "asked"
GROUP BY
  "asked"."group";
