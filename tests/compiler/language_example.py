"""The whole example of the language, as far as it is covered: what is not built yet is left out
(law, guard, usually, bookings and their campaign)."""

FILES = {
    "shop.campaign": '''
# shop.campaign: what we know

customers from shop.customers
  key          from customer_id
  name         text
  city         text
  email        email
  phone        phone
  birthday     date, yearly
  signed_up    time from signed_up_at
  timezone     timezone, else "Asia/Seoul"
  language     language, else "ko"
  wants_email  yes/no
  wants_kakao  yes/no
  wants_sms    yes/no
  tier         one of "silver", "gold", "platinum"
  lead_points  number, kept, else 0

event cart_add from shop.cart_events
  customer  from customer_id
  time      from added_at
  cart      text from cart_id
  product   text
  total     money from cart_total

event purchase from shop.orders
  id        from order_id
  customer  from customer_id
  time      from ordered_at
  cart      text from cart_id
  amount    money
  category  text
  coupon    text from coupon_code

trait orders = count of purchase
trait revenue = sum of purchase.amount
trait favourite = most frequent purchase.category in last 1 year
trait cycle = median gap of purchase

score rfm
  recency    last purchase, 1 to 5
  frequency  orders, 1 to 5
  monetary   revenue, 1 to 5
''',
    "segments.campaign": '''
segment hesitating "Wants to buy, but hesitates"
  has cart_add in last 7 days
  no purchase in last 7 days

segment up_to_two_orders
  orders between 1 and 2

groups buyer_kind "The four kinds of buyers"
  not_yet      when orders = 0
  new_small    when orders <= 2 and revenue <= average of revenue across up_to_two_orders
  new_big      when orders <= 2
  often_small  when revenue <= average of revenue across up_to_two_orders
  loyal        otherwise

segment at_risk
  any of
    rfm.group = "At Risk"
    all of
      orders >= 3
      last purchase more than 60 days ago
''',
    "channels.campaign": '''
policy
  timezone "Asia/Seoul"
  at most 3 per week per customer
  hold out 5% from everything

channel kakao
  to phone
  with consent wants_kakao
  quiet from 20:50 until 08:00
  at most 1 per day per customer
  costs 8

channel sms
  to phone
  with consent wants_sms
  quiet from 20:50 until 08:00
  costs 20

channel email
  to email
  with consent wants_email

offer freeship "Free shipping"
  coupon from pool "coupons/freeship.csv"
  valid for 3 days
  used by purchase where coupon = freeship.code

message cart_reminder
  kakao template "CART_01"
    """
    (광고) {{ customer.name | default: "고객" }}님, {{ entry.product }}을(를) 잊지 않으셨나요?
    """
  sms
    """
    (광고) {{ entry.product }} 담아두셨어요. 무료수신거부 080-000-0000
    """
  email subject "(광고) {{ customer.name | default: '고객' }}님의 장바구니"
    file "templates/cart.html"

message cart_benefit
  kakao template "CART_02"
    """
    (광고) {{ entry.product }}, 오늘은 무료배송: {{ freeship.code }} 수신거부: 홈 > 채널 차단
    """
  sms
    """
    (광고) 무료배송 쿠폰 {{ freeship.code }} 무료수신거부 080-000-0000
    """

message cart_last_call
  email subject "(광고) 마지막 안내: {{ entry.product }}"
    file "templates/last_call.html"
''',
    "cart_rescue.campaign": '''
campaign cart_rescue "Bring abandoned carts back"
  owner "growth@shop.example"
  runs from 2026-12-01 until 2027-03-01
  enter on cart_add where total >= 30000
    only if not in at_risk
    again at once, starting over
  leave on purchase where cart = entry.cart
  goal rescued: purchase within 3 days where cart = entry.cart, target 12%, worth amount
  hold out 10%

  wait 1 hour
  split wording, to maximise rescued
    urgency 50%
      send cart_reminder by kakao, else sms
    benefit 50%
      give freeship
      send cart_benefit by kakao, else sms
  unless clicked any message within 1 day
    wait until 10:00
    send cart_last_call by email

test "who buys at once hears nothing"
  customer minji with wants_kakao yes, phone "010-0000-0000"
  at 2026-12-02 10:00 minji does cart_add with cart "a", product "Tent", total 50000
  at 2026-12-02 10:30 minji does purchase with cart "a", amount 50000
  expect no message to minji
  expect minji left on purchase
''',
}

TEXTS = {
    "coupons/freeship.csv": "FREE-1\nFREE-2\n",
    "templates/cart.html": "<p>{{ entry.product }} for {{ entry.total }}</p>",
    "templates/last_call.html": "{% if customer.name %}{{ customer.name }}{% endif %}",
}
