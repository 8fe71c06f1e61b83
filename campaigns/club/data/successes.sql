SELECT concat('C', 10000 + i) AS member, TIMESTAMP '2026-03-15' + to_minutes(CAST(hash(i, n, 'fails') % 72000 AS INTEGER)) + to_minutes(1 + CAST(hash(i, n, 'mends') % 20 AS INTEGER)) AS at, 'export' AS action
FROM range(2000) AS t(i), range(2) AS v(n) WHERE i % 5 = 3
