-- Two in five buy, most of them once or twice, few ten times and more; every one has a rhythm.
SELECT concat('O', i, '-', n) AS order_no, concat('M', 10000 + i) AS member, bought_at, amount
FROM (
  SELECT i, n, CAST(20 + hash(i, n, 'amount') % (60 + 20 * (hash(i, 'purse') % 12)) * if(hash(i, 'rich') % 9 = 0, 15, 1) AS DECIMAL(18, 2)) AS amount,
         signed + to_hours(CAST(12 + n * (200 + hash(i, 'rhythm') % 900) + hash(i, n, 'late') % 150 AS INTEGER)) AS bought_at
  FROM (SELECT i, TIMESTAMP '2025-06-01' + to_hours(CAST(hash(i, 'sign-up') % 8760 AS INTEGER)) AS signed FROM range(3000) AS t(i)) AS people,
       range(16) AS v(n)
  WHERE hash(i, 'buys') % 5 < 2 AND n < [1, 1, 1, 2, 2, 3, 5, 8, 12, 16][1 + CAST(hash(i, 'orders') % 10 AS INTEGER)]
)
WHERE bought_at < TIMESTAMP '2026-06-01'
