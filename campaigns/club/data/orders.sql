-- Some name a coupon that they were given, or that they heard of.
SELECT concat('O', i, '-', n) AS order_no, concat('C', 10000 + i) AS member, TIMESTAMP '2026-03-15' + to_minutes(CAST(hash(i, n, 'order') % 72000 AS INTEGER)) AS ordered_at, concat('K', i, '-', n) AS cart,
       CAST(10 + hash(i, n, 'amount') % 190 AS DECIMAL(18, 2)) AS amount,
       [NULL, NULL, 'PROFILE', 'WELCOME10'][1 + CAST(hash(i, n, 'coupon') % 4 AS INTEGER)] AS coupon
FROM range(2000) AS t(i), range(4) AS v(n) WHERE hash(i, 'buys') % 3 = 0 AND n < hash(i, 'orders') % 5
