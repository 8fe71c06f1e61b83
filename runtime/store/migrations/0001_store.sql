-- What every store holds, whatever the project. Instants are UTC; a seq numbers what happened, in
-- the order of its position, over all kinds of events.

-- One row: the first instant of the project, and the instant up to which it has run (excluded).
CREATE TABLE "progress" (
  "beginning" TIMESTAMP NOT NULL, "until" TIMESTAMP NOT NULL,
  "last_seq" BIGINT NOT NULL, "last_eid" BIGINT NOT NULL
);

-- What was recorded of each kind of event, and of `customers`: rows that arrived before `until`,
-- their number and the sum of their hashes, by which rows that came in late are noticed; how many
-- wait for a later instant (`rest`) or have none (`timeless`); the state of the source then, where
-- it can be told.
CREATE TABLE "recorded" (
  "name" VARCHAR NOT NULL, "until" TIMESTAMP NOT NULL, "last_seq" BIGINT NOT NULL,
  "rows" BIGINT NOT NULL, "mark" HUGEINT NOT NULL, "rest" BIGINT NOT NULL,
  "timeless" BIGINT NOT NULL, "fingerprint" VARCHAR
);

-- Every key that was ever seen, of customers and of events.
CREATE TABLE "people" ("cid" BIGINT NOT NULL, "key" VARCHAR NOT NULL);

CREATE TABLE "snapshots" (
  "at" TIMESTAMP NOT NULL, "name" VARCHAR NOT NULL, "number" DECIMAL(38, 6), "text" VARCHAR
);

-- The zones in use. From `utc_from` on, civil time = instant + seconds; the instant of a civil
-- time from `civil_from` on is the later of civil - seconds and `utc_from`.
CREATE TABLE "zones" (
  "zone" VARCHAR NOT NULL, "utc_from" TIMESTAMP NOT NULL, "utc_until" TIMESTAMP NOT NULL,
  "civil_from" TIMESTAMP NOT NULL, "civil_until" TIMESTAMP NOT NULL, "seconds" INTEGER NOT NULL
);

CREATE TABLE "versions" (
  "campaign" VARCHAR NOT NULL, "version" VARCHAR NOT NULL, "program" VARCHAR NOT NULL,
  "first_run" TIMESTAMP NOT NULL
);

-- Where an enrolment can stand, numbered over all campaigns and versions.
CREATE TABLE "places" (
  "place" INTEGER NOT NULL, "campaign" VARCHAR NOT NULL, "version" VARCHAR NOT NULL,
  "step" VARCHAR NOT NULL, "sort" VARCHAR NOT NULL
);

CREATE TABLE "enrolments" (
  "eid" BIGINT NOT NULL, "campaign" VARCHAR NOT NULL, "version" VARCHAR NOT NULL,
  "cid" BIGINT NOT NULL, "cause" VARCHAR NOT NULL, "at" TIMESTAMP NOT NULL,
  "seq" BIGINT NOT NULL, "time" TIMESTAMP, "shadow" VARCHAR,
  "again_at" TIMESTAMP, "again_value" VARCHAR
);

CREATE TABLE "ended" (
  "eid" BIGINT NOT NULL, "at" TIMESTAMP NOT NULL, "seq" BIGINT NOT NULL,
  "phase" TINYINT NOT NULL, "reason" VARCHAR NOT NULL
);

-- What campaigns can decide, in words, each once: rows of the journal name its number.
CREATE TABLE "decisions" (
  "decision" INTEGER NOT NULL, "campaign" VARCHAR NOT NULL, "version" VARCHAR NOT NULL,
  "kind" VARCHAR NOT NULL, "rule" VARCHAR NOT NULL, "step_order" INTEGER NOT NULL,
  "step" VARCHAR NOT NULL, "message" VARCHAR NOT NULL, "channel" VARCHAR NOT NULL,
  "arm" VARCHAR NOT NULL, "reason" VARCHAR NOT NULL
);

-- One row per decision (S38); `eid` is unknown for refusals. `cause` is written where nothing
-- else has it: an enrolment's stands with it, and who is refused at an event has it as cause.
CREATE TABLE "journal_rows" (
  "at" TIMESTAMP NOT NULL, "seq" BIGINT NOT NULL, "phase" TINYINT NOT NULL,
  "cid" BIGINT NOT NULL, "eid" BIGINT, "decision" INTEGER NOT NULL, "cause" VARCHAR NOT NULL
);

CREATE VIEW "journal" AS
SELECT r."at", r."seq", r."phase", d."campaign", d."version", r."cid", r."eid", r."cause",
       d."step_order", d."kind", d."step", d."message", d."channel", d."arm", d."reason", d."rule"
FROM "journal_rows" AS r JOIN "decisions" AS d ON d."decision" = r."decision";

-- The messages that campaigns planned, each under its own name (S27). `free_…`: from when on it
-- no longer counts in a cap of that length.
CREATE TABLE "messages" (
  "name" VARCHAR NOT NULL, "eid" BIGINT NOT NULL, "cid" BIGINT NOT NULL,
  "campaign" VARCHAR NOT NULL, "version" VARCHAR NOT NULL, "step" VARCHAR NOT NULL,
  "message" VARCHAR NOT NULL, "channel" VARCHAR NOT NULL, "chain" VARCHAR NOT NULL,
  "at" TIMESTAMP NOT NULL, "seq" BIGINT NOT NULL, "phase" TINYINT NOT NULL,
  "service" BOOLEAN NOT NULL,
  "free_day" TIMESTAMP, "free_week" TIMESTAMP, "free_month" TIMESTAMP
);

-- What the dispatcher did with them, in its own order.
CREATE TABLE "handovers" (
  "name" VARCHAR NOT NULL, "attempt" INTEGER NOT NULL, "channel" VARCHAR NOT NULL,
  "at" TIMESTAMP NOT NULL, "outcome" VARCHAR NOT NULL, "detail" VARCHAR
);
