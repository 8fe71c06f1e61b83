-- ten_reviews, as of 2026-03-01 03:00 UTC
--   segment ten_reviews
--     reviews >= 10
WITH "everybody" AS (
  /* customers from shop.members */
  SELECT
    "member" AS "customer"
  FROM "shop"."members"
), "of review" AS (
  /* event review from shop.reviews, for `reviews` */
  SELECT
    "review"."member" AS "customer",
    COUNT(*) AS "count of review"
  FROM "shop"."reviews" AS "review"
  WHERE
    "review"."at" <= CAST('2026-03-01 03:00:00' AS TIMESTAMP)
  GROUP BY
    "review"."member"
), "with reviews" AS (
  /* trait reviews = count of review */
  SELECT
    "everybody".*,
    COALESCE("of review"."count of review", 0) AS "reviews"
  FROM "everybody"
  JOIN "of review"
    ON "of review"."customer" = "everybody"."customer"
)
SELECT
  COUNT(*) AS "customers"
FROM "with reviews"
WHERE
  "with reviews"."reviews" >= 10;
