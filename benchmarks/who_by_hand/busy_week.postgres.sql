with clocks (zone, friday, week, today) as (
  values ('Asia/Seoul', true, timestamp '2026-02-08 15:00', timestamp '2026-02-12 15:00'),
         ('America/New_York', false, timestamp '2026-02-09 05:00', timestamp '2026-02-12 05:00'),
         ('Europe/Berlin', true, timestamp '2026-02-08 23:00', timestamp '2026-02-12 23:00')
), people as (
  select customer_id, coalesce(week, timestamp '2026-02-08 15:00') as week,
         coalesce(today, timestamp '2026-02-12 15:00') as today
  from shop.customers left join clocks on zone = timezone
  where coalesce(friday, true)
), bought as (
  select customer_id
  from shop.orders join people using (customer_id)
  where at_time >= timestamp '2026-02-08 15:00' and at_time >= week and at_time <= timestamp '2026-02-13 03:00'
  group by customer_id
  having count(*) >= 2
), put as (
  select distinct customer_id
  from shop.cart_adds join people using (customer_id)
  where at_time >= timestamp '2026-02-12 15:00' and at_time >= today and at_time <= timestamp '2026-02-13 03:00'
)
select customer_id
from bought join put using (customer_id)
