-- Who was moved along (S35): with which application, at which instant, from which version and step of
-- a campaign into which, and how many they were.
CREATE TABLE "moves" (
  "application" BIGINT NOT NULL, "at" TIMESTAMP NOT NULL, "campaign" VARCHAR NOT NULL,
  "before" VARCHAR NOT NULL, "step" VARCHAR NOT NULL, "version" VARCHAR NOT NULL,
  "onto" VARCHAR NOT NULL, "customers" BIGINT NOT NULL
);
