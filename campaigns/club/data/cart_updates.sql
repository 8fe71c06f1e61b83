-- A cart changes up to three times within a few hours.
SELECT concat('C', 10000 + i) AS member, TIMESTAMP '2026-03-15' + to_minutes(CAST(hash(i, 'cart') % 72000 AS INTEGER)) + to_minutes(n * CAST(hash(i, 'slow') % 200 AS INTEGER)) AS at, concat('K', i, '-0') AS cart,
       ['Tent', 'Tent, stove', 'Tent, stove, mat'][n + 1] AS products, CAST((40 + hash(i, 'total') % 60) * (n + 1) AS DECIMAL(18, 2)) AS total
FROM range(2000) AS t(i), range(3) AS v(n) WHERE hash(i, 'carts') % 3 = 0 AND n <= hash(i, 'changes') % 3
