-- behaviour, as of 2026-03-01 03:00 UTC
--   groups behaviour "How near somebody came to buying"
--     buyers             when has purchase and has cart_add
--     straight_to_order  when has purchase
--     hesitating         when has cart_add
--     only_looking       when has product_view
--     only_pages         when has visit
--     never_seen         otherwise
WITH "everybody" AS (
  /* customers from shop.members */
  SELECT
    "member" AS "customer"
  FROM "shop"."members"
), "of purchase" AS (
  /* event purchase from shop.orders, for `behaviour` */
  SELECT
    "purchase"."member" AS "customer",
    COUNT(*) AS "count of purchase"
  FROM "shop"."orders" AS "purchase"
  WHERE
    "purchase"."bought_at" <= CAST('2026-03-01 03:00:00' AS TIMESTAMP)
  GROUP BY
    "purchase"."member"
), "of cart_add" AS (
  /* event cart_add from shop.carts, for `behaviour` */
  SELECT
    "cart_add"."member" AS "customer",
    COUNT(*) AS "count of cart_add"
  FROM "shop"."carts" AS "cart_add"
  WHERE
    "cart_add"."at" <= CAST('2026-03-01 03:00:00' AS TIMESTAMP)
  GROUP BY
    "cart_add"."member"
), "of product_view" AS (
  /* event product_view from shop.products_seen, for `behaviour` */
  SELECT
    "product_view"."member" AS "customer",
    COUNT(*) AS "count of product_view"
  FROM "shop"."products_seen" AS "product_view"
  WHERE
    "product_view"."at" <= CAST('2026-03-01 03:00:00' AS TIMESTAMP)
  GROUP BY
    "product_view"."member"
), "of visit" AS (
  /* event visit from shop.visits, for `behaviour` */
  SELECT
    "visit"."member" AS "customer",
    COUNT(*) AS "count of visit"
  FROM "shop"."visits" AS "visit"
  WHERE
    "visit"."at" <= CAST('2026-03-01 03:00:00' AS TIMESTAMP)
  GROUP BY
    "visit"."member"
), "with behaviour" AS (
  /* groups behaviour "How near somebody came to buying" */
  SELECT
    "everybody".*,
    CASE
      WHEN COALESCE("of purchase"."count of purchase", 0) > 0
      AND COALESCE("of cart_add"."count of cart_add", 0) > 0
      THEN 'buyers'
      WHEN COALESCE("of purchase"."count of purchase", 0) > 0
      THEN 'straight_to_order'
      WHEN COALESCE("of cart_add"."count of cart_add", 0) > 0
      THEN 'hesitating'
      WHEN COALESCE("of product_view"."count of product_view", 0) > 0
      THEN 'only_looking'
      WHEN COALESCE("of visit"."count of visit", 0) > 0
      THEN 'only_pages'
      ELSE 'never_seen'
    END AS "behaviour"
  FROM "everybody"
  LEFT JOIN "of purchase"
    ON "of purchase"."customer" = "everybody"."customer"
  LEFT JOIN "of cart_add"
    ON "of cart_add"."customer" = "everybody"."customer"
  LEFT JOIN "of product_view"
    ON "of product_view"."customer" = "everybody"."customer"
  LEFT JOIN "of visit"
    ON "of visit"."customer" = "everybody"."customer"
)
SELECT
  "asked"."group",
  COUNT(*) AS "customers"
FROM (
  SELECT
    "with behaviour"."customer" AS "customer",
    "with behaviour"."behaviour" AS "group"
  FROM "with behaviour"
) AS "asked"
GROUP BY
  "asked"."group";
