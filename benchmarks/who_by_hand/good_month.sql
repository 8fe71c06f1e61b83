with bought as (
  select customer_id, count(*) filter (where category in ('tea', 'cups')) as tea
  from shop.orders
  where at_time > timestamp '2026-02-13 03:00' - interval '30 days' and at_time <= timestamp '2026-02-13 03:00'
  group by customer_id
  having sum(amount) >= 400 and count(*) filter (where amount > 150) >= 2
)
select customer_id
from shop.customers join bought using (customer_id)
where tea > 0 or wants_email
