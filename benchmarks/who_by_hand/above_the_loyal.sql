with bought as (
  select customer_id, count(*) as orders, sum(amount) as revenue,
         count(*) filter (where at_time <= timestamp '2026-02-12 15:00') as orders_then,
         sum(amount) filter (where at_time <= timestamp '2026-02-12 15:00') as revenue_then,
         max(at_time) > timestamp '2026-02-13 03:00' - interval '7 days' as lately
  from shop.orders
  where at_time <= timestamp '2026-02-13 03:00'
  group by customer_id
), everybody as (
  select customer_id, coalesce(orders, 0) as orders, coalesce(revenue, 0) as revenue,
         orders_then, revenue_then, coalesce(lately, false) as lately
  from shop.customers left join bought using (customer_id)
), border as (
  select avg(revenue_then) filter (where orders_then between 1 and 2) as average,
         median(revenue_then) filter (where orders_then >= 4) as middle
  from everybody
)
select customer_id
from everybody e cross join border
where (orders <= 2 or e.revenue <= average)
  and e.revenue >= 0.4 * middle
  and (lately or not exists (
    select 1 from shop.cart_adds a
    where a.customer_id = e.customer_id and at_time > timestamp '2026-02-13 03:00' - interval '7 days' and at_time <= timestamp '2026-02-13 03:00'
  ))
  and not (
    exists (
      select 1 from shop.bookings b
      where b.customer_id = e.customer_id and state = 'booked'
        and starts > timestamp '2026-02-13 03:00' and starts <= timestamp '2026-02-13 03:00' + interval '14 days'
    ) and exists (
      select 1 from shop.bookings b
      where b.customer_id = e.customer_id and starts < timestamp '2026-01-31 15:00'
    )
  )
