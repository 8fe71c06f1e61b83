with seen as (
  select customer_id, category, count(*) as often, max(at_time) as latest
  from shop.orders
  where at_time <= timestamp '2026-02-13 03:00' and category is not null
  group by customer_id, category
), ranked as (
  select customer_id, category, latest,
         rank() over (partition by customer_id order by often desc, latest desc) as place
  from seen
), best as (
  select customer_id, category, latest, count(*) over (partition by customer_id) as equals
  from ranked
  where place = 1
), favourite as (
  select customer_id, category
  from best
  where equals = 1
  union all
  (
    select distinct on (customer_id) customer_id, category
    from best join shop.orders using (customer_id, category)
    where equals > 1 and at_time = latest
    order by customer_id, order_id collate "C" desc
  )
)
select customer_id
from shop.customers join favourite using (customer_id)
where category = 'tea'
