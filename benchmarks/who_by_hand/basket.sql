with bought as (
  select customer_id, count(*) as orders, count(distinct category) as kinds,
         median(amount) as middle, max(amount) as largest, cast(avg(amount) as decimal(18, 6)) as usual,
         arg_max_null(amount, row(at_time, order_id)) as latest,
         arg_min_null(amount, row(at_time, order_id)) as earliest
  from shop.orders
  where at_time <= timestamp '2026-02-13 03:00'
  group by customer_id
)
select customer_id,
       case when kinds >= 4 and middle >= 100 then 'varied'
            when largest < 1.5 * usual then 'steady'
            when latest > earliest then 'up'
            when coalesce(orders, 0) <= 2 then 'few'
            else 'others' end as "group"
from shop.customers left join bought using (customer_id)
