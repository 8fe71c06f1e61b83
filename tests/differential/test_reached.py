"""What the everyday cases must reach between them: a generator that stops reaching something
would leave the comparison of journals empty there, and nobody would see it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from compiler.meaning.names import OWN_EVENTS
from compiler.model.campaigns import Campaign, Goal
from compiler.model.entries import Entry, OnDate, OnEvent
from compiler.model.offers import NOT_GIVEN
from compiler.model.steps import Repeat, WaitFor
from compiler.walk import steps
from runtime.acts import Dates
from runtime.journal import Kind, Row
from tests.differential.harness import Case, case, interpreted_alone, patterns
from tests.differential.test_differential import EVERYDAY, RARE

DECISIONS = {
    "entered S15", "entered S30 held out", "entered S30 held out from everything",
    "refused S22 outside runs", "refused S17 late", "refused S14 left before", "refused S16 again",
    "refused S36 paused", "refused S36 stopped", "dropped S36 overdue", "left S36 stopped",
    "arm S19", "branch S6 if", "branch S6 else if 2", "branch S6 else",
    "waited S3 time", "waited S4 time", "waited S8 time", "waited S23 time", "waited S23 answered",
    "waited S4 missed", "waited S23 missed",
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
    "an entry around a date",
    "an entry around a time",
    "an answer in a pause",
    "a wait that begins anew",
    "an entry by what Segue did",
    "an entry by a gift",
    "an entry by the use of a gift",
    "an entry by one of several events",
    "an answer of one of several events",
    "an answer of the first of several things",
    "a step with a name",
    "steps that are repeated",
    "steps that are repeated when they have ended",
    "steps that an event ends",
    "steps that an event ends before they begin",
    "steps whose time is over",
    "quiet time that ends with the steps around it",
    "a goal reached by one of several events",
}
"""What lies exactly on a border, where a wrong comparison would show."""


def test_every_decision_and_every_border_is_reached() -> None:
    """By the cases that are tried at every change; no more are made than that takes."""
    missing = DECISIONS | BORDERS
    for seed in dict.fromkeys((*RARE, *EVERYDAY)):
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


def _entry(made: Case, row: Row) -> Entry:
    return made.project.campaigns[row.campaign].entry


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
    yield from _of_several(made, rows)
    yield from _of_until(rows)
    yield from _of_repeats(made, rows)
    enrolments, positions = defaultdict[str, list[Row]](list), defaultdict[object, set[str]](set)
    customers = defaultdict[object, list[Row]](list)
    for row in rows:
        before = enrolments[row.enrolment]
        if row.rule == "S4" and before and before[-1].at == row.at:
            yield "a wait until its own time"
        if row.rule == "S8" and before:
            late = before[-1].at < row.at
            yield "a wait until the best hour" if late else "a best hour that begins just then"
        if row.kind is Kind.ENTERED and isinstance(_entry(made, row), OnDate):
            yield f"an entry around a {'time' if row.cause.endswith(' UTC') else 'date'}"
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


def _of_repeats(made: Case, rows: list[Row]) -> Iterator[str]:
    before: dict[str, Row] = {}
    passes = {
        (campaign.name, each.id)
        for campaign in made.project.campaigns.values()
        for step in steps(campaign) if isinstance(step, Repeat)
        for each in step.passes
    }  # fmt: skip
    for row in rows:
        if (row.campaign, row.step) in passes:
            late = before[row.enrolment].at == row.at
            yield f"steps that are repeated{' when they have ended' if late else ''}"
        before[row.enrolment] = row


def _of_until(rows: list[Row]) -> Iterator[str]:
    before: dict[str, Row] = {}
    for row in rows:
        last, ends = before.get(row.enrolment), row.rule == "S23" and row.arm in ("then", "else")
        if last is not None and ends:
            yield "steps that an event ends" if row.arm == "then" else "steps whose time is over"
            if (last.at, last.position) == (row.at, row.position):
                yield "steps that an event ends before they begin"
            if last.kind is Kind.HELD:
                yield "quiet time that ends with the steps around it"
        before[row.enrolment] = row


def _of_several(made: Case, rows: list[Row]) -> Iterator[str]:
    """By another of them than the first that the text names."""
    for row in rows:
        campaign, kind = made.project.campaigns[row.campaign], row.position.split(" ")[0]
        entry = campaign.entry if row.kind is Kind.ENTERED else None
        if isinstance(entry, OnEvent) and kind != entry.on.event:
            yield "an entry by one of several events"
        if row.kind is Kind.GOAL and kind != _goal(campaign, row.reason).on.event:
            yield "a goal reached by one of several events"
        if re.fullmatch(r"n\d+", row.step):
            yield "a step with a name"
        if row.kind is Kind.WAITED and row.arm:
            yield "an answer of the first of several things"
        if row.kind is Kind.WAITED and row.reason == "answered":
            step = next(each for each in steps(campaign) if each.id == row.step)
            if isinstance(step, WaitFor) and row.position and kind != step.on.event:
                yield "an answer of one of several events"


def _goal(campaign: Campaign, name: str) -> Goal:
    return next(goal for goal in campaign.goals if goal.name == name)
