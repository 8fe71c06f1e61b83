-- The campaign files of which a program was compiled, word for word, so that a later text can be
-- shown beside them.
CREATE TABLE "texts" (
  "program" VARCHAR NOT NULL, "path" VARCHAR NOT NULL, "text" VARCHAR NOT NULL
);
