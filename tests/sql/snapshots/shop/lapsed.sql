-- lapsed, as of 2026-03-01 03:00 UTC
--   segment lapsed "Bought once, and has forgotten us"
--     stage in ("sleeping", "lost")
--     no visit in last 14 days
WITH "everybody" AS (
  /* customers from shop.customers */
  SELECT
    "customer_id" AS "customer"
  FROM "shop"."customers"
), "of purchase" AS (
  /* event purchase from shop.orders, for `orders`, `stage` */
  SELECT
    "purchase"."customer_id" AS "customer",
    COUNT(*) AS "count of purchase",
    MAX("purchase"."ordered_at") AS "last purchase"
  FROM "shop"."orders" AS "purchase"
  WHERE
    "purchase"."ordered_at" <= CAST('2026-03-01 03:00:00' AS TIMESTAMP)
  GROUP BY
    "purchase"."customer_id"
), "with orders" AS (
  /* trait orders = count of purchase */
  SELECT
    "everybody".*,
    COALESCE("of purchase"."count of purchase", 0) AS "orders",
    "of purchase"."last purchase" AS "last purchase"
  FROM "everybody"
  LEFT JOIN "of purchase"
    ON "of purchase"."customer" = "everybody"."customer"
), "with stage" AS (
  /* groups stage "Where they stand"
       not_yet   when orders = 0
       new       when orders = 1 and last purchase in last 60 days
       active    when last purchase in last 60 days
       sleeping  when orders >= 2
       lost      otherwise */
  SELECT
    "with orders".*,
    CASE
      WHEN "with orders"."orders" = 0
      THEN 'not_yet'
      WHEN "with orders"."orders" = 1
      AND "with orders"."last purchase" > CAST('2025-12-31 03:00:00' AS TIMESTAMP)
      AND "with orders"."last purchase" <= CAST('2026-03-01 03:00:00' AS TIMESTAMP)
      THEN 'new'
      WHEN "with orders"."last purchase" > CAST('2025-12-31 03:00:00' AS TIMESTAMP)
      AND "with orders"."last purchase" <= CAST('2026-03-01 03:00:00' AS TIMESTAMP)
      THEN 'active'
      WHEN "with orders"."orders" >= 2
      THEN 'sleeping'
      ELSE 'lost'
    END AS "stage"
  FROM "with orders"
)
SELECT
  COUNT(*) AS "customers"
FROM "with stage"
WHERE
  "with stage"."stage" IN ('sleeping', 'lost')
  AND NOT EXISTS(
    SELECT
      1
    FROM "shop"."visits" AS "visit"
    WHERE
      "visit"."customer_id" = "with stage"."customer"
      AND "visit"."visited_at" <= CAST('2026-03-01 03:00:00' AS TIMESTAMP)
      AND "visit"."visited_at" > CAST('2026-02-15 03:00:00' AS TIMESTAMP)
  );
