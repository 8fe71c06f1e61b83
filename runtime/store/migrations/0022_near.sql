-- A large source is not looked through for late rows at every tick. `near`: from when on it was looked
-- at last, with how many rows from there until `until` (`near_rows`) and the sum of their hashes
-- (`near_mark`); unknown where it is always looked through as a whole. `looked`: up to when the project
-- had run when all of it was looked through last; `owing`: it may have changed since.
ALTER TABLE "recorded" ADD COLUMN "near" TIMESTAMP;
ALTER TABLE "recorded" ADD COLUMN "near_rows" BIGINT;
ALTER TABLE "recorded" ADD COLUMN "near_mark" HUGEINT;
ALTER TABLE "recorded" ADD COLUMN "looked" TIMESTAMP;
ALTER TABLE "recorded" ADD COLUMN "owing" BOOLEAN;
