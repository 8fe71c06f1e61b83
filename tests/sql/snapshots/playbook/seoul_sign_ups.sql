-- seoul_sign_ups, as of 2026-03-01 03:00 UTC
--   segment seoul_sign_ups "Came from Seoul, signed up two weeks ago, never bought"
--     last visit.city = "Seoul"
--     signed_up more than 14 days ago
--     no purchase
WITH "everybody" AS (
  /* customers from shop.members */
  SELECT
    "member" AS "customer",
    "signed_up" AS "signed_up"
  FROM "shop"."members"
), "of visit" AS (
  /* event visit from shop.visits, for `seoul_sign_ups` */
  SELECT
    "visit"."member" AS "customer",
    ARG_MAX_NULL("visit"."city", ROW("visit"."at", "visit"."at")) AS "last visit.city"
  FROM "shop"."visits" AS "visit"
  WHERE
    "visit"."at" <= CAST('2026-03-01 03:00:00' AS TIMESTAMP)
  GROUP BY
    "visit"."member"
), "of purchase" AS (
  /* event purchase from shop.orders, for `seoul_sign_ups` */
  SELECT
    "purchase"."member" AS "customer",
    COUNT(*) AS "count of purchase"
  FROM "shop"."orders" AS "purchase"
  WHERE
    "purchase"."bought_at" <= CAST('2026-03-01 03:00:00' AS TIMESTAMP)
  GROUP BY
    "purchase"."member"
), "with seoul_sign_ups" AS (
  /* segment seoul_sign_ups "Came from Seoul, signed up two weeks ago, never bought" */
  SELECT
    "everybody".*,
    COALESCE(
      "of visit"."last visit.city" = 'Seoul'
      AND "everybody"."signed_up" <= CAST('2026-02-15 03:00:00' AS TIMESTAMP)
      AND NOT (
        COALESCE("of purchase"."count of purchase", 0) > 0
      ),
      FALSE
    ) AS "seoul_sign_ups"
  FROM "everybody"
  LEFT JOIN "of visit"
    ON "of visit"."customer" = "everybody"."customer"
  LEFT JOIN "of purchase"
    ON "of purchase"."customer" = "everybody"."customer"
)
SELECT
  COUNT(*) AS "customers"
FROM (
  SELECT
    "with seoul_sign_ups"."customer" AS "customer",
    "with seoul_sign_ups"."seoul_sign_ups" AS "seoul_sign_ups"
  FROM "with seoul_sign_ups"
) AS "asked"
WHERE
  "asked"."seoul_sign_ups";
