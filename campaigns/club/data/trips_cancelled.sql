SELECT concat('C', 10000 + i) AS member, TIMESTAMP '2026-04-02' + to_minutes(CAST(hash(i, 'trip') % 57600 AS INTEGER)) - INTERVAL 4 DAY AS at, concat('T', i) AS trip_id, ['The sea', 'The hills', 'The city'][1 + CAST(i % 3 AS INTEGER)] AS name
FROM range(2000) AS t(i) WHERE i % 5 = 0 AND hash(i, 'off') % 8 = 0
