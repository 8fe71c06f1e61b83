with bought as (
  select customer_id, count(*) as orders, sum(amount) as revenue,
         count(*) filter (where at_time <= timestamp '2026-02-12 15:00') as orders_then,
         sum(amount) filter (where at_time <= timestamp '2026-02-12 15:00') as revenue_then
  from shop.orders
  where at_time <= timestamp '2026-02-13 03:00'
  group by customer_id
), everybody as (
  select customer_id, coalesce(orders, 0) as orders, coalesce(revenue, 0) as revenue,
         orders_then, revenue_then
  from shop.customers left join bought using (customer_id)
), border as (
  select avg(revenue_then) as revenue from everybody where orders_then between 1 and 2
)
select customer_id,
       case when orders = 0 then 'not_yet'
            when orders <= 2 and e.revenue <= border.revenue then 'new_small'
            when orders <= 2 then 'new_big'
            when e.revenue <= border.revenue then 'often_small'
            else 'loyal' end as "group"
from everybody e cross join border
