-- Points that were given: what each gift of them is worth. The ledger has a row for each.
ALTER TABLE "gift_rows" ADD COLUMN "points" DECIMAL(18, 6);

CREATE VIEW "ledger" AS
SELECT g."name", p."key" AS "customer", d."campaign", d."step", d."message" AS "offer", g."at",
       g."points", g."ends"
FROM "gift_rows" AS g JOIN "decisions" AS d ON d."decision" = g."decision"
JOIN "people" AS p ON p."cid" = g."cid"
WHERE g."points" IS NOT NULL;
