-- The Parquet files in the archive's folder that hold rows of the journal which the store no longer
-- has, by name. What else lies in the folder counts for nothing. `gone`: another file has its rows,
-- and it is to be taken away.
CREATE TABLE "archived" (
  "file" VARCHAR NOT NULL PRIMARY KEY, "rows" BIGINT NOT NULL, "gone" BOOLEAN NOT NULL
);
