-- bought_lately, as of 2026-03-01 03:00 UTC
--   segment bought_lately
--     last purchase in last 60 days
WITH "everybody" AS (
  /* customers from shop.members */
  SELECT
    "member" AS "customer"
  FROM "shop"."members"
), "of purchase" AS (
  /* event purchase from shop.orders, for `bought_lately` */
  SELECT
    "purchase"."member" AS "customer",
    MAX("purchase"."bought_at") AS "last purchase"
  FROM "shop"."orders" AS "purchase"
  WHERE
    "purchase"."bought_at" <= CAST('2026-03-01 03:00:00' AS TIMESTAMP)
  GROUP BY
    "purchase"."member"
), "with facts" AS (
  SELECT
    "everybody".*,
    "of purchase"."last purchase" AS "last purchase"
  FROM "everybody"
  JOIN "of purchase"
    ON "of purchase"."customer" = "everybody"."customer"
)
SELECT
  COUNT(*) AS "customers"
FROM "with facts"
WHERE
  "with facts"."last purchase" > CAST('2025-12-31 03:00:00' AS TIMESTAMP)
  AND "with facts"."last purchase" <= CAST('2026-03-01 03:00:00' AS TIMESTAMP);
