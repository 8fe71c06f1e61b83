with put as (
  select customer_id, max(at_time) as latest
  from shop.cart_adds join "vip.csv" using (customer_id)
  where at_time <= timestamp '2026-02-13 03:00'
  group by customer_id
), bought as (
  select customer_id, max(at_time) as latest
  from shop.orders join "vip.csv" using (customer_id)
  where at_time <= timestamp '2026-02-13 03:00'
  group by customer_id
)
select customer_id
from shop.customers join "vip.csv" using (customer_id)
  left join put using (customer_id)
  left join bought using (customer_id)
where coalesce(bought.latest < put.latest, true)
