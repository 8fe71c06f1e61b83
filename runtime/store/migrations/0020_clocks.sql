-- Of which release of the rules of clocks the zones' rows are; none where that was not noted yet.
CREATE TABLE "clocks" ("tzdata" VARCHAR NOT NULL);
