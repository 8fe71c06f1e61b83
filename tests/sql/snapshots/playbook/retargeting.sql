-- retargeting, as of 2026-03-01 03:00 UTC
--   list retargeting "Whom we advertise to elsewhere", kept
-- `set retargeting` is no table of the shop: `segue count` brings it.
WITH "everybody" AS (
  /* customers from shop.members */
  SELECT
    "member" AS "customer"
  FROM "shop"."members"
), "of set retargeting" AS (
  /* event set retargeting, for `retargeting` */
  SELECT
    "set retargeting"."customer" AS "customer",
    ARG_MAX_NULL("set retargeting"."value", ROW("set retargeting"."time", "set retargeting"."id")) AS "last set retargeting.value"
  FROM "set retargeting" AS "set retargeting"
  WHERE
    "set retargeting"."arrival" <= CAST('2026-03-01 03:00:00' AS TIMESTAMP)
  GROUP BY
    "set retargeting"."customer"
), "with facts" AS (
  SELECT
    "everybody".*,
    "of set retargeting"."last set retargeting.value" AS "last set retargeting.value"
  FROM "everybody"
  LEFT JOIN "of set retargeting"
    ON "of set retargeting"."customer" = "everybody"."customer"
)
SELECT
  COUNT(*) AS "customers"
FROM "with facts"
WHERE
  "with facts"."last set retargeting.value";
