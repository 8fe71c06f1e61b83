with booked as (
  select customer_id
  from shop.bookings
  group by customer_id
  having count(*) filter (
           where state = 'booked' and starts > timestamp '2026-02-13 03:00' and starts <= timestamp '2026-02-13 03:00' + interval '14 days'
         ) > 0
     and count(*) filter (where starts < timestamp '2026-01-31 15:00') >= 1
)
select customer_id
from shop.customers join booked using (customer_id)
