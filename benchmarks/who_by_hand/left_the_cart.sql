select customer_id
from shop.customers c
where exists (
  select 1
  from shop.cart_adds a
  where a.customer_id = c.customer_id
    and a.at_time >= timestamp '2026-02-13 03:00' - interval '3 days' and a.at_time < timestamp '2026-02-13 03:00' - interval '1 day'
    and not exists (
      select 1
      from shop.orders o
      where o.customer_id = a.customer_id
        and o.at_time >= timestamp '2026-02-13 03:00' - interval '3 days' and o.at_time <= timestamp '2026-02-13 03:00'
        and o.at_time >= a.at_time and o.at_time <= a.at_time + interval '1 day'
    )
)
