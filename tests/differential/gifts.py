"""Worlds full of gifts and of their use: few customers, who often buy, on a grid of hours, so that
many uses lie exactly at a gift's instant, at its end, or in the tick that gives it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from random import Random

from tests.differential import offers, projects, sending
from tests.differential.harness import Case, compiled
from tests.differential.parting import parting
from tests.differential.worlds import LENGTH, START, Cell, SourceRow, World, with_dates

CUSTOMERS = 8


def case(seed: int) -> Case:
    random = Random(seed)
    text = offers.pointed(parting(_project(random), 0.5), 0.6)
    rows = sorted(with_dates(_rows(random), START), key=lambda row: row.visible)
    return Case(seed, text, compiled(text), World(START, tuple(rows)), ())


def _project(random: Random) -> str:
    ways = [sending.channel_head(name) for name in sending.CHANNELS]
    return "\n".join(
        [
            projects.KNOWN, 'policy\n  timezone "UTC"\n',
            *("\n".join(lines) + "\n" for lines in ways),
            *(sending.message(name) for name in sending.MESSAGES),
            _offers(random), _segments(random),
            _first(random), _second(random), _third(random), _fourth(random),
        ]
    )  # fmt: skip


def _offers(random: Random) -> str:
    gift = random.choice(("where category = gift.code", "where category = gift.code and amount > 5",
                          "where not category != gift.code or cart is unknown"))  # fmt: skip
    ticket = random.choice(("where cart = ticket.code", "where ticket.code starts with \"x\"", "",
                            "where cart = ticket.code or ticket.code contains \"1\""))  # fmt: skip
    lines = ["offer gift", '  coupon code "food"', f"  used by purchase {gift}"]
    lines += [f"  valid for {random.choice(('2 hours', '6 hours', '1 day'))}"]
    lines += [f"  at most {random.randint(5, 60)} in all"] if random.random() < 0.3 else []
    lines += ["offer ticket", f'  coupon from pool "{offers.POOL}"', f"  used by purchase {ticket}"]
    lines += [f"  valid for {random.choice(('3 hours', '1 day'))}"] if random.random() < 0.6 else []
    return "\n".join(lines) + "\n"


def _segments(random: Random) -> str:
    lines = ["segment holders", f"  {random.choice(('has', 'not has'))} unused gift",
             "segment winners", f"  has used {_one(random)} in last {_length(random)}",
             "segment moved_in", f"  joined holders in last {_length(random)}",
             "trait gifts = count of given ticket",
             "trait many = count of used gift"]  # fmt: skip
    return "\n".join(lines) + "\n"


def _one(random: Random) -> str:
    return random.choice(("gift", "ticket"))


def _length(random: Random) -> str:
    return random.choice(("1 hour", "3 hours", "6 hours", "1 day"))


def _test(random: Random) -> str:
    return random.choice(
        (
            "has unused gift", "not has unused gift", "has unused ticket", "not has unused ticket",
            "in holders", "in winners", "in moved_in", "gifts > 1", "many >= 2",
            f"has used gift in last {_length(random)} where amount > 5",
            f"has given ticket in last {_length(random)} followed by used ticket within 2 hours",
            f"last used {_one(random)} more than {_length(random)} ago",
            'has used ticket where campaign = "c0"', "no used gift where step = \"1\"",
            "count of given ticket > 1",
        )
    )  # fmt: skip


def _first(random: Random) -> str:
    again = random.choice(("each time", "again at once, starting over", "again after 6 hours"))
    only = ["    only if not has unused ticket"] if random.random() < 0.4 else []
    hold = ["  hold out 20%"] if random.random() < 0.3 else []
    return "\n".join(
        [
            "campaign c0", "  enter on cart_add", *only, f"    {again}", *hold,
            *([f"  leave on used {_one(random)}"] if random.random() < 0.4 else []),
            f"  goal g: used {_one(random)} within 6 hours, worth amount", "",
            f"  give {_one(random)}", f"  wait {random.choice(('1 hour', '30 minutes'))}",
            f"  give {_one(random)}", f"  if {_test(random)}", "    send hello by push",
            "    give ticket", "  else", "    give gift",
            f"  wait for used {_one(random)} as use, at most {_length(random)}",
            "    if use.amount > 5", "      send news by push", "  else",
            f"    if {_test(random)}", "      send offer by push",
        ]
    ) + "\n"  # fmt: skip


def _second(random: Random) -> str:
    name, other = _one(random), _one(random)
    only = [f"    only if {_test(random)}"] if random.random() < 0.5 else []
    return "\n".join(
        [
            "campaign c1", f"  enter on used {name}", *only, "    each time",
            f"  goal g: used {other} within 1 day", "", f"  give {other}",
            f"  unless used {other} within {_length(random)}", "    send hello by mail",
        ]
    ) + "\n"  # fmt: skip


def _third(random: Random) -> str:
    return "\n".join(
        [
            "campaign c2", f"  enter on given {_one(random)}",
            "    again after leaving this campaign",
            f"  leave on used {_one(random)}", "  goal g: purchase within 1 day", "",
            f"  wait {_length(random)}", f"  if {_test(random)}", "    send news by push",
        ]
    ) + "\n"  # fmt: skip


def _fourth(random: Random) -> str:
    return "\n".join(
        [
            "campaign c3", f"  priority {random.choice((1, 2))}",
            f"  enter every day at {random.choice(('09:00', '00:00'))} for holders",
            "  goal g: purchase within 1 day", "", f"  if {_test(random)}", "    give gift",
            "  else", "    give ticket", "  send receipt by push",
        ]
    ) + "\n"  # fmt: skip


def _rows(random: Random) -> Iterator[SourceRow]:
    for number in range(CUSTOMERS):
        key = f"p{number}"
        yield SourceRow("shop.customers", _person(key), START - timedelta(days=9))
        for event in range(random.choice((6, 12, 20))):
            yield _event(random, key, event)


def _person(key: str) -> dict[str, Cell]:
    empty = dict.fromkeys(("birthday", "signed_up", "timezone", "tier", "points", "spent",
                           "valid_from"))  # fmt: skip
    reached: dict[str, Cell] = {"email": f"{key}@x", "phone": "1", "city": "Seoul"}
    return {**empty, "id": key, **reached, "wants_mail": True, "wants_text": True}


def _event(random: Random, key: str, number: int) -> SourceRow:
    """More orders than carts; some orders are seen late, some a whole day after the gift's end."""
    time = START + timedelta(hours=random.randrange(int(LENGTH.total_seconds() // 3600)))
    cells: dict[str, Cell] = {
        "customer_id": key, "at_time": time.replace(tzinfo=None), "id": f"{key}-{number}",
        "cart": random.choice(("a", "b", "c", None)),
    }  # fmt: skip
    if random.random() < 0.35:
        return SourceRow("shop.carts", {**cells, "total": Decimal(9)}, time)
    seen = time + timedelta(hours=random.choice((0, 0, 0, 1, 5, 26)))
    bought: dict[str, Cell] = {
        "seen_at": seen.replace(tzinfo=None), "amount": Decimal(random.choice((5, 6))),
        "category": random.choice(("food", "food", "toys", None)),
    }  # fmt: skip
    return SourceRow("shop.orders", cells | bought, seen)
