-- What people did to whole campaigns (S36), in the order of `number`: each at the instant up to which
-- the project had run, before anything at that instant. `dates`: what a resume says of the waits.
CREATE TABLE "acts" (
  "number" BIGINT NOT NULL PRIMARY KEY, "campaign" VARCHAR NOT NULL, "at" TIMESTAMP NOT NULL,
  "kind" VARCHAR NOT NULL, "dates" VARCHAR, "by" VARCHAR NOT NULL
);
