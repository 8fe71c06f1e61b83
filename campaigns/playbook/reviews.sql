-- Some review all that they get, most never do.
SELECT concat('M', 10000 + i) AS member, bought_at + to_hours(40 + CAST(hash(i, n, 'parcel') % 60 AS INTEGER)) + to_hours(10 + CAST(hash(i, n, 'writes') % 200 AS INTEGER)) AS at, concat('O', i, '-', n) AS order_no
FROM (
  SELECT i, n, if(hash(i, n, 'habit') % 2 = 0, hash(i, 'thing'), hash(i, n, 'thing')) % 40 AS thing,
         signed + to_hours(CAST(12 + n * (200 + hash(i, 'rhythm') % 900) + hash(i, n, 'late') % 150 AS INTEGER)) AS bought_at
  FROM (SELECT i, TIMESTAMP '2025-06-01' + to_hours(CAST(hash(i, 'sign-up') % 8760 AS INTEGER)) AS signed FROM range(3000) AS t(i)) AS people,
       range(16) AS v(n)
  WHERE hash(i, 'buys') % 5 < 2 AND n < [1, 1, 1, 2, 2, 3, 5, 8, 12, 16][1 + CAST(hash(i, 'orders') % 10 AS INTEGER)]
)
WHERE (hash(i, 'reviewer') % 3 = 0 OR hash(i, n, 'review') % 12 = 0)
  AND bought_at + to_hours(40 + CAST(hash(i, n, 'parcel') % 60 AS INTEGER)) + to_hours(10 + CAST(hash(i, n, 'writes') % 200 AS INTEGER)) < TIMESTAMP '2026-06-01'
