-- The booking system tells some of them twice.
SELECT concat('C', 10000 + i) AS member, TIMESTAMP '2026-04-01' + to_minutes(CAST(hash(i, n, 'appointment') % 54000 AS INTEGER)) - INTERVAL 3 DAY + to_minutes(twice) AS at, concat('A', i, '-', n) AS appointment,
       ['Yoga', 'Judo'][n + 1] AS class, TIMESTAMP '2026-04-01' + to_minutes(CAST(hash(i, n, 'appointment') % 54000 AS INTEGER)) AS starts
FROM range(2000) AS t(i), range(2) AS v(n), range(2) AS w(twice)
WHERE i % 6 = 2 AND n <= hash(i, 'classes') % 2 AND (twice = 0 OR hash(i, n, 'twice') % 5 = 0)
