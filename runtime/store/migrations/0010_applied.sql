-- The compiled projects that the store knows, each once, by the first digits of their hash.
CREATE TABLE "programs" ("program" VARCHAR PRIMARY KEY, "document" VARCHAR NOT NULL);

INSERT INTO "programs" SELECT DISTINCT left(sha256("program"), 12), "program" FROM "versions";
UPDATE "versions" SET "program" = left(sha256("program"), 12);

-- Which of them was applied when, in the order of `number`: it holds from the instant `at`, up to which
-- the project had run (unknown: before its beginning). `clock`: when by the clock of the wall.
CREATE TABLE "applied" (
  "number" BIGINT NOT NULL PRIMARY KEY, "program" VARCHAR NOT NULL, "at" TIMESTAMP,
  "by" VARCHAR NOT NULL, "commit" VARCHAR, "clock" TIMESTAMP NOT NULL
);

-- What a store ran before there was `segue apply` counts as applied.
INSERT INTO "applied"
SELECT 1, "program", (SELECT "until" FROM "progress"), 'an earlier Segue', NULL, "first_run"
FROM "versions" ORDER BY "first_run" DESC, rowid DESC LIMIT 1;
