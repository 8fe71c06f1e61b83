with looked as (
  select customer_id
  from shop.page_views
  where at_time > timestamp '2026-02-13 03:00' - interval '14 days' and at_time <= timestamp '2026-02-13 03:00'
  group by customer_id
  having count(*) >= 5
), put as (
  select customer_id
  from shop.cart_adds
  where at_time > timestamp '2026-02-13 03:00' - interval '14 days' and at_time <= timestamp '2026-02-13 03:00'
  group by customer_id
  having count(*) > 1
)
select customer_id
from shop.customers c
where exists (select 1 from looked l where l.customer_id = c.customer_id)
  and not exists (select 1 from put p where p.customer_id = c.customer_id)
