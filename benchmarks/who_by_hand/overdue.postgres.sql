with gaps as (
  select customer_id, at_time,
         extract(epoch from at_time - lag(at_time) over (
           partition by customer_id order by at_time
         ))::float8 as gap
  from shop.orders
  where at_time <= timestamp '2026-02-13 03:00'
), rhythm as (
  select customer_id, count(*) as orders, max(at_time) as latest,
         round((percentile_cont(0.5) within group (order by gap) / 86400)::numeric, 6) as cycle
  from gaps
  group by customer_id
)
select customer_id
from shop.customers join rhythm using (customer_id)
where orders >= 3
  and (cycle <= 7 and latest <= timestamp '2026-02-13 03:00' - interval '11 days'
       or cycle <= 14 and latest <= timestamp '2026-02-13 03:00' - interval '21 days')
