-- Since when, and up to when, changes of place are watched, and what the place means: where that has
-- changed, nobody has moved.
CREATE TABLE "movements" (
  "name" VARCHAR NOT NULL PRIMARY KEY, "meaning" VARCHAR NOT NULL, "until" TIMESTAMP NOT NULL
);
