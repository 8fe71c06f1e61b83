SELECT concat('C', 10000 + i) AS member, TIMESTAMP '2026-03-15' + to_minutes(CAST(hash(i, n, 'delivery') % 72000 AS INTEGER)) AS delivered_at, concat('P', i) AS plan_id
FROM range(2000) AS t(i), range(7) AS v(n) WHERE i % 4 = 0 AND n < hash(i, 'deliveries') % 8
