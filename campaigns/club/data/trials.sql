SELECT concat('C', 10000 + i) AS member, TIMESTAMP '2026-03-25' + to_minutes(CAST(hash(i, 'trial') % 42000 AS INTEGER)) AS at FROM range(2000) AS t(i) WHERE i % 7 = 3
