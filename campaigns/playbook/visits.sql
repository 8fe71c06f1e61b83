-- Most come by a few times; some see pages only, some look at products too.
SELECT concat('M', 10000 + i) AS member, signed + to_hours(CAST(hash(i, n, 'when') % 2200 AS INTEGER)) AS at,
       if(hash(i, 'city') % 4 = 0 OR hash(i, n, 'away') % 5 = 0, 'Seoul', 'elsewhere') AS city,
       if(hash(i, n, 'page') % 8 = 0, 'coupons', 'home') AS page
FROM (SELECT i, TIMESTAMP '2025-06-01' + to_hours(CAST(hash(i, 'sign-up') % 8760 AS INTEGER)) AS signed FROM range(3000) AS t(i)) AS people,
     range(6) AS v(n)
WHERE n < hash(i, 'visits') % 7
  AND signed + to_hours(CAST(hash(i, n, 'when') % 2200 AS INTEGER)) < TIMESTAMP '2026-06-01'
