-- fallen_champions, as of 2026-03-01 03:00 UTC
--   segment fallen_champions
--     moved from "Champions" to "At Risk" in last 30 days
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
    FROM "movements in rfm"."group" AS "movements in rfm.group"
    WHERE
      "movements in rfm.group"."customer" = "everybody"."customer"
      AND "movements in rfm.group"."time" <= CAST('2026-03-01 03:00:00' AS TIMESTAMP)
      AND "movements in rfm.group"."time" > CAST('2026-01-30 03:00:00' AS TIMESTAMP)
      AND "movements in rfm.group"."before" = 'Champions'
      AND "movements in rfm.group"."after" = 'At Risk'
  );
