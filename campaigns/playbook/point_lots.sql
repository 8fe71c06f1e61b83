SELECT concat('L', i, '-', n) AS lot_id, concat('M', 10000 + i) AS member, CAST(if(hash(i, n, 'spent') % 3 = 0, 0, 100 * (1 + hash(i, n, 'points') % 30)) AS BIGINT) AS "left",
       DATE '2026-03-01' + CAST(hash(i, n, 'ends') % 200 AS INTEGER) AS ends
FROM range(3000) AS t(i), range(3) AS v(n) WHERE hash(i, 'buys') % 5 < 2 AND n < hash(i, 'lots') % 4
