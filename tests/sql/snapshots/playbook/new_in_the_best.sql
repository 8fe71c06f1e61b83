-- new_in_the_best, as of 2026-03-01 03:00 UTC
--   segment new_in_the_best "Reached 5-5-5 within the last month"
--     joined the_best in last 30 days
-- `movements of the_best` is no table of the shop: `segue count` brings it.
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
    FROM "movements of the_best" AS "movements of the_best"
    WHERE
      "movements of the_best"."customer" = "everybody"."customer"
      AND "movements of the_best"."time" <= CAST('2026-03-01 03:00:00' AS TIMESTAMP)
      AND "movements of the_best"."time" > CAST('2026-01-30 03:00:00' AS TIMESTAMP)
      AND NOT (
        "movements of the_best"."after" IS NULL
      )
      AND "movements of the_best"."before" IS NULL
  );
