SELECT concat('M', 10000 + i) AS member, signed + to_hours(CAST(hash(i, n, 'when') % 2200 AS INTEGER)) + INTERVAL 5 MINUTE AS at,
       concat('P', hash(i, n, 'product') % 40) AS product,
       ['dog pads', 'dog food', 'cat food', 'cat litter', 'toys', 'care', 'beds', 'new collection'][1 + CAST(hash(i, n, 'product') % 8 AS INTEGER)] AS category
FROM (SELECT i, TIMESTAMP '2025-06-01' + to_hours(CAST(hash(i, 'sign-up') % 8760 AS INTEGER)) AS signed FROM range(3000) AS t(i)) AS people,
     range(6) AS v(n)
WHERE n < hash(i, 'visits') % 7 AND hash(i, 'looks') % 4 > 0
  AND signed + to_hours(CAST(hash(i, n, 'when') % 2200 AS INTEGER)) < TIMESTAMP '2026-06-01'
