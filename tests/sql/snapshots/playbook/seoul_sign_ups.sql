-- seoul_sign_ups, as of 2026-03-01 03:00 UTC
--   segment seoul_sign_ups "Came from Seoul, signed up two weeks ago, never bought"
--     last visit.city = "Seoul"
--     signed_up more than 14 days ago
--     no purchase
WITH "candidates" AS (
  /* customers from shop.members */
  SELECT
    "member" AS "customer"
  FROM "shop"."members"
  WHERE
    "signed_up" <= CAST('2026-02-15 03:00:00' AS TIMESTAMP)
), "of visit" AS (
  /* event visit from shop.visits, for `seoul_sign_ups` */
  SELECT
    "candidates"."customer" AS "customer",
    ARG_MAX_NULL("visit"."city", ROW("visit"."at", "visit"."at")) AS "last visit.city"
  FROM "candidates"
  JOIN "shop"."visits" AS "visit"
    ON "visit"."member" = "candidates"."customer"
  WHERE
    "visit"."at" <= CAST('2026-03-01 03:00:00' AS TIMESTAMP)
  GROUP BY
    "candidates"."customer"
), "with facts" AS (
  SELECT
    "candidates".*,
    "of visit"."last visit.city" AS "last visit.city"
  FROM "candidates"
  JOIN "of visit"
    ON "of visit"."customer" = "candidates"."customer"
)
SELECT
  COUNT(*) AS "customers"
FROM "with facts"
WHERE
  "with facts"."last visit.city" = 'Seoul'
  AND NOT EXISTS(
    SELECT
      1
    FROM "shop"."orders" AS "purchase"
    WHERE
      "purchase"."member" = "with facts"."customer"
      AND "purchase"."bought_at" <= CAST('2026-03-01 03:00:00' AS TIMESTAMP)
  );
