-- Which session with the store has a message in hand, while it lasts; and who led, one after another:
-- the last of them alone may execute.
ALTER TABLE "open_messages" ADD COLUMN "holder" INTEGER;

CREATE TABLE "leaders" ("epoch" BIGINT NOT NULL, "who" VARCHAR NOT NULL);
