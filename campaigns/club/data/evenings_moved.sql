SELECT concat('C', 10000 + i) AS member, TIMESTAMP '2026-04-01 17:00' + to_days(3 * CAST(hash(i, n, 'evening') % 14 AS INTEGER)) - to_hours(12 + CAST(hash(i, n, 'early') % 300 AS INTEGER)) + INTERVAL 5 HOUR AS at, concat('S', i, '-', n) AS seat, ['Tea', 'Wine', 'Films'][n + 1] AS title, 'Cellar' AS place,
       TIMESTAMP '2026-04-01 17:00' + to_days(3 * CAST(hash(i, n, 'evening') % 14 AS INTEGER)) + INTERVAL 1 DAY AS starts
FROM range(2000) AS t(i), range(2) AS v(n) WHERE i % 4 = 1 AND n <= hash(i, 'evenings') % 2 AND hash(i, n, 'moves') % 9 = 0
