select customer_id
from shop.customers c
where city = 'Seoul' and signed_up_at <= timestamp '2026-02-13 03:00' - interval '14 days'
  and not exists (
    select 1 from shop.orders o where o.customer_id = c.customer_id and at_time <= timestamp '2026-02-13 03:00'
  )
