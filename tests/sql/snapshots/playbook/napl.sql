-- napl, as of 2026-03-01 03:00 UTC
--   groups napl "New, active, potential, lost"
--     not_yet    when orders = 0
--     new        when orders = 1 and last purchase in last 90 days
--     active     when last purchase in last 90 days
--     potential  when orders > 1
--     lost       otherwise
WITH "everybody" AS (
  /* customers from shop.members */
  SELECT
    "member" AS "customer"
  FROM "shop"."members"
), "of purchase" AS (
  /* event purchase from shop.orders, for `orders`, `napl` */
  SELECT
    "purchase"."member" AS "customer",
    COUNT(*) AS "count of purchase",
    MAX("purchase"."bought_at") AS "last purchase"
  FROM "shop"."orders" AS "purchase"
  WHERE
    "purchase"."bought_at" <= CAST('2026-03-01 03:00:00' AS TIMESTAMP)
  GROUP BY
    "purchase"."member"
), "with orders" AS (
  /* trait orders = count of purchase */
  SELECT
    "everybody".*,
    COALESCE("of purchase"."count of purchase", 0) AS "orders",
    "of purchase"."last purchase" AS "last purchase"
  FROM "everybody"
  LEFT JOIN "of purchase"
    ON "of purchase"."customer" = "everybody"."customer"
), "with napl" AS (
  /* groups napl "New, active, potential, lost" */
  SELECT
    "with orders".*,
    CASE
      WHEN "with orders"."orders" = 0
      THEN 'not_yet'
      WHEN "with orders"."orders" = 1
      AND "with orders"."last purchase" > CAST('2025-12-01 03:00:00' AS TIMESTAMP)
      AND "with orders"."last purchase" <= CAST('2026-03-01 03:00:00' AS TIMESTAMP)
      THEN 'new'
      WHEN "with orders"."last purchase" > CAST('2025-12-01 03:00:00' AS TIMESTAMP)
      AND "with orders"."last purchase" <= CAST('2026-03-01 03:00:00' AS TIMESTAMP)
      THEN 'active'
      WHEN "with orders"."orders" > 1
      THEN 'potential'
      ELSE 'lost'
    END AS "napl"
  FROM "with orders"
)
SELECT
  "asked"."group",
  COUNT(*) AS "customers"
FROM (
  SELECT
    "with napl"."customer" AS "customer",
    "with napl"."napl" AS "group"
  FROM "with napl"
) AS "asked"
GROUP BY
  "asked"."group";
