-- Three thousand people who signed up within the year before 2026-06-01, in four cities.
SELECT concat('M', 10000 + i) AS member,
       ['Seoul', 'Busan', 'Incheon', 'Daegu'][1 + CAST(hash(i, 'city') % 4 AS INTEGER)] AS city,
       TIMESTAMP '2025-06-01' + to_hours(CAST(hash(i, 'sign-up') % 8760 AS INTEGER)) AS signed_up
FROM range(3000) AS t(i)
