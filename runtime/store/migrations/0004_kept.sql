-- What campaigns set: fields and lists that Segue keeps, whose name the decision has as `message`.
-- The value is written as text, unknown where nothing is known.
CREATE TABLE "set_rows" (
  "eid" BIGINT NOT NULL, "cid" BIGINT NOT NULL, "decision" INTEGER NOT NULL,
  "at" TIMESTAMP NOT NULL, "seq" BIGINT NOT NULL, "phase" TINYINT NOT NULL, "value" VARCHAR
);

DROP VIEW "journal";

CREATE VIEW "journal" AS
SELECT r."at", r."seq", r."phase", d."campaign", d."version", r."cid", r."eid", r."cause",
       d."step_order", d."kind", d."step", d."message", d."channel", d."arm",
       coalesce(k."value", d."reason") AS "reason", d."rule"
FROM "journal_rows" AS r JOIN "decisions" AS d ON d."decision" = r."decision"
LEFT JOIN "set_rows" AS k
  ON k."eid" = r."eid" AND k."decision" = r."decision" AND k."at" = r."at";
