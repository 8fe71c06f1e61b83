with bought as (
  select customer_id, max(at_time) as latest, count(*) as orders, sum(amount) as revenue,
         max(at_time) filter (where at_time <= timestamp '2026-02-12 15:00') as latest_then,
         count(*) filter (where at_time <= timestamp '2026-02-12 15:00') as orders_then,
         sum(amount) filter (where at_time <= timestamp '2026-02-12 15:00') as revenue_then
  from shop.orders
  where at_time <= timestamp '2026-02-13 03:00'
  group by customer_id
), buyers as (
  select bought.* from shop.customers join bought using (customer_id)
), at_midnight as (
  select latest_then as latest, rank() over (order by latest_then) - 1 as earlier,
         orders_then as orders, rank() over (order by orders_then) - 1 as fewer,
         revenue_then as revenue, rank() over (order by revenue_then) - 1 as less,
         count(*) over () as people
  from buyers
  where orders_then > 0
), border as (
  select min(latest) filter (where earlier * 5 >= people * 2) as lately,
         min(latest) filter (where earlier * 5 >= people * 4) as most_lately,
         min(orders) filter (where fewer * 5 >= people * 3) as often,
         min(orders) filter (where fewer * 5 >= people * 4) as most_often,
         min(revenue) filter (where less * 5 >= people * 4) as most
  from at_midnight
)
select customer_id
from buyers b cross join border
where latest >= lately and b.orders >= often
  and not (latest >= most_lately and b.orders >= most_often and b.revenue >= most)
