-- hesitating, as of 2026-03-01 03:00 UTC
--   segment hesitating "Wants to buy, but hesitates"
--     has cart_add in last 7 days
--     no purchase in last 7 days
WITH "everybody" AS (
  /* customers from shop.customers */
  SELECT
    "customer_id" AS "customer"
  FROM "shop"."customers"
)
SELECT
  COUNT(*) AS "customers"
FROM "everybody"
WHERE
  EXISTS(
    SELECT
      1
    FROM "shop"."cart_events" AS "cart_add"
    WHERE
      "cart_add"."customer_id" = "everybody"."customer"
      AND "cart_add"."added_at" <= CAST('2026-03-01 03:00:00' AS TIMESTAMP)
      AND "cart_add"."added_at" > CAST('2026-02-22 03:00:00' AS TIMESTAMP)
  )
  AND NOT EXISTS(
    SELECT
      1
    FROM "shop"."orders" AS "purchase"
    WHERE
      "purchase"."customer_id" = "everybody"."customer"
      AND "purchase"."ordered_at" <= CAST('2026-03-01 03:00:00' AS TIMESTAMP)
      AND "purchase"."ordered_at" > CAST('2026-02-22 03:00:00' AS TIMESTAMP)
  );
