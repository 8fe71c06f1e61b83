-- As they stand in the end: what was moved has its last day, what was called off is so.
SELECT concat('T', i) AS trip_id, concat('C', 10000 + i) AS member, ['The sea', 'The hills', 'The city'][1 + CAST(i % 3 AS INTEGER)] AS name,
       TIMESTAMP '2026-04-02' + to_minutes(CAST(hash(i, 'trip') % 57600 AS INTEGER)) AS starts, if(hash(i, 'off') % 8 = 0, 'cancelled', 'booked') AS state
FROM range(2000) AS t(i) WHERE i % 5 = 0
