with seen as (
  select customer_id, category, count(*) as often, max(row(at_time, order_id)) as latest
  from shop.orders
  where at_time <= timestamp '2026-02-13 03:00' and category is not null
  group by customer_id, category
), favourite as (
  select customer_id
  from seen
  group by customer_id
  having arg_max(category, row(often, latest)) = 'tea'
)
select customer_id
from shop.customers join favourite using (customer_id)
