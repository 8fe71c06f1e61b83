-- What is to be looked at before the instant $until, numbered in the order in which it comes due.
-- $channels wait $microseconds for a receipt.
--
-- A message without rows comes due at its own instant, one that waits when its wait is over, one
-- whose attempt or refusal stands last (a stop came in between) at once, and one that a provider
-- has taken only where a receipt, or the want of one, hands it on to the rest of its chain. While its
-- campaign is paused no message comes due, and then not before the resume; a stop has withdrawn all,
-- and what a provider had taken before goes to no other channel; likewise where the customer was
-- forgotten.
CREATE OR REPLACE TEMP TABLE dispatch_due AS
WITH patience AS (
  SELECT unnest($channels::VARCHAR[]) AS "channel",
         unnest($microseconds::BIGINT[]) AS "microseconds"
), acted AS (
  SELECT "campaign", arg_max("kind", "number") = 'paused' AS "paused",
         max("at") FILTER ("kind" = 'resumed') AS "resumed",
         max("at") FILTER ("kind" = 'stopped') AS "stopped"
  FROM "acts" GROUP BY "campaign"
), taken AS (
  SELECT m."name", left(m."name", length(m."name") - length(m."step") - 1) AS "enrolment",
         m."step", m."message", o."rejected", o."at" AS "taken", o."attempt", o."channel"
  FROM "open_messages" o JOIN "outgoing" m ON m."name" = o."name"
  ANTI JOIN acted a ON a."campaign" = m."campaign" AND a."stopped" > m."at"
  ANTI JOIN "forgotten" f ON f."cid" = m."cid"
  WHERE o."due" IS NULL
), failed AS (
  SELECT t."name", arg_min({'at': r."arrival", 'why': r."reason"}, r."arrival") AS "receipt"
  FROM taken t JOIN "dispatch_failed" r ON r."enrolment" = t."enrolment"
  WHERE coalesce(r."step" = t."step", r."message" = t."message")
    AND r."arrival" >= t."taken" AND coalesce(r."channel", t."channel") = t."channel"
  GROUP BY t."name"
), unheard AS (
  SELECT t."name", t."taken" + to_microseconds(f."microseconds") AS "at"
  FROM taken t JOIN patience f ON f."channel" = t."channel"
  ANTI JOIN "dispatch_delivered" r
    ON r."enrolment" = t."enrolment" AND coalesce(r."step" = t."step", r."message" = t."message")
   AND coalesce(r."channel", t."channel") = t."channel"
   AND r."time" <= t."taken" + to_microseconds(f."microseconds")
), receipts AS (
  SELECT t."name", t."rejected", t."attempt", t."channel", t."taken" AS "at",
         least(f."receipt"."at", u."at") AS "due",
         CASE WHEN f."receipt"."at" <= coalesce(u."at", f."receipt"."at")
              THEN 'failed' || coalesce(': ' || f."receipt"."why", '') ELSE 'no receipt' END
           AS "detail"
  FROM taken t LEFT JOIN failed f ON f."name" = t."name" LEFT JOIN unheard u ON u."name" = t."name"
  WHERE f."name" IS NOT NULL OR u."name" IS NOT NULL
), due AS (
  SELECT "name", "rejected", "due", "at", "attempt", "outcome", "channel", "detail"
  FROM "open_messages" WHERE "due" < $until
  UNION ALL
  SELECT "name", "rejected", "due", "at", "attempt", 'accepted', "channel", "detail" FROM receipts
), held AS (
  SELECT d."name", a."paused", a."resumed"
  FROM due d JOIN "outgoing" m ON m."name" = d."name" JOIN acted a ON a."campaign" = m."campaign"
), free AS (
  SELECT d.* REPLACE (greatest(d."due", h."resumed") AS "due")
  FROM due d LEFT JOIN held h ON h."name" = d."name" WHERE NOT coalesce(h."paused", false)
)
SELECT row_number() OVER (ORDER BY "due", "name") AS "number", * FROM free WHERE "due" < $until
