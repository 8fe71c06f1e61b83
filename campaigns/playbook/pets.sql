-- Two in three have a pet or two. The shop once wrote 1970-01-01 where it did not know the birthday.
SELECT concat('PET', i, '-', n) AS pet_id, concat('M', 10000 + i) AS member,
       ['Bori', 'Nabi', 'Coco', 'Dubu', 'Kong', 'Mimi', 'Choco'][1 + CAST(hash(i, n, 'pet') % 7 AS INTEGER)] AS name,
       if(hash(i, n, 'known') % 10 = 0, DATE '1970-01-01',
          if(hash(i, n, 'known') % 10 = 1, NULL, DATE '2010-01-01' + CAST(hash(i, n, 'born') % 5400 AS INTEGER))) AS birthday,
       if(hash(i, n, 'lives') % 12 = 0, 'deceased', 'living') AS state
FROM range(3000) AS t(i), range(2) AS v(n) WHERE n < hash(i, 'pets') % 3
