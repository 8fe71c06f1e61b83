-- What the store keeps that hangs on the text, with the meaning by which it was made: population
-- values of the latest snapshot, and when or for what customers may enter a campaign again (S35).
CREATE TABLE "meanings" (
  "kind" VARCHAR NOT NULL, "name" VARCHAR NOT NULL, "meaning" VARCHAR NOT NULL,
  PRIMARY KEY ("kind", "name")
);
