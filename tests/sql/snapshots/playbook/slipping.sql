-- slipping, as of 2026-03-01 03:00 UTC
--   segment slipping "Bought often, and have fallen asleep within the last month"
--     moved from active to potential in last 30 days
-- `movements in napl` is no table of the shop: `segue count` brings it.
WITH "everybody" AS (
  /* customers from shop.members */
  SELECT
    "member" AS "customer"
  FROM "shop"."members"
)
SELECT
  COUNT(*) AS "customers"
FROM "everybody"
WHERE
  EXISTS(
    SELECT
      1
    FROM "movements in napl" AS "movements in napl"
    WHERE
      "movements in napl"."customer" = "everybody"."customer"
      AND "movements in napl"."time" <= CAST('2026-03-01 03:00:00' AS TIMESTAMP)
      AND "movements in napl"."time" > CAST('2026-01-30 03:00:00' AS TIMESTAMP)
      AND "movements in napl"."before" = 'active'
      AND "movements in napl"."after" = 'potential'
  );
