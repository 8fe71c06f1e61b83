SELECT concat('C', 10000 + i) AS member, TIMESTAMP '2026-03-15' + to_minutes(CAST(hash(i, 'friend') % 72000 AS INTEGER)) + to_minutes(5 + CAST(hash(i, 'answer') % 4000 AS INTEGER)) AS at,
       if(hash(i, 'pet') % 5 < 3, 'dog', 'cat') AS kind
FROM range(2000) AS t(i) WHERE hash(i, 'messenger') % 10 < 5 AND i % 3 = 0 AND hash(i, 'answers') % 3 > 0
