with days as (
  select zone, extract(month from day) as month, extract(day from day) as day
  from (
    select zone, cast(timezone(zone, timezone('UTC', timestamp '2026-02-13 03:00')) as date) + n as day
    from (values ('Asia/Seoul'), ('America/New_York'), ('Europe/Berlin')) as zones(zone),
         (values (1), (2), (3), (4), (5), (6), (7)) as following(n)
  ) as coming
)
select customer_id
from shop.customers c join days d
  on zone = coalesce(timezone, 'Asia/Seoul')
 and extract(month from birthday) = d.month and extract(day from birthday) = d.day
where regexp_full_match(phone, '010-?[0-9]{4}-?[0-9]{4}')
  and ends_with(lower(email), '@shop.example')
