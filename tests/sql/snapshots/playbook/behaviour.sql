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
), "with behaviour" AS (
  /* groups behaviour "How near somebody came to buying" */
  SELECT
    "everybody".*,
    CASE
      WHEN EXISTS(
        SELECT
          1
        FROM "shop"."orders" AS "purchase"
        WHERE
          "purchase"."member" = "everybody"."customer"
          AND "purchase"."bought_at" <= CAST('2026-03-01 03:00:00' AS TIMESTAMP)
      )
      AND EXISTS(
        SELECT
          1
        FROM "shop"."carts" AS "cart_add"
        WHERE
          "cart_add"."member" = "everybody"."customer"
          AND "cart_add"."at" <= CAST('2026-03-01 03:00:00' AS TIMESTAMP)
      )
      THEN 'buyers'
      WHEN EXISTS(
        SELECT
          1
        FROM "shop"."orders" AS "purchase"
        WHERE
          "purchase"."member" = "everybody"."customer"
          AND "purchase"."bought_at" <= CAST('2026-03-01 03:00:00' AS TIMESTAMP)
      )
      THEN 'straight_to_order'
      WHEN EXISTS(
        SELECT
          1
        FROM "shop"."carts" AS "cart_add"
        WHERE
          "cart_add"."member" = "everybody"."customer"
          AND "cart_add"."at" <= CAST('2026-03-01 03:00:00' AS TIMESTAMP)
      )
      THEN 'hesitating'
      WHEN EXISTS(
        SELECT
          1
        FROM "shop"."products_seen" AS "product_view"
        WHERE
          "product_view"."member" = "everybody"."customer"
          AND "product_view"."at" <= CAST('2026-03-01 03:00:00' AS TIMESTAMP)
      )
      THEN 'only_looking'
      WHEN EXISTS(
        SELECT
          1
        FROM "shop"."visits" AS "visit"
        WHERE
          "visit"."member" = "everybody"."customer"
          AND "visit"."at" <= CAST('2026-03-01 03:00:00' AS TIMESTAMP)
      )
      THEN 'only_pages'
      ELSE 'never_seen'
    END AS "behaviour"
  FROM "everybody"
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
