with bought as (
  select customer_id
  from shop.orders
  where at_time <= timestamp '2026-02-13 03:00'
  group by customer_id
  having max(at_time) > timestamp '2026-02-13 03:00' - interval '30 days'
     and arg_min_null(category, row(at_time, order_id)) = 'tea'
     and coalesce(arg_max_null(category, row(at_time, order_id)) <> 'tea', true)
)
select customer_id
from shop.customers join bought using (customer_id)
