with bought as (
  select customer_id, max(at_time) as latest,
         (array_agg(category order by at_time, order_id collate "C"))[1] as first_bought,
         (array_agg(category order by at_time desc, order_id collate "C" desc))[1] as last_bought
  from shop.orders
  where at_time <= timestamp '2026-02-13 03:00'
  group by customer_id
)
select customer_id
from shop.customers join bought using (customer_id)
where latest > timestamp '2026-02-13 03:00' - interval '30 days'
  and first_bought = 'tea' and last_bought is distinct from 'tea'
