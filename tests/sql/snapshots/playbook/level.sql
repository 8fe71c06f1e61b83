-- level, as of 2026-03-01 03:00 UTC
--   groups level
--     platinum  when spent >= 1_000_000
--     gold      when spent >= 300_000
--     silver    otherwise
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
), "with level" AS (
  /* groups level */
  SELECT
    "with spent".*,
    CASE
      WHEN "with spent"."spent" >= 1000000
      THEN 'platinum'
      WHEN "with spent"."spent" >= 300000
      THEN 'gold'
      ELSE 'silver'
    END AS "level"
  FROM "with spent"
)
SELECT
  "asked"."group",
  COUNT(*) AS "customers"
FROM (
  SELECT
    "with level"."customer" AS "customer",
    "with level"."level" AS "group"
  FROM "with level"
) AS "asked"
GROUP BY
  "asked"."group";
