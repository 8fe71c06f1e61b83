SELECT concat('C', 10000 + i) AS member, TIMESTAMP '2026-03-15' + to_minutes(CAST(hash(i, 'friend') % 72000 AS INTEGER)) + to_hours(CAST(hash(i, 'profile') % 200 AS INTEGER)) AS completed_at
FROM range(2000) AS t(i) WHERE hash(i, 'messenger') % 10 < 5 AND i % 3 = 0 AND hash(i, 'completes') % 4 = 0
