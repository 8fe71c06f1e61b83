-- Messages name the decision that planned them, as rows of the journal do, instead of repeating its
-- words; the view has the words. `free_…` is unknown where no cap counts the message.
CREATE TABLE "message_rows" (
  "name" VARCHAR NOT NULL, "eid" BIGINT NOT NULL, "cid" BIGINT NOT NULL,
  "decision" INTEGER NOT NULL, "chain" VARCHAR NOT NULL,
  "at" TIMESTAMP NOT NULL, "seq" BIGINT NOT NULL, "phase" TINYINT NOT NULL,
  "service" BOOLEAN NOT NULL,
  "free_day" TIMESTAMP, "free_week" TIMESTAMP, "free_month" TIMESTAMP
);

INSERT INTO "message_rows"
SELECT m."name", m."eid", m."cid", d."decision", m."chain", m."at", m."seq", m."phase",
       m."service", m."free_day", m."free_week", m."free_month"
FROM "messages" AS m JOIN "decisions" AS d
  ON d."kind" = 'planned' AND d."campaign" = m."campaign" AND d."version" = m."version"
 AND d."step" = m."step" AND d."message" = m."message" AND d."channel" = m."channel"
ORDER BY m.rowid;

DROP TABLE "messages";

CREATE VIEW "messages" AS
SELECT r."name", r."eid", r."cid", d."campaign", d."version", d."step", d."message", d."channel",
       r."chain", r."at", r."seq", r."phase", r."service",
       r."free_day", r."free_week", r."free_month"
FROM "message_rows" AS r JOIN "decisions" AS d ON d."decision" = r."decision";

-- A tick looks up the few keys that are new in it, whatever the number of customers.
CREATE UNIQUE INDEX "people_key" ON "people" ("key");
