-- Keys are looked up one by one, by the index. Packed, the thousands beside one are unpacked for it.
CREATE TABLE "keys" (
  "cid" BIGINT NOT NULL, "key" VARCHAR NOT NULL USING COMPRESSION uncompressed
);
INSERT INTO "keys" SELECT "cid", "key" FROM "people" ORDER BY "cid";
DROP TABLE "people";
ALTER TABLE "keys" RENAME TO "people";
CREATE UNIQUE INDEX "people_key" ON "people" ("key");
