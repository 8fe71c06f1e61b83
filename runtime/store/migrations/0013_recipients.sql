-- A planned message may go to somebody else than the customer: `told` says to whom.
DROP VIEW "messages";

DROP VIEW "outgoing";

CREATE VIEW "outgoing" AS
SELECT r."name", r."eid", r."cid", d."campaign", d."version", d."step", d."message", d."channel",
       r."chain", r."at", r."seq", r."phase", r."service",
       r."free_day", r."free_week", r."free_month", d."kind", d."reason" AS "told"
FROM "message_rows" AS r JOIN "decisions" AS d ON d."decision" = r."decision";

CREATE VIEW "messages" AS
SELECT "name", "eid", "cid", "campaign", "version", "step", "message", "channel", "chain", "at", "seq",
       "phase", "service", "free_day", "free_week", "free_month", "told"
FROM "outgoing" WHERE "kind" = 'planned';
