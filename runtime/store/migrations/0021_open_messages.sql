-- What was planned and may have to be handed over yet, each with the last row that the log has of it
-- (none yet: `outcome` is unknown), so that a hand-over looks at these alone, however much was sent.
-- It is looked at when it is `due`; what was taken by a channel that has others behind it is not due,
-- and waits for a receipt. `rejected`: when a channel refused it last. What is done with is not here.
CREATE TABLE "open_messages" (
  "name" VARCHAR NOT NULL, "cid" BIGINT NOT NULL, "due" TIMESTAMP, "at" TIMESTAMP NOT NULL,
  "rejected" TIMESTAMP, "attempt" INTEGER NOT NULL, "outcome" VARCHAR, "channel" VARCHAR,
  "detail" VARCHAR NOT NULL
);

INSERT INTO "open_messages"
WITH stages AS (
  SELECT "name", max({
    'attempt': "attempt",
    'stage': CASE "outcome" WHEN 'attempt' THEN 0 WHEN 'accepted' THEN 1 WHEN 'refused' THEN 1
                            WHEN 'rejected' THEN 2 WHEN 'waiting' THEN 3 ELSE 4 END,
    'at': "at", 'outcome': "outcome", 'channel': "channel", 'detail': "detail"
  }) AS "last", max("at") FILTER (WHERE "outcome" = 'rejected') AS "rejected"
  FROM "handovers" GROUP BY "name"
)
SELECT m."name", m."cid",
       CASE WHEN s."last"."outcome" = 'accepted' THEN NULL
            ELSE coalesce(s."last"."at", m."at") END AS "due",
       coalesce(s."last"."at", m."at") AS "at", s."rejected",
       coalesce(s."last"."attempt", 0) AS "attempt", s."last"."outcome" AS "outcome",
       s."last"."channel" AS "channel", coalesce(s."last"."detail", '') AS "detail"
FROM "message_rows" m LEFT JOIN stages s ON s."name" = m."name"
WHERE s."name" IS NULL OR s."last"."outcome" IN ('attempt', 'refused', 'rejected', 'waiting')
   OR (s."last"."outcome" = 'accepted' AND contains(m."chain", ',')
       AND string_split(m."chain", ',')[-1] <> s."last"."channel");
