-- One in four comes to an evening or two; whoever decides late is past some of the reminders.
SELECT concat('C', 10000 + i) AS member, TIMESTAMP '2026-04-01 17:00' + to_days(3 * CAST(hash(i, n, 'evening') % 14 AS INTEGER)) - to_hours(12 + CAST(hash(i, n, 'early') % 300 AS INTEGER)) AS at, concat('S', i, '-', n) AS seat, ['Tea', 'Wine', 'Films'][n + 1] AS title, 'Hall' AS place, TIMESTAMP '2026-04-01 17:00' + to_days(3 * CAST(hash(i, n, 'evening') % 14 AS INTEGER)) AS starts
FROM range(2000) AS t(i), range(2) AS v(n) WHERE i % 4 = 1 AND n <= hash(i, 'evenings') % 2
