"""What the compiler makes of a segment, of groups or of a campaign, for people to read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlglot import exp

from compiler.machine.guards import Either, Guard, Took
from compiler.machine.machines import machines
from compiler.machine.places import (
    Branching,
    Calling,
    Finishing,
    Giving,
    Keeping,
    Leaving,
    Machine,
    Operation,
    Place,
    Reaching,
    Sending,
    Sort,
)
from compiler.machine.queries import queries
from compiler.machine.setting import Setting
from compiler.machine.shares import Chance
from compiler.machine.wording import all_decisions
from compiler.model.campaigns import Campaign
from compiler.model.project import Project
from compiler.model.staff import to_whom
from compiler.model.steps import (
    BestHour,
    FirstOf,
    If,
    Settle,
    Split,
    Trial,
    Until,
    WaitAround,
    WaitFor,
    WaitUntil,
)
from compiler.sentences import Sentences, sentence_of
from compiler.sql.commented import commented
from compiler.sql.declared import declared_tables
from compiler.sql.dialects import Dialect, emit
from compiler.sql.printed.printing import PRINTED, Printed, printed
from compiler.sql.probe import Inline
from compiler.sql.queries import Key, groups_query, segment_query
from compiler.walk import steps
from compiler.zones import midnight


def described(
    project: Project, name: str, at: datetime, dialect: Dialect, said: Sentences
) -> str:
    """The query of a segment or of groups at an instant with what the files say of its parts. The
    name must be declared."""
    query = _query(project, name, at, said)
    above = [*_above(name, at, said), *_kept(project, query)]
    return "\n".join([*above, f"{emit(query, dialect)};", ""])


def described_campaign(project: Project, name: str, dialect: Dialect) -> str:
    """A campaign's machine with the queries of its tick. The name must be declared."""
    found = machines(project, {}, _Numbers())
    machine = next(each for each in found if each.campaign.name == name)
    decisions = {each: n for n, each in enumerate(all_decisions(project, machine), 1)}
    setting = Setting(project, machine, Chance("the project's salt"), decisions)
    return "\n".join([*_machine(machine), *_queries(setting, dialect)])


def described_in(
    project: Project, name: str, at: datetime, dialect: Printed, said: Sentences
) -> str:
    """The query of a segment or of groups in a dialect in which Segue executes nothing. Raises
    CannotPrint where the dialect has no words for what is asked."""
    query = _query(project, name, at, said)
    note = f"-- Printed for {PRINTED[dialect].title}: Segue has not executed it there."
    above = [note, *_above(name, at, said), *_kept(project, query)]
    return "\n".join([*above, f"{printed(query, dialect)};", ""])


def _query(project: Project, name: str, at: datetime, said: Sentences) -> exp.Query:
    make = groups_query if name in project.groups else segment_query
    populations = Inline(midnight(at, project.policy.timezone))
    query = make(project, name, at, declared_tables(project), populations, Key.COUNT)
    return commented(query, project, name, said)


def _above(name: str, at: datetime, said: Sentences) -> Iterator[str]:
    """What stands above a query: what is asked, and the lines that declare it."""
    yield f"-- {name}, as of {at:%Y-%m-%d %H:%M} UTC"
    for line in sentence_of(said, name)[1].splitlines():
        yield f"--   {line}".rstrip()


def _kept(project: Project, query: exp.Query) -> Iterator[str]:
    """Which of the tables that the query reads the shop does not have."""
    ours = {"zones", "snapshots", *project.movements} | {
        event.name for event in project.events.values() if event.table is None
    }
    parts = {part.alias for part in query.find_all(exp.CTE)}
    read = {table.name for table in query.find_all(exp.Table)} & ours - parts
    if read:
        named = " and ".join(f"`{name}`" for name in sorted(read))
        said = "are no tables of the shop" if len(read) > 1 else "is no table of the shop"
        yield f"-- {named} {said}: `segue count` brings {'them' if len(read) > 1 else 'it'}."


class _Numbers:
    """Places numbered from 1 in the order in which they are met."""

    def __init__(self) -> None:
        self._last = 0

    def __call__(self, campaign: str, version: str, step: str, sort: Sort) -> int:
        self._last += 1
        return self._last

    def has(self, campaign: str, version: str, step: str, sort: Sort) -> bool:
        return False


def _machine(machine: Machine) -> Iterator[str]:
    yield f"-- campaign {machine.campaign.name}: places, and what happens on the way to the next"
    ways = _ways(machine.campaign)
    for place in machine.places:
        yield f"-- {place.number} {_place(place)}"
        for operation in place.move:
            guard = _guard(ways, operation.guard)
            yield f"--     {guard}{_operation(machine, operation)}"


def _place(place: Place) -> str:
    told = {
        Sort.ENTRY: "the entry",
        Sort.WAIT: "waits until an instant",
        Sort.ANSWER: "waits for an event, or until an instant",
        Sort.SEND: "sends, or waits for the end of quiet time",
        Sort.JOIN: "nobody stands here: ways come together",
        Sort.UNTIL: "begins steps that an event or an instant ends",
        Sort.REPEAT: "begins steps that are repeated",
        Sort.PARTING: "nobody stands here: who leaves comes by",
    }
    if isinstance(place.step, Settle):
        return "waits a microsecond, so that what was done is seen"
    if isinstance(place.step, Trial):
        return f"waits until the test of {place.step.name} is over (step {place.step.id})"
    step = f" (step {place.step.id})" if place.step else ""
    return told[place.sort] + step


def _operation(machine: Machine, operation: Operation) -> str:
    match operation:
        case Branching(step=step) if isinstance(step, Split):
            moving = f", whose shares move towards {step.maximises}" if step.maximises else ""
            decided = ", or gets the one that its test decided for" if step.trial else ""
            return f"step {step.id}: falls into an arm of {step.name}{moving}{decided}"
        case Branching(step=step) if isinstance(step, Trial):
            return f"step {step.id}: is of the test of {step.name}, or waits for its end"
        case Branching(step=step):
            return f"step {step.id}: decides"
        case Sending(step=step):
            to = f" {to_whom(step.to)}" if step.to else ""
            return f"step {step.id}: sends {step.message}{to} by {', else '.join(step.channels)}"
        case Keeping(step=step):
            return f"step {step.id}: sets {step.name}"
        case Leaving(step=step):
            return f'step {step.id}: leaves "{step.reason}"'
        case Finishing():
            return "finishes"
        case Giving(step=step):
            return f"step {step.id}: gives {step.offer}"
        case Calling(step=step):
            return f"step {step.id}: calls {step.hook}"
        case Reaching(place=index):
            return f"goes on to {machine.places[index].number}"


Ways = dict[int, tuple[str, ...]]
"""By the order of a step that decides: its ways in words."""


def _ways(campaign: Campaign) -> Ways:
    found: Ways = {}
    for step in steps(campaign):
        match step:
            case Split():
                found[step.order] = tuple(f"{step.name}.{arm.name}" for arm in step.arms)
            case Trial():
                found[step.order] = (f"goes on to {step.name}", f"waits for {step.name}")
            case If():
                labels = (*(branch.label for branch in step.branches), "else")
                found[step.order] = tuple(f"`{label}` of step {step.id}" for label in labels)
            case WaitFor():
                found[step.order] = (f"step {step.id} is answered", f"step {step.id} is not")
            case WaitUntil() | WaitAround() | BestHour():
                found[step.order] = (f"step {step.id} is not missed", f"step {step.id} is missed")
            case Until():
                ended = (f"an event ends step {step.id}", f"the time of step {step.id} is over")
                found[step.order] = (*ended, f"step {step.id} goes on")
            case FirstOf():
                by = (f"step {step.id} is answered by {way.arm}" for way in step.ways)
                found[step.order] = (*by, f"step {step.id} is not")
    return found


def _guard(ways: Ways, guard: Guard) -> str:
    return f"if {' and '.join(_factor(ways, each) for each in guard)}: " if guard else ""


def _factor(ways: Ways, factor: Took | Either) -> str:
    if isinstance(factor, Took):
        return " or ".join(ways[factor.order][way] for way in factor.ways)
    options = (" and ".join(_factor(ways, each) for each in way) for way in factor.options)
    return f"({' or '.join(options)})"


def _queries(setting: Setting, dialect: Dialect) -> Iterator[str]:
    """`$prev` and `$until` are the borders of the tick."""
    if dialect != "duckdb":
        yield f"\n-- The queries of a tick are executed on duckdb; on {dialect} they are not yet."
    for title, query in queries(setting):
        yield f"\n-- {title}\n{emit(query, dialect)};"
