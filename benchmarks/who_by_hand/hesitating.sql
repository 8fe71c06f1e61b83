select customer_id
from shop.customers c
where exists (
    select 1 from shop.cart_adds a
    where a.customer_id = c.customer_id and at_time > timestamp '2026-02-13 03:00' - interval '7 days' and at_time <= timestamp '2026-02-13 03:00'
  )
  and not exists (
    select 1 from shop.orders o
    where o.customer_id = c.customer_id and at_time > timestamp '2026-02-13 03:00' - interval '7 days' and at_time <= timestamp '2026-02-13 03:00'
  )
