with days as (
  select distinct customer_id, cast(at_time + interval '9 hours' as date) as day
  from shop.orders
  where at_time <= timestamp '2026-02-12 15:00'
), history as (
  select customer_id, count(*) - 1 as x, max(day) - min(day) as last,
         date '2026-02-13' - min(day) as age
  from days
  group by customer_id
), likely as (
  select customer_id,
         round(cast(
           (1 - power(cast((30.89 + age) / (30.89 + age + 7) as float8), 0.243 + x))
           / case when x = 0 then 1 else
               1 + 0.793 / (2.426 + x - 1)
               * power(cast((30.89 + age) / (30.89 + last) as float8), 0.243 + x)
             end as decimal(18, 10)), 6) as likely
  from history
)
select customer_id
from shop.customers c join likely using (customer_id)
where likely >= 0.4
  and not exists (
    select 1 from shop.orders o
    where o.customer_id = c.customer_id and at_time > timestamp '2026-02-13 03:00' - interval '7 days' and at_time <= timestamp '2026-02-13 03:00'
  )
