-- Who was forgotten: of whoever they were, their number and the name in the place of their key are
-- left.
CREATE TABLE "forgotten" ("cid" BIGINT NOT NULL);

-- By what they are known where they come in again: hashes with a secret that the store does not hold.
-- `kind`: `key`, `message` (the name of one that they had got), or `secret`, the hash of no text, by
-- which another secret is noticed.
CREATE TABLE "suppressed" ("kind" VARCHAR NOT NULL, "hash" VARCHAR NOT NULL);
