-- two_orders, as of 2026-03-01 03:00 UTC
--   segment two_orders "To whom a high discount on anything may bring the third"
--     orders = 2
WITH "everybody" AS (
  /* customers from shop.members */
  SELECT
    "member" AS "customer"
  FROM "shop"."members"
), "of purchase" AS (
  /* event purchase from shop.orders, for `orders` */
  SELECT
    "purchase"."member" AS "customer",
    COUNT(*) AS "count of purchase"
  FROM "shop"."orders" AS "purchase"
  WHERE
    "purchase"."bought_at" <= CAST('2026-03-01 03:00:00' AS TIMESTAMP)
  GROUP BY
    "purchase"."member"
), "with orders" AS (
  /* trait orders = count of purchase */
  SELECT
    "everybody".*,
    COALESCE("of purchase"."count of purchase", 0) AS "orders"
  FROM "everybody"
  LEFT JOIN "of purchase"
    ON "of purchase"."customer" = "everybody"."customer"
), "with two_orders" AS (
  /* segment two_orders "To whom a high discount on anything may bring the third" */
  SELECT
    "with orders".*,
    COALESCE("with orders"."orders" = 2, FALSE) AS "two_orders"
  FROM "with orders"
)
SELECT
  COUNT(*) AS "customers"
FROM (
  SELECT
    "with two_orders"."customer" AS "customer",
    "with two_orders"."two_orders" AS "two_orders"
  FROM "with two_orders"
) AS "asked"
WHERE
  "asked"."two_orders";
