with seen as (
  select customer_id, category, count(*) as often, max(at_time) as latest
  from shop.orders
  where at_time <= timestamp '2026-02-13 03:00' and category is not null
  group by customer_id, category
), favourite as (
  select distinct on (customer_id) customer_id, category
  from seen
  order by customer_id, often desc, latest desc
)
select customer_id
from shop.customers join favourite using (customer_id)
where category = 'tea'
