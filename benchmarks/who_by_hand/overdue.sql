with gaps as (
  select customer_id, at_time,
         epoch_us(at_time) - lag(epoch_us(at_time)) over (
           partition by customer_id order by at_time
         ) as gap
  from shop.orders
  where at_time <= timestamp '2026-02-13 03:00'
), rhythm as (
  select customer_id, count(*) as orders, max(at_time) as latest,
         round(median(gap) / 86400e6, 6) as cycle
  from gaps
  group by customer_id
)
select customer_id
from shop.customers join rhythm using (customer_id)
where orders >= 3
  and (cycle <= 7 and latest <= timestamp '2026-02-13 03:00' - interval '11 days'
       or cycle <= 14 and latest <= timestamp '2026-02-13 03:00' - interval '21 days')
