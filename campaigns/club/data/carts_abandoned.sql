SELECT concat('C', 10000 + i) AS member, TIMESTAMP '2026-03-15' + to_minutes(CAST(hash(i, 'cart') % 72000 AS INTEGER)) + INTERVAL 1 DAY AS at, concat('K', i, '-0') AS cart,
       CAST(30 + hash(i, 'total') % 90 AS DECIMAL(18, 2)) AS total
FROM range(2000) AS t(i) WHERE hash(i, 'carts') % 3 = 0 AND hash(i, 'goes on') % 3 = 1
