-- Guards that were broken: from which snapshot on a version of a campaign lets nobody in, and by what.
CREATE TABLE "broken_guards" (
  "campaign" VARCHAR NOT NULL, "version" VARCHAR NOT NULL, "guard" VARCHAR NOT NULL,
  "at" TIMESTAMP NOT NULL, "reached" BIGINT NOT NULL, "entered" BIGINT NOT NULL
);
