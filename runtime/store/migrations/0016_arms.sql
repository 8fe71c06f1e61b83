-- How splits divide: the arms of each split, by the steps of the versions in which it stands, as text;
-- of splits that learn also the terms, by which they learn from one another.
CREATE TABLE "splits" (
  "campaign" VARCHAR NOT NULL, "version" VARCHAR NOT NULL, "step" VARCHAR NOT NULL,
  "split" VARCHAR NOT NULL, "arms" VARCHAR NOT NULL,
  "terms" VARCHAR
);

-- The splits of which is kept who was given which of their arms, since not all versions divide alike.
CREATE TABLE "uneven_splits" ("campaign" VARCHAR NOT NULL, "split" VARCHAR NOT NULL);

-- Who was given an arm of them that they did not have yet, and at which position.
CREATE TABLE "given_arms" (
  "campaign" VARCHAR NOT NULL, "split" VARCHAR NOT NULL, "cid" BIGINT NOT NULL,
  "at" TIMESTAMP NOT NULL, "seq" BIGINT NOT NULL, "phase" TINYINT NOT NULL, "eid" BIGINT NOT NULL,
  "arm" VARCHAR NOT NULL
);

-- As of each snapshot that was looked at: where the arms of splits that learn end, by how many.
CREATE TABLE "moved_shares" (
  "campaign" VARCHAR NOT NULL, "terms" VARCHAR NOT NULL, "at" TIMESTAMP NOT NULL,
  "arm" VARCHAR NOT NULL, "until" INTEGER NOT NULL, "reached" BIGINT NOT NULL,
  "closed" BIGINT NOT NULL
);
