"""Dates of customers and events in random projects: who enters around them, what waits for them.

They lie around the days of the world, many of them exactly so long before or after something else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import TypeVar

from tests.differential import conditions as say
from tests.differential.campaigns import DAYS, TIMES
from tests.differential.sending import CHANNELS, MESSAGES

COLUMNS = {
    "shop.customers": {"born": "DATE", "renews": "DATE", "meets": "TIMESTAMP"},
    "shop.carts": {"starts": "TIMESTAMP", "due": "DATE"},
}
OF_CUSTOMERS = "  born       date, yearly\n  renews     date\n  meets      time\n"
OF_CARTS = "  starts    time\n  due       date, yearly\n"
MOMENTS = tuple(timedelta(microseconds=each) for each in (0, 0, 0, 1, -1))

Cell = TypeVar("Cell")


def cells(
    table: str, known: Mapping[str, Cell], seen: datetime, start: datetime
) -> dict[str, Cell | date | None]:
    """A row of the world with its dates; of a customer's rows some have others than the one
    before."""
    key = f"{known.get('id')} {seen}"
    if table == "shop.customers":
        same = Random(f"same {key}").random() < 0.4
        random = Random(f"dates {known['id']}" if same else f"dates {key}")
        return {**known, **_of_customer(random, start)}
    if table == "shop.carts":
        return {**known, **_of_cart(Random(f"dates {key}"), known["at_time"])}
    return dict(known)


def _of_customer(random: Random, start: datetime) -> dict[str, date | None]:
    first = start.date() - timedelta(days=4)
    year = random.randint(1950, 2010)
    born = (first + timedelta(days=random.randint(0, 12))).replace(year=year)
    if random.random() < 0.1:
        born = date(random.choice((1996, 2004)), 2, 29)
    renews = first + timedelta(days=random.randint(0, 12))
    if random.random() < 0.05:
        renews = random.choice((date(2999, 12, 31), date(1900, 1, 1)))
    meets = start + timedelta(minutes=30 * random.randint(-48 * 3, 48 * 8))
    return {
        "born": born if random.random() < 0.8 else None,
        "renews": renews if random.random() < 0.8 else None,
        "meets": _naive(meets + random.choice(MOMENTS)) if random.random() < 0.8 else None,
    }


def _of_cart(random: Random, added: object) -> dict[str, date | None]:
    assert isinstance(added, datetime)
    later = timedelta(minutes=30 * random.choice((0, 2, 12, 48, 96, random.randint(-48, 200))))
    day = (added + timedelta(days=random.randint(-1, 4))).date()
    return {
        "starts": added + later + random.choice(MOMENTS) if random.random() < 0.8 else None,
        "due": day.replace(year=random.choice((day.year, 1991))) if random.random() < 0.8 else None,
    }


def moves(known: Mapping[str, Cell], seen: datetime, start: datetime) -> list[
    tuple[datetime, dict[str, Cell | date | None]]
]:  # fmt: skip
    """Later versions of a customer's last row, whose dates move a little and move again."""
    random = Random(f"moves {known['id']} {seen}")
    first = max(seen, start)
    moments = sorted(first + timedelta(minutes=30 * random.randrange(1, 240)) for _ in range(3))
    found: list[tuple[datetime, dict[str, Cell | date | None]]] = []
    held: dict[str, Cell | date | None] = dict(known)
    for moment in moments[: random.choice((0, 1, 2, 3))]:
        held = {**held, "valid_from": _naive(moment), **_moved(random, held)}
        found.append((moment, held))
    return found


def _moved(random: Random, held: Mapping[str, object]) -> dict[str, date | None]:
    renews, meets = held["renews"], held["meets"]
    days = timedelta(days=random.choice((-2, -1, 1, 1, 2)))
    if isinstance(renews, date):
        renews = None if random.random() < 0.05 else min(renews, date(2900, 1, 1)) + days
    if isinstance(meets, datetime):
        meets += random.choice((days, timedelta(hours=random.choice((-6, -1, 1, 24)))))
    born = held["born"]
    if isinstance(born, date) and (born.month, born.day) != (2, 29):
        born += days
    return {"renews": _date(renews), "meets": _date(meets), "born": _date(born)}


def _date(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _naive(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(tzinfo=None)


def dated(text: str, seed: int) -> str:
    """The text of a project with dates: what lets in at instants of the calendar mostly lets in
    around them, half of the waits until an instant wait for one, and some have steps under them."""
    random = Random(f"dates {seed}")
    text = re.sub(r"(?m)^(customers .*\n(?:  .*\n)*?)(?=  tier )", rf"\1{OF_CUSTOMERS}", text)
    text = re.sub(r"(?m)^(event cart_add .*\n(?:  .*\n)*)", rf"\1{OF_CARTS}", text)
    blocks = [_campaign(random, block) for block in re.split(r"(?m)^(?=campaign )", text)]
    return "".join([*blocks, _waiting(random), _entering(random)])


def _campaign(random: Random, block: str) -> str:
    if not block.startswith("campaign "):
        return block
    block = re.sub(
        r"  enter (?:every|at) .* for \w+\n",
        lambda found: found[0] if random.random() < 0.3 else f"  enter {_entry(random)}\n", block,
    )  # fmt: skip
    events = re.findall(r"(?m)^  enter on (\w+)", block)
    return re.sub(
        r"(?m)^( +)wait until .*\n",
        lambda found: _wait(random, found[1], found[0], events == ["cart_add"]), block,
    )  # fmt: skip


def _wait(random: Random, indent: str, plain: str, by_cart: bool) -> str:
    line = f"{indent}wait until {_until(random, by_cart)}\n" if random.random() < 0.6 else plain
    return line + (f"{indent}  {_send(random)}\n" if random.random() < 0.5 else "")


def _until(random: Random, by_cart: bool) -> str:
    if random.random() < 0.2:
        return f"{_at(random)} on day {random.randint(0, 3)}"
    owners = ["entry.", ""] if by_cart else [""]
    owner = random.choice(owners)
    return _around(random, f"{owner}starts" if owner else "meets",
                   f"{owner}due" if owner else random.choice(("renews", "born")))  # fmt: skip


def _entry(random: Random) -> str:
    if random.random() < 0.2:
        return f"on {random.choice(('renews', 'born', 'meets'))} at {_at(random)}"
    return _around(random, "meets", random.choice(("renews", "born")))


def _around(random: Random, time: str, day: str) -> str:
    beside = random.choice(("before", "after"))
    days = random.choice(("1 day", "2 days", "4 days", "1 week"))
    roll = random.random()
    if roll < 0.25:
        return f"{random.choice(('30 minutes', '6 hours', '36 hours'))} {beside} {time}"
    if roll < 0.4:
        return f"{days} {beside} {time}"
    return f"{days} {beside} {time if roll < 0.55 else day} at {_at(random)}"


def _at(random: Random) -> str:
    zone = random.choice(("", "", "", ' in "America/New_York"'))
    return f"{random.choice(TIMES)}{zone}"


def _send(random: Random) -> str:
    return f"send {random.choice(MESSAGES)} by {random.choice(CHANNELS)}"


def _entering(random: Random) -> str:
    """A campaign around a date, whatever else there is."""
    lines = ["campaign around", *_head(random), f"  enter {_entry(random)}"]
    if random.random() < 0.3:
        lines.append(f'    only if city != "{random.choice(say.CITIES)}"')
    again = random.choice(("", "", "once", "again after 1 day", "again after 2 days", "each time"))
    lines += [f"    {again}"] if again else []
    lines += ["  goal g: purchase within 1 day, target 10%", ""]
    lines.append(_wait(random, "  ", f"  wait until {_at(random)}\n", False).rstrip("\n"))
    return "\n".join([*lines, f"  {_send(random)}", ""])


def _waiting(random: Random) -> str:
    """A campaign whose waits are for dates of what happened."""
    again = random.choice(("each time", "again at once, starting over", "again after 1 day"))
    lines = ["campaign awaiting", *_head(random), "  enter on cart_add", f"    {again}"]
    lines += ["  leave on purchase"] if random.random() < 0.4 else []
    lines += ["  goal g: purchase within 1 day, target 10%", ""]
    lines.append(f"  wait until {_until(random, False)}")
    lines += [f"    {_send(random)}"] if random.random() < 0.7 else []
    lines.append(f"  wait until {_around(random, 'entry.starts', 'entry.due')}")
    lines += [f"    {_send(random)}"] if random.random() < 0.7 else []
    lines.append(f"  wait for cart_add as next, at most {random.choice(('6 hours', '2 days'))}")
    lines.append(f"    wait until {_around(random, 'next.starts', 'next.due')}")
    lines += [f"      {_send(random)}"] if random.random() < 0.7 else []
    lines.append(f"  wait until {random.choice(DAYS)} at {_at(random)}")
    return "\n".join([*lines, f"    {_send(random)}", ""])


def _head(random: Random) -> list[str]:
    lines = ["  runs from 2026-03-07 until 2026-03-10"] if random.random() < 0.2 else []
    return [*lines, *([f"  priority {random.randint(1, 3)}"] if random.random() < 0.3 else [])]
