with bought as (
  select customer_id, sum(amount) as revenue,
         sum(amount) filter (where at_time <= timestamp '2026-02-12 15:00') as revenue_then
  from shop.orders
  where at_time <= timestamp '2026-02-13 03:00'
  group by customer_id
), everybody as (
  select customer_id, coalesce(revenue, 0) as revenue, coalesce(revenue_then, 0) as revenue_then
  from shop.customers left join bought using (customer_id)
), border as (
  select revenue_then as revenue, md5(customer_id::text) as lot
  from everybody
  order by revenue_then desc, md5(customer_id::text) collate "C" desc
  limit 1
  offset (select floor(count(*) * 0.1 + 0.5)::bigint - 1 from shop.customers)
)
select customer_id
from everybody e cross join border
where e.revenue > border.revenue
   or e.revenue = border.revenue and md5(customer_id::text) collate "C" >= border.lot
