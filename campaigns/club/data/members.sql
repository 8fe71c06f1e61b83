-- Two thousand members. Two in five come without an address; who confirms one has it from a minute
-- before on, as a version of its own.
SELECT concat('C', 10000 + i) AS member, valid_from,
       ['Anna', 'Ben', 'Chiara', 'David', 'Ewa', 'Finn', 'Greta'][1 + CAST(hash(i, 'name') % 7 AS INTEGER)] AS name,
       if(known, concat('c', 10000 + i, '@mail.example'), NULL) AS email,
       if(hash(i, 'phone') % 10 < 8, concat('+49 30 ', 10000 + i), NULL) AS phone,
       if(hash(i, 'line') % 10 < 5, concat('U', 10000 + i), NULL) AS line_id,
       if(hash(i, 'messenger') % 10 < 5, concat('K', 10000 + i), NULL) AS messenger_id,
       if(hash(i, 'app') % 10 < 7, concat('A', 10000 + i), NULL) AS app_id,
       hash(i, 'wants sms') % 10 < 6 AS wants_sms, hash(i, 'wants push') % 10 < 7 AS wants_push,
       hash(i, 'wants line') % 10 < 8 AS wants_line, hash(i, 'wants messenger') % 10 < 8 AS wants_messenger
FROM (
  SELECT i, TIMESTAMP '2025-06-01' AS valid_from, hash(i, 'email') % 5 > 1 AS known FROM range(2000) AS t(i)
  UNION ALL
  SELECT i, TIMESTAMP '2026-03-15' + to_minutes(CAST(hash(i, 'given') % 72000 AS INTEGER)) + INTERVAL 179 MINUTE, true FROM range(2000) AS t(i)
  WHERE hash(i, 'email') % 5 < 2 AND hash(i, 'gives') % 2 = 0 AND hash(i, 'confirms') % 3 > 0
)
