"""What the everyday cases must reach between them: a generator that stops reaching something
would leave the comparison of journals empty there, and nobody would see it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from compiler.meaning.names import OWN_EVENTS
from compiler.model.offers import NOT_GIVEN
from runtime.acts import Dates
from runtime.journal import Kind, Row
from tests.differential.harness import Case, case, interpreted_alone, patterns
from tests.differential.test_differential import SEEDS

DECISIONS = {
    "entered S15", "entered S30 held out", "entered S30 held out from everything",
    "refused S22 outside runs", "refused S17 late", "refused S14 left before", "refused S16 again",
    "refused S36 paused", "refused S36 stopped", "dropped S36 overdue", "left S36 stopped",
    "arm S19", "branch S6 if", "branch S6 else if 2", "branch S6 else",
    "waited S3 time", "waited S4 time", "waited S8 time", "waited S23 time", "waited S23 answered",
    "held S25 quiet", "planned S26", "shadow S30",
    "dropped S26 cap", "dropped S25 quiet", "dropped S24 no address", "dropped S24 no consent",
    "dropped S24 unsubscribed", "goal S32", "left S21 finished", "left S21 left on purchase",
    "given S28", "given S28 no code left", "given S28 all given",
    "left S21 left on visit", 'left S21 leave "enough"', "left S16 replaced",
}  # fmt: skip
"""Kind, rule and reason of the journal's rows."""

BORDERS = {
    "a wait until its own time",
    "a wait until the best hour",
    "a best hour that begins just then",
    "a cap among campaigns at one position",
    "a consent after an unsubscription",
    "a decision where a tick ends",
    "an answer in a pause",
    "a wait that begins anew",
    "an entry by what Segue did",
    "an entry by a gift",
    "an entry by the use of a gift",
}
"""What lies exactly on a border, where a wrong comparison would show."""


RARE = (76, 36, 96, 110, 79, 2)
"""The seeds that reach what few others do, and the rest between them."""


def test_every_decision_and_every_border_is_reached() -> None:
    """As many of the everyday cases as that takes."""
    missing = DECISIONS | BORDERS
    for seed in dict.fromkeys((*RARE, *SEEDS)):
        made = case(seed)
        rows = interpreted_alone(made)
        missing -= {*map(_decision, _each_channel(rows)), *_borders(made, rows)}
        if not missing:
            return
    assert not missing


def _each_channel(rows: Iterable[Row]) -> Iterator[tuple[Row, str]]:
    """The rows with their reasons; why no channel reaches is one reason for each channel."""
    for row in rows:
        if row.kind is Kind.DROPPED and row.rule == "S24":
            yield from ((row, re.sub(r"^\w+ ", "", each)) for each in row.reason.split(", "))
        elif row.kind is Kind.BRANCH:
            yield row, row.arm
        elif row.kind is Kind.GIVEN:
            yield row, row.reason if row.reason in NOT_GIVEN else ""
        else:
            yield row, "" if row.kind is Kind.GOAL else row.reason


def _decision(told: tuple[Row, str]) -> str:
    row, reason = told
    return f"{row.kind} {row.rule} {reason}".rstrip()


def _of_resumes(made: Case, row: Row, before: list[Row]) -> Iterator[str]:
    if row.kind is not Kind.WAITED or row.position:
        return
    for act in made.acts:
        if act.campaign == row.campaign and act.dates is not None and before:
            if act.at == row.at and row.reason == "answered" and before[-1].at < row.at:
                yield "an answer in a pause"
            if act.dates is Dates.RESTART and before[-1].at < act.at < row.at:
                yield "a wait that begins anew"


def _borders(made: Case, rows: list[Row]) -> Iterator[str]:
    enrolments, positions = defaultdict[str, list[Row]](list), defaultdict[object, set[str]](set)
    customers = defaultdict[object, list[Row]](list)
    for row in rows:
        before = enrolments[row.enrolment]
        if row.rule == "S4" and before and before[-1].at == row.at:
            yield "a wait until its own time"
        if row.rule == "S8" and before:
            late = before[-1].at < row.at
            yield "a wait until the best hour" if late else "a best hour that begins just then"
        if row.kind is Kind.ENTERED and row.cause.split()[0] in OWN_EVENTS:
            yield "an entry by what Segue did"
        if row.kind is Kind.ENTERED and row.cause.startswith("given "):
            yield "an entry by a gift"
        if row.kind is Kind.ENTERED and row.cause.startswith("used "):
            yield "an entry by the use of a gift"
        yield from _of_resumes(made, row, before)
        before.append(row)
        if row.kind is Kind.PLANNED or row.reason == "cap":
            where = (row.customer, row.at, row.position)
            positions[where].add(f"{row.campaign} {row.kind}")
        if row.kind is Kind.PLANNED and any(
            f"{row.channel} unsubscribed" in each.reason for each in customers[row.customer]
        ):
            yield "a consent after an unsubscription"
        customers[row.customer].append(row)
    for told in positions.values():
        if len({each.split()[0] for each in told}) > 1 and any("dropped" in each for each in told):
            yield "a cap among campaigns at one position"
    if {row.at for row in rows} & set(patterns(made.seed, made.world)["odd"]):
        yield "a decision where a tick ends"
