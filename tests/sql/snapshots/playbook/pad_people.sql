-- pad_people, as of 2026-03-01 03:00 UTC
--   segment pad_people "Bought pads, or had some in the cart lately"
--     any of
--       has purchase where category = "dog pads"
--       has cart_add in last 90 days where category = "dog pads"
--     no purchase in last 14 days where category = "dog pads"
WITH "everybody" AS (
  /* customers from shop.members */
  SELECT
    "member" AS "customer"
  FROM "shop"."members"
), "of purchase" AS (
  /* event purchase from shop.orders, for `pad_people` */
  SELECT
    "purchase"."member" AS "customer",
    COUNT(*) AS "count of purchase where …",
    COUNT(*) FILTER(WHERE
      "purchase"."bought_at" > CAST('2026-02-15 03:00:00' AS TIMESTAMP)) AS "count of purchase in last 14 days where …"
  FROM "shop"."orders" AS "purchase"
  WHERE
    "purchase"."bought_at" <= CAST('2026-03-01 03:00:00' AS TIMESTAMP)
    AND "purchase"."category" = 'dog pads'
  GROUP BY
    "purchase"."member"
), "with facts" AS (
  SELECT
    "everybody".*,
    COALESCE("of purchase"."count of purchase where …", 0) > 0 AS "has purchase",
    COALESCE("of purchase"."count of purchase in last 14 days where …", 0) > 0 AS "has purchase 2"
  FROM "everybody"
  LEFT JOIN "of purchase"
    ON "of purchase"."customer" = "everybody"."customer"
)
SELECT
  COUNT(*) AS "customers"
FROM "with facts"
WHERE
  (
    "with facts"."has purchase"
    OR EXISTS(
      SELECT
        1
      FROM "shop"."carts" AS "cart_add"
      WHERE
        "cart_add"."member" = "with facts"."customer"
        AND "cart_add"."at" <= CAST('2026-03-01 03:00:00' AS TIMESTAMP)
        AND "cart_add"."at" > CAST('2025-12-01 03:00:00' AS TIMESTAMP)
        AND "cart_add"."category" = 'dog pads'
    )
  )
  AND NOT "with facts"."has purchase 2";
