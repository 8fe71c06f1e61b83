SELECT concat('C', 10000 + i) AS member, TIMESTAMP '2026-03-15' + to_minutes(CAST(hash(i, 'line friend') % 72000 AS INTEGER)) + to_minutes(1 + CAST(hash(i, 'binds') % 6000 AS INTEGER)) AS at
FROM range(2000) AS t(i) WHERE hash(i, 'line') % 10 < 5 AND i % 3 = 1 AND hash(i, 'bound') % 2 = 0
