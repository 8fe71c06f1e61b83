with here as (
  select zone, timezone(zone, timezone('UTC', timestamp '2026-02-13 03:00')) as civil
  from (values ('Asia/Seoul'), ('America/New_York'), ('Europe/Berlin')) as zones(zone)
), clocks as (
  select zone, timezone('UTC', timezone(zone, date_trunc('week', civil))) as week,
         timezone('UTC', timezone(zone, date_trunc('day', civil))) as today
  from here
  where extract(isodow from civil) = 5
), bought as (
  select customer_id
  from shop.orders join shop.customers using (customer_id)
    join clocks on zone = coalesce(timezone, 'Asia/Seoul')
  where at_time >= timestamp '2026-02-13 03:00' - interval '8 days' and at_time >= week and at_time <= timestamp '2026-02-13 03:00'
  group by customer_id
  having count(*) >= 2
)
select customer_id
from bought join shop.customers c using (customer_id)
  join clocks on zone = coalesce(timezone, 'Asia/Seoul')
where exists (
    select 1 from shop.cart_adds a
    where a.customer_id = c.customer_id and a.at_time >= timestamp '2026-02-13 03:00' - interval '2 days'
      and a.at_time >= today and a.at_time <= timestamp '2026-02-13 03:00'
  )
