-- One in four has a plan, most with a few deliveries left.
SELECT concat('P', i) AS plan_id, concat('C', 10000 + i) AS member, DATE '2026-04-02' + CAST(hash(i, 'ends') % 40 AS INTEGER) AS ends,
       CAST(hash(i, 'left') % 5 AS BIGINT) AS "left", if(hash(i, 'stops') % 8 = 0, 'cancelled', 'running') AS state
FROM range(2000) AS t(i) WHERE i % 4 = 0
