-- What is called is planned and handed over as messages are, by a way of its own (`hook crm`), and is
-- no message.
CREATE VIEW "outgoing" AS
SELECT r."name", r."eid", r."cid", d."campaign", d."version", d."step", d."message", d."channel",
       r."chain", r."at", r."seq", r."phase", r."service",
       r."free_day", r."free_week", r."free_month", d."kind"
FROM "message_rows" AS r JOIN "decisions" AS d ON d."decision" = r."decision";

DROP VIEW "messages";

CREATE VIEW "messages" AS
SELECT "name", "eid", "cid", "campaign", "version", "step", "message", "channel", "chain", "at", "seq",
       "phase", "service", "free_day", "free_week", "free_month"
FROM "outgoing" WHERE "kind" = 'planned';
