SELECT concat('C', 10000 + i) AS member, TIMESTAMP '2026-04-01' + to_minutes(CAST(hash(i, n, 'appointment') % 54000 AS INTEGER)) + INTERVAL 2 MINUTE AS at, concat('A', i, '-', n) AS appointment
FROM range(2000) AS t(i), range(2) AS v(n) WHERE i % 6 = 2 AND n <= hash(i, 'classes') % 2 AND hash(i, n, 'comes') % 6 > 1
