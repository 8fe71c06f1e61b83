-- nearly_up, as of 2026-03-01 03:00 UTC
--   segment nearly_up "Less than 20,000 won below the next level"
--     any of
--       all of
--         spent >= 280_000
--         spent < 300_000
--       all of
--         spent >= 980_000
--         spent < 1_000_000
WITH "everybody" AS (
  /* customers from shop.members */
  SELECT
    "member" AS "customer"
  FROM "shop"."members"
), "of purchase" AS (
  /* event purchase from shop.orders, for `spent` */
  SELECT
    "purchase"."member" AS "customer",
    SUM("purchase"."amount") AS "sum of purchase.amount from … until …"
  FROM "shop"."orders" AS "purchase"
  WHERE
    "purchase"."bought_at" <= CAST('2026-03-01 03:00:00' AS TIMESTAMP)
    AND "purchase"."bought_at" >= CAST('2025-10-14 15:00:00' AS TIMESTAMP)
  GROUP BY
    "purchase"."member"
), "with spent" AS (
  /* trait spent = sum of purchase.amount from 2025-10-15 until 2026-04-15 */
  SELECT
    "everybody".*,
    COALESCE("of purchase"."sum of purchase.amount from … until …", 0) AS "spent"
  FROM "everybody"
  LEFT JOIN "of purchase"
    ON "of purchase"."customer" = "everybody"."customer"
)
SELECT
  COUNT(*) AS "customers"
FROM "with spent"
WHERE
  (
    (
      "with spent"."spent" >= 280000 AND "with spent"."spent" < 300000
    )
    OR (
      "with spent"."spent" >= 980000 AND "with spent"."spent" < 1000000
    )
  );
