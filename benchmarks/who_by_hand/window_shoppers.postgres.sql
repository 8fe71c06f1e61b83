with looked as (
  select customer_id
  from shop.page_views
  where at_time > timestamp '2026-02-13 03:00' - interval '14 days' and at_time <= timestamp '2026-02-13 03:00'
  group by customer_id
  having count(*) >= 5
), put as (
  select customer_id, count(*) as often
  from shop.cart_adds
  where at_time > timestamp '2026-02-13 03:00' - interval '14 days' and at_time <= timestamp '2026-02-13 03:00'
  group by customer_id
)
select customer_id
from shop.customers join looked using (customer_id) left join put using (customer_id)
where coalesce(often, 0) <= 1
