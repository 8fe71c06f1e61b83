with bought as (
  select customer_id, max(at_time) as latest,
         max(at_time) filter (where at_time <= timestamp '2026-02-12 15:00') as latest_then
  from shop.orders
  where at_time <= timestamp '2026-02-13 03:00'
  group by customer_id
), buyers as (
  select customer_id, latest, latest_then
  from shop.customers join bought using (customer_id)
), border as (
  select latest_then as latest, md5(customer_id::text) as lot
  from buyers
  where latest_then is not null
  order by latest_then, md5(customer_id::text) collate "C"
  limit 1
  offset (select floor(count(latest_then) * 0.2 + 0.5)::bigint - 1 from buyers)
)
select customer_id
from buyers b cross join border
where b.latest < border.latest
   or b.latest = border.latest and md5(customer_id::text) collate "C" <= border.lot
