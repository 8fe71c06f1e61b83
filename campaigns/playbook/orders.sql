-- Two in five buy, most of them once or twice, few ten times and more; every one has a rhythm, from
-- four days to two months, and half of what is bought is the product of their habit. Amounts are in
-- won, margins a quarter of them.
-- A few who ordered once, and long ago, come back in April for what was promised to them.
SELECT concat('O', i, '-', n) AS order_no, concat('M', 10000 + i) AS member, bought_at, amount,
       CAST(amount / 4 AS DECIMAL(18, 2)) AS margin, concat('P', thing) AS product,
       ['dog pads', 'dog food', 'cat food', 'cat litter', 'toys', 'care', 'beds', 'new collection'][1 + CAST(thing % 8 AS INTEGER)] AS category,
       if(hash(i, n, 'coupon') % 25 = 0, 'LOST14', NULL) AS coupon
FROM (
  SELECT i, n, CAST(1000 * (20 + hash(i, n, 'amount') % (60 + 20 * (hash(i, 'purse') % 12)) * if(hash(i, 'rich') % 9 = 0, 15, 1)) AS DECIMAL(18, 2)) AS amount,
         if(hash(i, n, 'habit') % 2 = 0, hash(i, 'thing'), hash(i, n, 'thing')) % 40 AS thing,
         signed + to_hours(CAST(12 + n * (90 + (hash(i, 'rhythm') % 38) ** 2) + hash(i, n, 'late') % 150 AS INTEGER)) AS bought_at
  FROM (SELECT i, TIMESTAMP '2025-06-01' + to_hours(CAST(hash(i, 'sign-up') % 8760 AS INTEGER)) AS signed FROM range(3000) AS t(i)) AS people,
       range(16) AS v(n)
  WHERE hash(i, 'buys') % 5 < 2 AND n < [1, 1, 1, 2, 2, 3, 5, 8, 12, 16][1 + CAST(hash(i, 'orders') % 10 AS INTEGER)]
)
WHERE bought_at < TIMESTAMP '2026-06-01'
UNION ALL
SELECT concat('O', i, '-back'), concat('M', 10000 + i), TIMESTAMP '2026-04-08' + to_hours(CAST(hash(i, 'back') % 100 AS INTEGER)),
       CAST(20000 AS DECIMAL(18, 2)), CAST(5000 AS DECIMAL(18, 2)), 'P4', 'toys', 'COMEBACK30'
FROM range(3000) AS t(i)
WHERE hash(i, 'buys') % 5 < 2 AND hash(i, 'orders') % 10 < 3 AND hash(i, 'sign-up') % 8760 < 4000 AND hash(i, 'comes back') % 8 = 0
