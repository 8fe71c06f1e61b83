-- ever_bought, as of 2026-03-01 03:00 UTC
--   segment ever_bought
--     orders >= 1
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
  JOIN "of purchase"
    ON "of purchase"."customer" = "everybody"."customer"
)
SELECT
  COUNT(*) AS "customers"
FROM "with orders"
WHERE
  "with orders"."orders" >= 1;
