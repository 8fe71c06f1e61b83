SELECT concat('C', 10000 + i) AS member, TIMESTAMP '2026-03-25' + to_minutes(CAST(hash(i, 'trial') % 42000 AS INTEGER)) + to_hours(60 + CAST(hash(i, 'upgrade') % 200 AS INTEGER)) AS at, CAST(99 AS DECIMAL(18, 2)) AS amount
FROM range(2000) AS t(i) WHERE i % 7 = 3 AND hash(i, 'keen') % 2 = 0 AND hash(i, 'upgrades') % 3 = 0
