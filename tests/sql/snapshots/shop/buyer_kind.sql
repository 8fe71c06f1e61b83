-- buyer_kind, as of 2026-03-01 03:00 UTC
--   groups buyer_kind "The four kinds of buyers"
--     not_yet      when orders = 0
--     new_small    when orders <= 2 and revenue <= average of revenue across up_to_two_orders
--     new_big      when orders <= 2
--     often_small  when revenue <= average of revenue across up_to_two_orders
--     loyal        otherwise
WITH "everybody" AS (
  /* customers from shop.customers */
  SELECT
    "customer_id" AS "customer"
  FROM "shop"."customers"
), "of purchase" AS (
  /* event purchase from shop.orders, for `orders`, `revenue` */
  SELECT
    "purchase"."customer_id" AS "customer",
    COUNT(*) AS "count of purchase",
    SUM("purchase"."amount") AS "sum of purchase.amount",
    SUM("purchase"."amount") FILTER(WHERE
      "purchase"."ordered_at" <= CAST('2026-02-28 23:00:00' AS TIMESTAMP)) AS "sum of purchase.amount at midnight",
    COUNT(*) FILTER(WHERE
      "purchase"."ordered_at" <= CAST('2026-02-28 23:00:00' AS TIMESTAMP)) AS "count of purchase at midnight"
  FROM "shop"."orders" AS "purchase"
  WHERE
    "purchase"."ordered_at" <= CAST('2026-03-01 03:00:00' AS TIMESTAMP)
  GROUP BY
    "purchase"."customer_id"
), "with orders and revenue" AS (
  /* trait orders = count of purchase
     trait revenue = sum of purchase.amount */
  SELECT
    "everybody".*,
    COALESCE("of purchase"."count of purchase", 0) AS "orders",
    COALESCE("of purchase"."sum of purchase.amount", 0) AS "revenue",
    COALESCE("of purchase"."sum of purchase.amount at midnight", 0) AS "revenue at midnight",
    COALESCE("of purchase"."count of purchase at midnight", 0) AS "orders at midnight"
  FROM "everybody"
  LEFT JOIN "of purchase"
    ON "of purchase"."customer" = "everybody"."customer"
), "with up_to_two_orders at midnight" AS (
  /* segment up_to_two_orders "Bought once or twice"
       orders between 1 and 2 */
  SELECT
    "with orders and revenue".*,
    COALESCE("with orders and revenue"."orders at midnight" BETWEEN 1 AND 2, FALSE) AS "up_to_two_orders at midnight"
  FROM "with orders and revenue"
), "average of revenue across up_to_two_orders" AS (
  /* for `buyer_kind` */
  SELECT
    TRY(
      CAST(ROUND(
        CAST(CAST(CAST("sum" AS DECIMAL(38, 6)) * 1000000 AS INT128) * CAST(10000000 AS INT128) // NULLIF(CAST(CAST("known" AS DECIMAL(38, 6)) * 1000000 AS INT128), 0) AS DECIMAL(38, 0)) * CAST('0.0000001' AS DECIMAL(7, 7)),
        6
      ) AS DECIMAL(31, 6))
    ) AS "value"
  FROM (
    SELECT
      SUM("value") AS "sum",
      COUNT("value") AS "known"
    FROM (
      SELECT
        "with up_to_two_orders at midnight"."revenue at midnight" AS "value"
      FROM "with up_to_two_orders at midnight"
      WHERE
        "with up_to_two_orders at midnight"."up_to_two_orders at midnight"
    ) AS "members"
  ) AS "counted"
), "with buyer_kind" AS (
  /* groups buyer_kind "The four kinds of buyers" */
  SELECT
    "with up_to_two_orders at midnight".*,
    CASE
      WHEN "with up_to_two_orders at midnight"."orders" = 0
      THEN 'not_yet'
      WHEN "with up_to_two_orders at midnight"."orders" <= 2
      AND "with up_to_two_orders at midnight"."revenue" <= "average of revenue across up_to_two_orders"."value"
      THEN 'new_small'
      WHEN "with up_to_two_orders at midnight"."orders" <= 2
      THEN 'new_big'
      WHEN "with up_to_two_orders at midnight"."revenue" <= "average of revenue across up_to_two_orders"."value"
      THEN 'often_small'
      ELSE 'loyal'
    END AS "buyer_kind"
  FROM "with up_to_two_orders at midnight"
  CROSS JOIN "average of revenue across up_to_two_orders"
)
SELECT
  "asked"."group",
  COUNT(*) AS "customers"
FROM (
  SELECT
    "with buyer_kind"."customer" AS "customer",
    "with buyer_kind"."buyer_kind" AS "group"
  FROM "with buyer_kind"
) AS "asked"
GROUP BY
  "asked"."group";
