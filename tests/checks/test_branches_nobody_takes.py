"""Branches that are said to be taken by nobody are taken by nobody: generated campaigns over people
who do a lot, as the interpreter has it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random

import pytest

from compiler.codes import BASE
from compiler.holding import Holding
from compiler.holding.formula import every
from compiler.holding.journey import Asked, journey
from compiler.model.campaigns import Campaign
from runtime.identity import Identity
from runtime.interpreter.interpret import interpret
from runtime.journal import Kind
from tests.compiler.asking import project
from tests.pressure.test_never_more import START, person
from tests.seeds import seeds

KNOWN = BASE.split("campaign greeting")[0].replace("Europe/London", "UTC")
DAYS = 20

HEADS = (
    "enter every Monday at 09:00 for loyal", "enter every day at 21:30 for everyone",
    "enter on cart_add\n    again after 1 day", "enter on purchase\n    each time",
    "enter on purchase where amount > 50\n    each time",
    "enter when joining loyal\n    again after 1 day",
    'enter when kind becomes "many"\n    again after 1 day',
    "enter on cart_add\n    only if orders >= {n}\n    again after 1 day",
    "enter every day at 09:00 for everyone\n    only while orders < {n}",
    "enter every day at 09:00 for everyone\n    only if no purchase in last {n} days",
)  # fmt: skip
LEAVES = ("", "", "leave on purchase", "leave on purchase where amount > 50",
          "leave if orders >= {n}", "leave on cart_add or purchase")  # fmt: skip
CONDITIONS = (
    "orders >= {n}", "orders < {n}", "orders = {n}", "in loyal", 'kind = "few"',
    "has purchase in last {n} days", "no purchase in last {n} days", "has purchase since entry",
    "last purchase more than {n} hours ago", "has purchase since entry where amount > 50",
    "no purchase since entry", "has cart_add since entry", "revenue > 100", "orders = 0",
    "average of purchase.amount < 50", "wants_email", "wants_sms and orders > 1",
    "last purchase in last {n} hours", "first purchase in last {n} days",
)  # fmt: skip
STEPS = (
    "wait 5 hours", "wait 1 day", "wait until 10:00", "send hello by email",
    "send receipt by email", "wait for purchase, at most 1 day", 'leave "enough"',
)  # fmt: skip


def campaign(random: Random) -> str:
    """Mostly branches."""
    head, leave = random.choice(HEADS), random.choice(LEAVES)
    lines = [head, *([leave] if leave else []), "goal purchase within 7 days"]
    lines += _block(random, 3)
    return _numbered("campaign one\n" + "".join(f"  {line}\n" for line in lines), random)


def _block(random: Random, depth: int) -> list[str]:
    found: list[str] = []
    for _ in range(random.randint(1, 3)):
        if depth and random.random() < 0.6:
            found += _branches(random, depth - 1)
        else:
            step = random.choice(STEPS)
            found.append(step)
            if step.startswith("wait for"):
                found += [f"  {line}" for line in _block(random, max(depth - 1, 0))]
            if step.startswith("leave"):
                break
    return found


def _branches(random: Random, depth: int) -> list[str]:
    heads = [f"if {random.choice(CONDITIONS)}"]
    if random.random() < 0.5:
        heads.append(f"else if {random.choice(CONDITIONS)}")
    heads += ["else"] if random.random() < 0.5 else []
    return [line for head in heads
            for line in (head, *(f"  {each}" for each in _block(random, depth)))]  # fmt: skip


def _numbered(text: str, random: Random) -> str:
    while "{n}" in text:
        text = text.replace("{n}", str(random.randint(1, 6)), 1)
    return text


Taken = tuple[str, str]
"""A step and a branch of it."""


def nobodys(campaign: Campaign, holding: Holding) -> set[Taken]:
    """The branches that nobody is said to take."""
    return {
        (come.step.id, label)
        for come in journey(campaign, holding) for label in _untaken(come, holding)
    }  # fmt: skip


def _untaken(come: Asked, holding: Holding) -> Iterator[str]:
    given = come.state.known
    for branch in come.step.branches:
        if holding.never(branch.condition, given):
            yield branch.label
        given = every((given, holding.lowering.formula(branch.condition, holds=False)))
    if not holding.possible(given):
        yield "else"


def tried(random: Random) -> tuple[str, set[Taken], set[Taken]]:
    """A campaign, the branches that nobody is said to take, and those that somebody took."""
    text = campaign(random)
    made = project(text, base=KNOWN)
    (one,) = made.campaigns.values()
    taken: set[Taken] = set()
    for number in range(3):
        rows = interpret(made, person(random, number), START, START + timedelta(days=DAYS),
                         Identity("salt"))  # fmt: skip
        taken |= {(row.step, row.arm) for row in rows if row.kind is Kind.BRANCH}
    return text, nobodys(one, Holding(made, made.policy.timezone)), taken


@pytest.mark.parametrize("seed", seeds(0, 1, of=60))
def test_nobody_takes_them(seed: int) -> None:
    random = Random(seed)
    for _ in range(6):
        text, nobody, taken = tried(random)
        assert not nobody & taken, text
