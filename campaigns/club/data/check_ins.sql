SELECT concat('C', 10000 + i) AS member, TIMESTAMP '2026-04-01 17:00' + to_days(3 * CAST(hash(i, n, 'evening') % 14 AS INTEGER)) + INTERVAL 5 MINUTE AS at, concat('S', i, '-', n) AS seat
FROM range(2000) AS t(i), range(2) AS v(n) WHERE i % 4 = 1 AND n <= hash(i, 'evenings') % 2 AND hash(i, n, 'comes') % 3 > 0
