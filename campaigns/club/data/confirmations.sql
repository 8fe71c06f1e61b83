SELECT concat('C', 10000 + i) AS member, TIMESTAMP '2026-03-15' + to_minutes(CAST(hash(i, 'given') % 72000 AS INTEGER)) + INTERVAL 3 HOUR AS at, concat('c', 10000 + i, '@mail.example') AS address
FROM range(2000) AS t(i) WHERE hash(i, 'email') % 5 < 2 AND hash(i, 'gives') % 2 = 0 AND hash(i, 'confirms') % 3 > 0
