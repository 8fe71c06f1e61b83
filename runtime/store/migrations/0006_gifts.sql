-- What campaigns gave, each gift under its own name (S27). `pool` is the file from which it has its
-- code, whatever the offer is called; `code` is unknown where there was none left, `ends` where a
-- gift has no end. The decision says of which offer it is, and why it has no code. What stands here
-- is in the journal, too, with the code as its reason.
CREATE TABLE "gift_rows" (
  "name" VARCHAR NOT NULL, "eid" BIGINT NOT NULL, "cid" BIGINT NOT NULL,
  "decision" INTEGER NOT NULL, "at" TIMESTAMP NOT NULL, "seq" BIGINT NOT NULL,
  "phase" TINYINT NOT NULL, "pool" VARCHAR, "code" VARCHAR, "ends" TIMESTAMP
);

CREATE VIEW "gifts" AS
SELECT g."name", g."eid", g."cid", d."campaign", d."version", d."step", d."step_order",
       d."message" AS "offer", g."at", g."seq", g."phase", g."code", g."ends", d."reason" AS "why"
FROM "gift_rows" AS g JOIN "decisions" AS d ON d."decision" = g."decision";

DROP VIEW "journal";

CREATE VIEW "journal" AS
SELECT r."at", r."seq", r."phase", d."campaign", d."version", r."cid", r."eid", r."cause",
       d."step_order", d."kind", d."step", d."message", d."channel", d."arm",
       coalesce(k."value", d."reason") AS "reason", d."rule"
FROM "journal_rows" AS r JOIN "decisions" AS d ON d."decision" = r."decision"
LEFT JOIN "set_rows" AS k
  ON k."eid" = r."eid" AND k."decision" = r."decision" AND k."at" = r."at"
UNION ALL
SELECT g."at", g."seq", g."phase", d."campaign", d."version", g."cid", g."eid", '' AS "cause",
       d."step_order", d."kind", d."step", d."message", d."channel", d."arm",
       coalesce(g."code", d."reason") AS "reason", d."rule"
FROM "gift_rows" AS g JOIN "decisions" AS d ON d."decision" = g."decision";
