"""Generated projects, right as they are, each with one contradiction or dead step planted.

A `Planted` says what was planted, in which text, and in which declaration it must be found.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

KNOWN = '''
customers from shop.customers
  key          from customer_id
  city         text
  email        email
  phone        phone
  signed_up    time
  birthday     date
  points       number
  wants_email  yes/no
  wants_sms    yes/no
  tier         one of "silver", "gold", "platinum"

event cart_add from shop.carts
  customer  from customer_id
  time      from added_at
  cart      text
  total     money
  device    one of "phone", "desk"

event purchase from shop.orders
  customer  from customer_id
  time      from ordered_at
  amount    money
  category  text

event visit from shop.visits
  customer  from customer_id
  time      from at

trait orders = count of purchase
trait revenue = sum of purchase.amount

segment regulars
  orders >= 4

segment people_of_seoul
  city = "Seoul"

segment fresh
  signed_up in last 30 days

policy
  timezone "Asia/Seoul"

channel email
  to email
  with consent wants_email

channel sms
  to phone
  with consent wants_sms

message hello
  email subject "Hello"
    """
    Hello!
    """
  sms
    """
    Hello!
    """

message news
  email subject "More"
    """
    More!
    """
  sms
    """
    More!
    """
'''


@dataclass(frozen=True)
class Planted:
    kind: str
    right: str
    wrong: str


def planted(random: Random) -> Planted:
    """One of all kinds: the text as it is right, and the same with something planted."""
    kind, make = random.choice(tuple(KINDS.items()))
    right, wrong = make(random)
    return Planted(kind, right, wrong)


Two = tuple[str, str]


def _segment(lines: list[str], random: Random) -> str:
    """A segment of these lines and others that say something else, in any order."""
    extra = random.sample(OTHERS, random.randint(0, 2))
    every = [*lines, *extra]
    random.shuffle(every)
    return "segment asked\n" + "".join(f"  {line}\n" for line in every)


OTHERS = (
    "wants_sms", "has visit in last 90 days", "birthday before 2000-01-01", "points < 900",
    "phone is known", "any of\n    birthday is known\n    phone is known",
)  # fmt: skip


def _pair(one: str, fine: str, wrong: str) -> Callable[[Random], Two]:
    """A line, and another that goes with it, or does not."""

    def make(random: Random) -> Two:
        number = random.randint(2, 9)
        given = {"n": number, "more": number + random.randint(1, 5), "less": number - 1}
        first = one.format(**given)
        other = (fine.format(**given), wrong.format(**given))
        right, bad = (_segment([first, each], Random(random.random())) for each in other)
        return right, bad

    return make


def _inside(one: str, fine: str, wrong: str) -> Callable[[Random], Two]:
    """The same behind `and`, `or` and `not`: one way of several, or all of them."""

    def make(random: Random) -> Two:
        number = random.randint(2, 9)
        given = {"n": number, "more": number + random.randint(1, 5), "less": number - 1}
        shape = random.choice((
            "any of\n    all of\n      {a}\n      {b}\n    points > 7 and points < 3",
            "none of\n    not ({a} and {b})",
            "{a} and ({b} or (points > 7 and points < 3))",
            "any of\n    {a} and {b}\n    {b} and {a}",
        ))  # fmt: skip
        shapes = [shape.format(a=one.format(**given), b=each.format(**given))
                  for each in (fine, wrong)]  # fmt: skip
        right = shapes[0].replace("points < 3", "points < 30")
        return _segment([right], Random(1)), _segment([shapes[1]], Random(1))

    return make


PAIRS = {
    "numbers": ("orders >= {n}", "orders <= {more}", "orders < {n}"),
    "money": ("revenue > {more}", "revenue < 100", "revenue <= {n}"),
    "a number and a window": ("orders = {n}", "has purchase in last {n} days", "no purchase"),
    "windows": ("has purchase in last {n} days", "no visit in last {more} days",
                "no purchase in last {more} days"),
    "how long ago": ("orders >= 1 and last purchase more than {more} days ago",
                     "has visit in last {n} days",
                     "has purchase in last {n} days"),
    "texts": ('tier = "gold"', 'tier != "silver"', 'tier in ("silver", "platinum")'),
    "text and segment": ("in people_of_seoul", "wants_email", 'city in ("Busan", "Sokcho")'),
    "number and segment": ("in regulars", "orders < 1{n}", "orders between 1 and 3"),
    "not in a segment": ("not in regulars", "orders < 3", "orders > {more}"),
    "yes and no": ("wants_email", "email is known", "not wants_email"),
    "known": ("city is unknown", "tier is known", 'city starts with "S"'),
    "a field's age": ("signed_up in last {n} days", "signed_up more than 1 hour ago",
                      "signed_up more than {more} days ago"),
    "age and segment": ("in fresh", "signed_up in last {n} days",
                        "signed_up more than 6{n} days ago"),
    "dates": ("birthday since 199{n}-01-01", "birthday before 2010-01-01",
              "birthday before 1989-01-01"),
    "where": ("wants_sms", "has purchase where amount > {n} and amount < {more}",
              "has purchase where amount > {more} and amount < {n}"),
    "narrower": ("has purchase in last {n} days where amount > 50", "no visit in last {n} days",
                 "no purchase in last {more} days where amount > 10"),
    "counts": ("count of purchase in last {n} days >= {more}", "orders >= {n}", "orders <= {n}"),
    "over nobody": ("average of purchase.amount > {n}", "orders > 0", "orders = 0"),
    "reach": ("reachable by email", "wants_sms", "not wants_email"),
}  # fmt: skip


def _campaign(head: str, steps: str) -> str:
    body = "".join(f"  {line}\n" for line in steps.splitlines())
    return f"campaign asked\n{head}\n  goal purchase within 60 days\n\n{body}"


WEEKLY = "  enter every Monday at 09:00 for {}"
CART = "  enter on cart_add where {}\n    each time"


def _steps(random: Random, dead: str) -> str:
    """Steps around those that are asked about, which leave all that is known as it is."""
    before = random.choice((
        "", 'if phone is unknown\n  leave "no phone"\n',
        'split half\n  one 50%\n    leave "half"\n  other 50%\n',
    ))  # fmt: skip
    if before.endswith("other 50%\n"):
        return before + "".join(f"    {line}\n" for line in dead.splitlines())
    return before + dead


def _of_entry(random: Random, dead: str) -> str:
    """The same, with time that passes before: the entering event stays as it was."""
    wait = random.choice(("wait {} hours\n", "wait {} days\nsend news by sms\n",
                          "unless visit within {} days\n  send news by email\n"))  # fmt: skip
    return _steps(random, wait.format(random.randint(1, 5)) + dead)


def _branch(condition: str) -> str:
    return f"if {condition}\n  send hello by sms\nelse\n  send hello by email\n"


def _head(head: str, fine: str, wrong: str, around: Callable[[Random, str], str] = _steps) -> (
    Callable[[Random], Two]
):
    """What the head says, and a branch that can be taken or cannot."""

    def make(random: Random) -> Two:
        number = random.randint(2, 9)
        given = {"n": number, "more": number + random.randint(1, 5), "less": number - 1}
        seed = random.random()
        right, bad = (
            _campaign(head.format(**given), around(Random(seed), _branch(each.format(**given))))
            for each in (fine, wrong)
        )
        return right, bad

    return make


HEADS = {
    "segment of the entry": (WEEKLY.format("regulars"), "orders > {more}", "orders <= 3"),
    "only if": (WEEKLY.format("everyone") + "\n    only if orders >= {n}", "orders = {more}",
                "orders < {n}"),
    "only while": (WEEKLY.format("everyone") + "\n    only while wants_email", "wants_sms",
                   "not wants_email"),
    "leave if": (WEEKLY.format("everyone") + '\n  leave if tier = "gold"', 'tier = "silver"',
                 'tier = "gold" and wants_sms'),
    "joined": ("  enter when joining regulars\n    once", "orders < 2{n}", "orders < 4"),
    "becomes": ('  enter when tier becomes "gold"\n    once', "wants_sms", 'tier = "silver"'),
    "entered by": ("  enter on purchase\n    each time", "orders > 1", "orders = 0"),
}
ENTRIES = {
    "entry's where": (CART.format("total >= {n}"), "entry.total > {more}", "entry.total < {less}"),
    "entry's choice": (CART.format('device = "phone"'), "entry.total > 5",
                       'entry.device = "desk"'),
    "leave on, has": (WEEKLY.format("everyone") + "\n  leave on purchase", "has visit since entry",
                      "has purchase since entry"),
}  # fmt: skip


def _nested(random: Random) -> Two:
    number = random.randint(3, 9)
    inner = "if {}\n    send hello by sms\n  else\n    send news by sms\n"
    whole = f"if orders >= {number}\n  {inner}else\n  send hello by email\n"
    right, wrong = f"orders < {number + 5}", f"orders < {number - 1}"
    head = WEEKLY.format("everyone")
    return (_campaign(head, _steps(Random(number), whole.format(right))),
            _campaign(head, _steps(Random(number), whole.format(wrong))))  # fmt: skip


def _else_if(random: Random) -> Two:
    number = random.randint(3, 9)
    whole = (f"if orders >= {number}\n  send hello by sms\nelse if orders >= {{}}\n"
             "  send news by sms\nelse\n  send hello by email\n")  # fmt: skip
    head = WEEKLY.format("everyone")
    return (_campaign(head, whole.format(number - 1)),
            _campaign(head, whole.format(number + random.randint(0, 4))))  # fmt: skip


def _nothing_left(random: Random) -> Two:
    number = random.randint(3, 9)
    whole = (f"if orders >= {number}\n  send hello by sms\nelse if orders < {{}}\n"
             "  send news by sms\nelse\n  send hello by email\n")  # fmt: skip
    head = WEEKLY.format("everyone")
    return (_campaign(head, whole.format(number - 1)),
            _campaign(head, whole.format(number + random.randint(0, 4))))  # fmt: skip


def _who_left(random: Random) -> Two:
    """Behind a branch in which all leave, nobody is left of whom it holds."""
    first = 'if not wants_sms\n  leave "no text messages"\n'
    head = WEEKLY.format("regulars")
    return (_campaign(head, first + _branch("wants_email")),
            _campaign(head, first + _branch("not wants_sms")))  # fmt: skip


def _dead(right: str, wrong: str, head: str = WEEKLY.format("everyone")) -> Callable[[Random], Two]:
    def make(random: Random) -> Two:
        number = random.randint(2, 6)

        def written(line: str) -> str:
            return _campaign(head, _steps(Random(number), line.format(n=number, more=number + 1)))

        return written(right), written(wrong)

    return make


DEAD = {
    "behind a leave": _dead('send hello by sms\nif wants_email\n  leave "enough"\nsend news by sms',
                            'send hello by sms\nif wants_email\n  leave "enough"\nelse\n'
                            '  leave "enough, too"\nsend news by sms'),
    "an arm of nobody": _dead(
        "split s\n  a 9{n}%\n    send hello by sms\n  b\n    send news by sms",
        "split s\n  a 100%\n    send hello by sms\n  b 0%\n    send news by sms"),
    "a day that is past": _dead(
        "wait {n} days\nwait until 10:00 on day {more}\n  send hello by sms",
        "wait {more} days\nwait until 10:00 on day {n}\n  send hello by sms"),
    "waits for who leaves": _dead(
        "send hello by sms\nwait for visit, at most {n} days\n  send news by sms",
        "send hello by sms\nwait for purchase, at most {n} days\n  send news by sms",
        WEEKLY.format("everyone") + "\n  leave on purchase"),
    "waits before it sends": _dead(
        "send hello by sms\nwait for clicked hello, at most {n} days\n  send news by sms",
        "wait for clicked news, at most {n} days\n  send hello by sms\nsend news by sms"),
    "never over": _dead(
        "until purchase, at most {n} days\n  send hello by sms\n  wait {more} days\n"
        "  send news by sms\nelse\n  send hello by email",
        "until purchase, at most {more} days\n  send hello by sms\n  wait {n} days\nelse\n"
        "  send hello by email"),
    "behind the end": _dead(
        "send hello by sms\nwait {n} days\nsend news by sms",
        "send hello by sms\nwait 4{n} days\nsend news by sms",
        "  runs from 2026-12-01 until 2026-12-31\n" + WEEKLY.format("everyone")),
}  # fmt: skip

KINDS: dict[str, Callable[[Random], Two]] = {
    **{name: _pair(*each) for name, each in PAIRS.items()},
    **{f"{name}, inside": _inside(*each) for name, each in PAIRS.items() if "where" not in each[2]},
    **{name: _head(*each) for name, each in HEADS.items()},
    **{name: _head(*each, _of_entry) for name, each in ENTRIES.items()},
    "nested": _nested, "above in the chain": _else_if, "nothing left": _nothing_left,
    "who left": _who_left,
    **DEAD,
}  # fmt: skip
