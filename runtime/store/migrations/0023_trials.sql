-- The tests of splits to which somebody came, by the terms of the split: since when they are under way,
-- and until when. What they decided stands in "moved_shares", as of their end.
CREATE TABLE "trials" (
  "campaign" VARCHAR NOT NULL, "terms" VARCHAR NOT NULL, "begun" TIMESTAMP NOT NULL,
  "ends" TIMESTAMP NOT NULL
);
