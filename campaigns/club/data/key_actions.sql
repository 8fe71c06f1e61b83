-- Half of those on trial do much in the first days, the others little.
SELECT concat('C', 10000 + i) AS member, TIMESTAMP '2026-03-25' + to_minutes(CAST(hash(i, 'trial') % 42000 AS INTEGER)) + to_minutes(CAST(hash(i, n, 'action') % 5000 AS INTEGER)) AS at, ['export', 'import', 'share'][1 + CAST(hash(i, n, 'which') % 3 AS INTEGER)] AS action
FROM range(2000) AS t(i), range(16) AS v(n) WHERE i % 7 = 3 AND n < if(hash(i, 'keen') % 2 = 0, 16, 4)
