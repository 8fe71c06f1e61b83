"""Nobody gets more in a week than the bound: generated campaigns over customers who do a lot, as
the interpreter has it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random

import pytest

from compiler.codes import BASE
from compiler.pressure import Pressure, pressure
from runtime.history import Fields, History, Occurrence, Version
from runtime.identity import Identity
from runtime.interpreter.interpret import interpret
from runtime.journal import Kind, Row
from tests.compiler.asking import project
from tests.seeds import seeds

KNOWN = BASE.split("campaign greeting")[0].replace("Europe/London", "UTC")
START = datetime(2026, 1, 5, tzinfo=UTC)
DAYS, PEOPLE = 30, 3
WEEK = timedelta(days=7)

ENTRIES = (
    "enter every Monday at 09:00 for everyone", "enter every day at 21:30 for everyone",
    "enter every weekday at 07:00 for everyone\n    again after 2 days",
    "enter every 2 weeks on Friday at 09:00 for everyone", "enter at 2026-01-15 10:00 for everyone",
    "enter every month on day 1 at 12:00 for everyone", "enter on cart_add\n    once",
    "enter on cart_add\n    again after 1 day", "enter on cart_add\n    again after 3 days",
    "enter on cart_add\n    again after 36 hours", "enter on cart_add\n    each time",
    "enter on cart_add\n    again at once, starting over",
    "enter on cart_add\n    again after leaving this campaign",
)  # fmt: skip
WAITS = (
    "wait 5 hours", "wait 1 day", "wait 3 days", "wait 7 days", "wait until 10:00",
    "wait until 22:00", "wait until Monday at 10:00", "wait until 10:00 on day 3",
)  # fmt: skip
SENDS = ("send hello by email", "send hello by email", "send hello by sms",
         "send hello by sms, else email", "send receipt by email")  # fmt: skip


def steps(random: Random, depth: int, *, repeats: bool = True) -> list[str]:
    """A block of steps; what is repeated is not repeated within."""
    found: list[str] = []
    for _ in range(random.randint(1, 3)):
        found += _step(random, depth, repeats)
    return found


def _step(random: Random, depth: int, repeats: bool) -> list[str]:
    if depth == 0 or random.random() < 0.6:
        return [random.choice(WAITS if random.random() < 0.4 else SENDS)]
    days, repeated = random.randint(1, 4), repeats and random.random() < 0.25
    inner = ["  " + line for line in steps(random, depth - 1, repeats=repeats and not repeated)]
    if repeated:
        return [f"repeat up to 3 times, every {days} days", *inner]
    other = ["  " + line for line in steps(random, depth - 1, repeats=repeats)]
    return random.choice((
        ["if has purchase in last 2 days", *inner, "else", *other],
        [f"split s{random.randrange(10**6)}", "  a 50%", *("  " + line for line in inner),
         "  b 50%", *("  " + line for line in other)],
        [f"wait for purchase, at most {days} days", *inner, "else", *other],
        [f"until purchase, at most {days} days", *inner, "then", *other],
        [f"until purchase, at most {days} days", *inner, "else", *other],
    ))  # fmt: skip


def campaign(random: Random) -> str:
    """A campaign that lets one in often enough, and may have a line by which one leaves."""
    lines = [random.choice(ENTRIES), "goal purchase within 7 days"]
    if random.random() < 0.3:
        lines.insert(1, "leave on purchase where amount > 50")
    found = [*lines, *steps(random, 2)]
    return "campaign one\n" + "".join(f"  {line}\n" for line in found)


def policy(random: Random) -> str:
    lines = random.choice((
        "", "  quiet from 20:00 until 08:00\n", "  at most 2 per day per customer\n",
        "  at most 3 per week per customer\n  quiet on Sunday\n",
    ))  # fmt: skip
    return KNOWN.replace('timezone "UTC"\n', f'timezone "UTC"\n{lines}')


def person(random: Random, number: int) -> History:
    """Somebody whom every channel reaches, and who does something every few hours or days."""
    fields: Fields = {
        "email": "a@example.org", "phone": "1", "wants_email": True, "wants_sms": True,
    }  # fmt: skip
    events: list[Occurrence] = []
    at, pause = START, random.choice((3, 12, 40, 100))
    while at < START + timedelta(days=DAYS):
        at += timedelta(minutes=random.randint(1, pause * 60))
        kind = random.choice(("cart_add", "cart_add", "purchase"))
        values: Fields = {"amount": Decimal(random.choice((10, 100)))} if kind == "purchase" else {}
        events.append(Occurrence(kind, f"{len(events):05}", at, at, values))
    return History(f"p{number}", (Version(None, fields),), tuple(events))


def fullest(times: Sequence[datetime]) -> int:
    """The most within a week, its end excluded."""
    return max((sum(one <= at < one + WEEK for at in times) for one in times), default=0)


def got(text: str, base: str, random: Random) -> tuple[Pressure, Counter[str]]:
    """The bounds, and the most that somebody got in a week."""
    made = project(text, base=base)
    most: Counter[str] = Counter()
    for number in range(PEOPLE):
        rows = interpret(made, person(random, number), START, START + timedelta(days=DAYS),
                         Identity("salt"))  # fmt: skip
        planned = [row for row in rows if row.kind is Kind.PLANNED]
        for message, times in _by_message(planned):
            most[message] = max(most[message], fullest(times))
    return pressure(made, made.campaigns.values()), most


def _by_message(planned: Iterable[Row]) -> list[tuple[str, list[datetime]]]:
    found: dict[str, list[datetime]] = {}
    for row in planned:
        found.setdefault(row.message, []).append(row.at)
    return list(found.items())


@pytest.mark.parametrize("seed", seeds(0, 1, of=60))
def test_nobody_gets_more_than_the_bound(seed: int) -> None:
    random = Random(seed)
    for _ in range(4):
        text, base = campaign(random), policy(random)
        bound, most = got(text, base, random)
        for message, of in (("hello", bound.most), ("receipt", bound.service)):
            assert of is None or most[message] <= of, (text, base[base.find("policy") :][:90], most)
