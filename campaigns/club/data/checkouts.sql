SELECT concat('C', 10000 + i) AS member, TIMESTAMP '2026-03-15' + to_minutes(CAST(hash(i, 'cart') % 72000 AS INTEGER)) + INTERVAL 3 HOUR AS at, concat('K', i, '-0') AS cart, 'Tent' AS products
FROM range(2000) AS t(i) WHERE hash(i, 'carts') % 3 = 0 AND hash(i, 'goes on') % 3 = 0
