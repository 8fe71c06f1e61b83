-- hesitating, as of 2026-03-01 03:00 UTC
--   segment hesitating "Wants to buy, but hesitates"
--     has cart_add in last 7 days
--     no purchase in last 7 days
WITH "everybody" AS (
  /* customers from shop.customers */
  SELECT
    "customer_id" AS "customer"
  FROM "shop"."customers"
), "of cart_add" AS (
  /* event cart_add from shop.cart_events, for `hesitating` */
  SELECT
    "cart_add"."customer_id" AS "customer",
    COUNT(*) AS "count of cart_add in last 7 days"
  FROM "shop"."cart_events" AS "cart_add"
  WHERE
    "cart_add"."added_at" <= CAST('2026-03-01 03:00:00' AS TIMESTAMP)
    AND "cart_add"."added_at" > CAST('2026-02-22 03:00:00' AS TIMESTAMP)
  GROUP BY
    "cart_add"."customer_id"
), "of purchase" AS (
  /* event purchase from shop.orders, for `hesitating` */
  SELECT
    "purchase"."customer_id" AS "customer",
    COUNT(*) AS "count of purchase in last 7 days"
  FROM "shop"."orders" AS "purchase"
  WHERE
    "purchase"."ordered_at" <= CAST('2026-03-01 03:00:00' AS TIMESTAMP)
    AND "purchase"."ordered_at" > CAST('2026-02-22 03:00:00' AS TIMESTAMP)
  GROUP BY
    "purchase"."customer_id"
), "with hesitating" AS (
  /* segment hesitating "Wants to buy, but hesitates" */
  SELECT
    "everybody".*,
    COALESCE("of cart_add"."count of cart_add in last 7 days", 0) > 0
    AND NOT (
      COALESCE("of purchase"."count of purchase in last 7 days", 0) > 0
    ) AS "hesitating"
  FROM "everybody"
  LEFT JOIN "of cart_add"
    ON "of cart_add"."customer" = "everybody"."customer"
  LEFT JOIN "of purchase"
    ON "of purchase"."customer" = "everybody"."customer"
)
SELECT
  COUNT(*) AS "customers"
FROM (
  SELECT
    "with hesitating"."customer" AS "customer",
    "with hesitating"."hesitating" AS "hesitating"
  FROM "with hesitating"
) AS "asked"
WHERE
  "asked"."hesitating";
