"""Campaigns that between them use every construct, and random histories for them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random

from compiler.model.project import Project
from compiler.model.values import Plain
from runtime.history import History, Occurrence, Version

BEGINNING = datetime(2026, 3, 6, tzinfo=UTC)
UNTIL = datetime(2026, 3, 12, tzinfo=UTC)

KNOWN = """
customers from shop.customers
  key         from id
  city        text
  email       email
  phone       phone
  timezone    timezone, else "Asia/Seoul"
  wants_mail  yes/no
  wants_text  yes/no

event visit from shop.visits
  customer  from customer_id
  time      from at_time
  page      text

event cart_add from shop.carts
  id        from id
  customer  from customer_id
  time      from at_time
  cart      text
  total     money

event purchase from shop.orders
  id        from id
  customer  from customer_id
  time      from at_time
  arrived   from seen_at
  cart      text
  amount    money

trait orders = count of purchase
trait revenue = sum of purchase.amount

segment buyers
  orders >= 1

segment everybody
  any of
    city is known
    city is unknown

segment big_spenders
  revenue > average of revenue across buyers

groups kind
  big when in big_spenders
  small otherwise

channel mail
  to email
  with consent wants_mail

channel text
  to phone
  with consent wants_text

channel push
  to phone
"""

MESSAGES = "".join(
    f'''
message {name}{service}
  mail subject "Hello"
    """
    Hello
    """
  text
    """
    Hello
    """
  push
    """
    Hello
    """
'''
    for name, service in (
        ("hello", ""), ("offer", ""), ("last_call", ""), ("receipt", "\n  for service"),
    )
)  # fmt: skip

LOUD = """
policy
  timezone "UTC"
"""

STRICT = """
policy
  timezone "America/New_York"
  at most 2 per day per customer
  at most 3 per week per customer
  hold out 10% from everything
  quiet from 21:00 until 08:00
  quiet on Sunday
"""

CAMPAIGNS = {
    "rescue": """
campaign rescue
  priority 2
  enter on cart_add where total >= 10
    again at once, starting over
  leave on purchase where cart = entry.cart
  goal rescued: purchase within 2 days where cart = entry.cart, target 10%
  hold out 20%

  wait 1 hour
  split wording
    plain 50%
      send hello by mail, else text
    offer 50%
      send offer by push
  unless clicked any message within 12 hours
    wait until 10:00
    send last_call by mail, else text, else push
""",
    "thanks": """
campaign thanks
  priority 1
  enter on purchase
    each time
  goal again: purchase within 1 day, target 10%

  send receipt by text, else mail
  if entry.amount >= 20
    wait for visit where page = "home" as seen, at most 1 day
      if seen.page = "home" and city = "Seoul"
        leave "has come to look"
      send hello by push
    else
      wait 2 days
  else if in buyers and orders > 2
    wait until Monday at 09:00
    send offer by mail, else push
  else
    wait until 2026-03-08 at 02:30
  send last_call by text
""",
    "habit": """
campaign habit
  enter on visit
    only if orders >= 0 and city is known
    again after 1 day
  leave on purchase
  goal bought: purchase within 3 days, target 10%

  wait for visit, at most 5 hours
    wait for visit, at most 5 hours
  send hello by push
  wait for visit, at most 1 day
    send offer by push
""",
    "loyal": """
campaign loyal
  enter on purchase where amount > 5
    again after leaving this campaign
  goal more: purchase within 12 hours, target 10%

  if kind = "big"
    send offer by push
    wait 1 hour
  else
    wait 5 hours
    send hello by text, else push
  split later
    now 30%
      send last_call by push
    never
      leave "later"
""",
    "per_cart": """
campaign per_cart
  runs from 2026-03-07 until 2026-03-10
  enter on cart_add
    once per cart
  goal bought: purchase within 1 day where cart = entry.cart, target 10%

  wait 30 minutes
  send hello by push
""",
    "newcomers": """
campaign newcomers
  enter on purchase
    once
  leave on visit where page = "cart"
  goal bought: purchase within 1 day, target 10%

  unless purchase within 2 days
    send offer by push, else mail
""",
    "weekly": """
campaign weekly
  enter every day at 09:00 for buyers
  leave on purchase
  goal bought: purchase within 1 day, target 10%

  send hello by mail, else push
  wait 3 hours
  send offer by push
""",
    "sundays": """
campaign sundays
  enter every Sunday at 02:30 in "America/New_York" for everybody
    once
  goal bought: visit within 1 day, target 10%

  send hello by push
""",
    "launch": """
campaign launch
  enter at 2026-03-08 12:00 for everybody
    only if city = "Seoul"
  goal bought: purchase within 1 day, target 10%

  wait until 18:00
  send offer by push
""",
}


def text(policy: str, *campaigns: str) -> str:
    return "\n".join([KNOWN, policy, MESSAGES, *(CAMPAIGNS[name] for name in campaigns)])


def histories(seed: int, project: Project, customers: int) -> list[History]:
    """Random customers: unknown fields, changing and disappearing ones, equal instants, late
    arrivals, several zones across a change of clocks, answers and unsubscriptions."""
    random = Random(seed)
    return [_history(random, project, f"p{number:02}") for number in range(customers)]


def _history(random: Random, project: Project, key: str) -> History:
    versions = [Version(None, _fields(random))]
    if random.random() < 0.1:
        versions = [Version(BEGINNING + timedelta(days=1), _fields(random))]
    if random.random() < 0.4:
        since = BEGINNING + timedelta(hours=12 * random.randint(3, 8))
        gone = random.random() < 0.2
        versions.append(Version(since, {} if gone else _fields(random), gone))
    events = sorted(_events(random, project, key), key=lambda each: (each.arrival, *each.order))
    return History(key, tuple(versions), tuple(events))


def _fields(random: Random) -> dict[str, Plain | None]:
    return {
        "city": random.choice(("Seoul", "Busan", None)),
        "email": random.choice(("a@shop.example", "a@shop.example", None)),
        "phone": random.choice(("010-1", "010-1", "", None)),
        "timezone": random.choice(("Asia/Seoul", "America/New_York", "Nowhere/City", None)),
        "wants_mail": random.choice((True, True, False, None)),
        "wants_text": random.choice((True, True, False, None)),
    }


def _events(random: Random, project: Project, key: str) -> Iterator[Occurrence]:
    kinds = ["visit", "visit", "cart_add", "cart_add", "purchase", "purchase"]
    kinds += [kind for kind in ("clicked", "unsubscribed") if kind in project.events]
    causes: list[str] = []
    for number in range(random.choice((0, 2, 6, 12, 16))):
        kind = random.choice(kinds)
        time = BEGINNING + timedelta(minutes=30 * random.randrange(48 * 6))
        if random.random() < 0.2:
            time -= timedelta(days=random.randint(1, 20))
        late = random.choice((0, 0, 0, 2, 20, 27))
        id = f"{key}-{random.randint(0, 3)}{number}"
        about = random.choice(causes) if causes else f"visit {id}"
        campaign = random.choice(list(project.campaigns))
        yield Occurrence(
            kind,
            id,
            time,
            time + timedelta(hours=late),
            {field.name: _value(random, field.name) for field in project.events[kind].fields},
            f"{campaign}/{key}/{about}" if project.events[kind].about_messages else None,
        )
        if not project.events[kind].about_messages:
            causes.append(f"{kind} {id}")


def _value(random: Random, field: str) -> Plain | None:
    values: dict[str, tuple[Plain | None, ...]] = {
        "page": ("home", "cart", None),
        "cart": ("a", "b", None),
        "total": (Decimal(5), Decimal(10), Decimal(40), None),
        "amount": (Decimal(5), Decimal(10), Decimal(40), None),
        "channel": ("mail", "text", "push", None),
        "message": ("hello", "offer"),
    }
    return random.choice(values.get(field, (None,)))
