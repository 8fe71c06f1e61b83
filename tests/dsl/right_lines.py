"""Right lines of the whole language, by the block that they stand in; what is not built yet is
here too, since it must be recognised."""

from __future__ import annotations

from tests.dsl.places import PLACES

RIGHT: dict[str, tuple[str, ...]] = {
    "segment": (
        'city = "Seoul"', 'city != "Seoul"', 'city in ("Seoul", "Busan")', "tier not in (1, 2)",
        'city contains "eo"', 'city starts with "S"', 'city ends with "l"', "wants_email",
        "not wants_email", "city is known", "city is unknown", "orders >= 3",
        "orders between 1 and 2", "revenue / orders > 50000", "-revenue < -5",
        "has purchase in last 30 days where amount > 10000", "no purchase in last 14 days",
        "count of purchase in last 30 days >= 2", "sum of purchase.amount > 3",
        "smallest purchase.amount in last 30 days > 3",
        "(largest purchase.amount where amount > 3) < 5", "largest revenue across everyone > 3",
        "(count of purchase in last 30 days where amount > 100) >= 2",
        "2 <= count of purchase where amount > 100", "count of distinct purchase.category > 1",
        'most frequent purchase.category in last 1 year = "tea"',
        "median gap of purchase > 3 days", "first purchase in last 7 days",
        "has unused freeship", "not has unused freeship and a", "has given freeship",
        "a and no used freeship in last 3 days",
        "last purchase more than 60 days ago", 'last purchase.category = "tea"',
        "(last purchase where amount > 100) more than 3 days ago", "signed_up since 2026-01-01",
        "signed_up before 30 days ago", "signed_up from 2026-01-01 until 2026-02-01 09:00",
        "birthday in next 3 days", "has purchase since entry", "has purchase since last cart_add",
        "has cart_add in last 7 days followed by purchase within 1 hour",
        "has cart_add not followed by purchase within 1 hour where amount > 3",
        "in at_risk", "not in at_risk", "revenue <= average of revenue across up_to_two_orders",
        "revenue > average of revenue across everyone", "entry.total < 30000",
        "has clicked any message in last 3 days", 'has clicked reminder "Buy"',
        "count of opened reminder > 2", "has clicked where channel = \"sms\"",
        "a and (b or c)", "not (a and b)", "any of\n    a\n    all of\n      b\n      c",
        "none of\n    a", "count of clicked.channel > 1", "joined in last 7 days",
        "joined s in last 7 days", "dropped out of s", "moved from a to b in last 30 days",
        "in top 10% by revenue", "in bottom 20% by orders across s",
        "not in top 0.5% by rfm.monetary and in a",
        'city matches "a.*"', "signed_up today", "has purchase this week",
        "count of purchase this month > 3", "today is Saturday or today is 2026-12-24",
        "a and\n    b", "city in (\n    \"a\",\n    \"b\"\n  )", "left = 3",
    ),
    "file": (
        "list vip, kept", 'list vip "The best", kept',
        'trait favourite "Best" = most frequent purchase.category in last 1 year',
        "trait big = count of purchase in last 3 months where amount > 3",
        'predict likely "Buys soon" = chance of purchase in next 7 days',
        'event purchase "Orders" from shop.orders\n  customer from c\n  time from t',
        "event answered\n  customer from `customer no`\n  time from t",
        'record booking "Bookings" from shop.b\n  id from x\n  customer from c\n  place text',
        "products from shop.p\n  key from k\n  name text",
        'list vip from "lists/vip.csv"', 'list vip "The best" from "vip.csv" # by hand',
        'channel email "Mail"\n  to email', "segment s # why\n  # because\n  a",
    ),
    "customers": (
        "key from customer_id", "version from v", "name text", "points number, kept, else 0",
        'stage one of "a", "b", kept', "time time from t", "email email",
        "birthday date, yearly", 'tier one of "a", "b" from level, else "a"',
        "wants yes/no, else no", "points number from p, else -5", "이름 text from `full name`",
        "नाम text",
    ),
    "groups": ("loyal when orders > 3", "others otherwise"),
    "policy": (
        'timezone "Asia/Seoul"', "at most 3 per week per customer",
        "hold out 5% from everything", "quiet from 21:00 until 08:00",
        "quiet on Saturday, Sunday, then drop",
    ),
    "channel": (
        "to phone", "with consent wants_sms", "quiet from 20:50 until 08:00, then drop",
        'quiet from 20:50 in "Asia/Seoul" until 08:00 in "Asia/Seoul"', "quiet on Sunday",
        "at most 1 per day per customer", "costs 8", "expires after 6 hours", "fails after 2 days",
        "carries service only",
    ),
    "offer": (
        'coupon from pool "coupons/freeship.csv"', 'coupon code "WELCOME"', "valid for 3 days",
        "used by purchase where coupon = o.code", "used by visit", "at most 1_000 in all",
    ),
    "message": (
        "for service", 'kakao template "T"\n    """\n    Hello\n    """',
        'email subject "S" in "en"\n    file "x.html"',
    ),
    "campaign": (
        'owner "a"', "runs from 2026-12-01 until 2027-03-01", "runs from 2026-12-01 09:00",
        "runs until 2027-03-01", "priority 1", "enter on cart_add where total >= 3",
        "enter on clicked reminder", "enter on a or (b where c = 1) or d",
        "enter on a or b where c = 1", "enter every Monday at 09:00 for s",
        "enter every day at 09:00 for s", "enter every day at 09:00 for everyone",
        "enter at 2026-11-27 10:00 for everyone", "enter every weekday at 09:00 for s",
        "enter every 2 weeks on Monday at 09:00 for s",
        'enter every month on day 31 at 09:00 in "Asia/Seoul" for s',
        "enter at 2026-11-27 10:00 for s", "enter when joining s",
        "enter when joining s, and those already in", "enter when dropping out of s",
        'enter when tier becomes "gold"', 'enter when rfm.group becomes "At Risk"',
        'enter when tier changes from "silver" to "gold"',
        "leave on purchase where cart = entry.cart", "leave on a or booking",
        "leave if a", "leave if a and not in b",
        "goal purchase within 3 days", "goal (a where b = 1) or c within 3 days",
        "quiet on Saturday, Sunday", "quiet from 21:00 until 08:00, then drop",
        "goal done: purchase within 3 days where a = 1, target 12%, worth amount", "hold out 10%",
    ),
    "enter": (
        "only if not in at_risk", "only while a", "at most 2 days late", "once",
        "again after 3 days", "again after leaving this campaign",
        "again at once, starting over", "each time", "once per cart",
    ),
    "steps": (
        "set points = points + 3", 'set stage = "hot"', "set told = yes", "set day = 2026-12-24",
        "add to vip", "remove from vip",
        "wait 1 hour", "wait 2 weeks", "wait until 10:00", 'wait until 10:00 in "Asia/Seoul"',
        "wait until Monday at 10:00", "wait until 2026-12-24 at 10:00", "wait until best hour",
        "wait for clicked m as c, at most 2 days\n    wait 1 day\n  else\n    wait 2 days",
        "wait for purchase where a = 1, at most 2 days",
        "wait for a or (b where c in (1, 2)) as d, at most 2 days",
        "unless a or b within 2 days where c = 1\n    wait 1 day",
        "unless clicked any message within 1 day where a = 1\n    wait 1 day",
        "if a\n    wait 1 day\n  else if b\n    wait 2 days\n  else\n    wait 3 days",
        "split s\n    a 50%\n      wait 1 day\n    b",
        "send m by kakao, else sms, else drop", "send m by kakao", 'leave "why"', "give freeship",
    ),
    "test": (
        'customer minji with phone "010", wants yes, points -5', "customer minji",
        'customer minji with tags ("a", "b"), colours (), points 5',
        'at 2026-12-02 10:00 minji does cart_add with cart "a", day 2026-01-01',
        "at 2026-12-02 10:00 minji does clicked m", "at 2026-12-02 10:00 minji is city \"Seoul\"",
        "force wording.a for minji", "force hold out for minji", "fail kakao for minji",
        "until 2026-12-03 00:00", "expect m to minji by sms at 2026-12-02 10:00",
        "expect no message to minji", "expect no m to minji by sms", "expect minji in wording.a",
        "expect minji left on purchase", 'expect minji left because "why"',
        "expect minji reached done", "expect minji reached c.done", "expect minji in s",
        "expect minji not in s", 'expect minji is city "Seoul"', "booking b of minji",
        'booking b of minji with state "x", places -3', 'at 2026-12-02 10:00 b is state "x"',
    ),
}  # fmt: skip

UNBUILT: dict[str, tuple[str, ...]] = {
    "file": (
        "recommend r\n  3 products",
        "hook h\n  sends a, b", 'staff sales to "a@b"',
    ),
    "policy": ('law "KR"',),
    "channel": ("at most 100 per hour in all", "shown for 3 days"),
    "offer": ("points 500",),
    "message": ('button "Buy" to "https://x"', 'sms\n    button "Dog" sets kind = "dog"'),
    "campaign": (
        "guard unsubscribed within 7 days, under 0.5%", "usually 200 to 5_000 entries per day",
        "leave on purchase\n    wait 1 day",
        "enter 3 days before birthday at 10:00",
        "enter on birthday at 10:00",
    ),
    "steps": (
        "wait until 3 days before birthday at 10:00", "wait until best hour\n    wait 1 day",
        "wait until 11:00 on day 3", "wait until 10:00\n    wait 1 day",
        "wait for the first of, at most 2 days\n    purchase\n      wait 1 day\n  else\n"
        "    wait 1 day",
        "until purchase, at most 3 days\n    wait 1 day\n  then\n    wait 1 day\n  else\n"
        "    wait 1 day",
        "repeat up to 3 times, every 2 days\n    wait 1 day",
        "split s, to maximise done\n    a\n      wait 1 day",
        "split s, test on 20% for 4 hours, then the best by purchase\n    a\n      wait 1 day",
        "call h",
        "send m to entry.email", "wait 1 day as pause", "send m by sms as opening",
    ),
    "test": ("expect h called for minji",),
}  # fmt: skip


def sources(lines: dict[str, tuple[str, ...]]) -> list[str]:
    """Each line as a whole file."""
    return [PLACES[place].replace("{}", line) for place, some in lines.items() for line in some]
