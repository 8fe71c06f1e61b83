"""What an enrolment carries with it from place to place: the columns of a campaign's queues."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from compiler.machine.bounds import limit
from compiler.machine.places import Machine
from compiler.model.entries import OnDate, OnEvent, OnMove, StartingOver
from compiler.model.occurring import Occurring
from compiler.model.project import Project
from compiler.model.steps import Listening, Pass, Repeat, Until, Way
from compiler.model.values import AnswerField, EntryField, Occurrences, Type
from compiler.walk import steps, top, walk

SQL_TYPES = {
    Type.NUMBER: "DECIMAL(18, 6)",
    Type.MONEY: "DECIMAL(18, 4)",
    Type.YES_NO: "BOOLEAN",
    Type.TIME: "TIMESTAMP",
    Type.DATE: "DATE",
    Type.TEXTS: "VARCHAR[]",
}
"""How the store holds a type; the textual ones are VARCHAR."""


@dataclass(frozen=True)
class Context:
    """`entry`, `answers`: the fields that are looked at later, with their columns. `columns`: all
    that a queue carries, with SQL types, in order. The flags say which of them there are."""

    entry: dict[str, str]
    answers: dict[tuple[str, str], str]
    columns: dict[str, str]

    def has(self, column: str) -> bool:
        return column in self.columns


def next_pass(step: Pass) -> str:
    """The column that says when the next pass of a `repeat` may begin."""
    return f"next_{step.of}"


def entry_columns(nodes: Iterable[object]) -> dict[str, str]:
    """The fields of the entering event that the nodes look at, with their columns."""
    found = (part for node in nodes for part in walk(node))
    return {part.name: f"e_{part.name}" for part in found if isinstance(part, EntryField)}


def context(project: Project, machine: Machine) -> Context:
    """What the enrolments of a machine carry."""
    campaign = machine.campaign
    listening = (*top(campaign), *campaign.leaves, *campaign.ways_out.values())
    entry = entry_columns(listening) if isinstance(campaign.entry, OnEvent) else {}
    answers = _answers(machine)
    columns = {"eid": "BIGINT", "cid": "BIGINT", "entry_time": "TIMESTAMP"}
    if needs_kind(machine, _listened(machine)):
        columns["entry_kind"] = "VARCHAR"
    if needs_id(machine, _listened(machine)):
        columns["entry_id"] = "VARCHAR"
    if isinstance(campaign.again, StartingOver):
        columns |= {"entry_at": "TIMESTAMP", "entry_seq": "BIGINT"}
    if isinstance(campaign.entry, OnDate) and campaign.entry.record is not None:
        columns["record"] = "VARCHAR"
    if campaign.goals:
        columns["shadow"] = "BOOLEAN"
    if any(isinstance(step, Listening) for step in steps(campaign)):
        columns |= {"anchor_at": "TIMESTAMP", "anchor_seq": "BIGINT"}
    columns |= {
        limit(step): "TIMESTAMP" for step in steps(campaign) if isinstance(step, Until)
    }
    columns |= {
        next_pass(step.passes[0]): "TIMESTAMP"
        for step in steps(campaign) if isinstance(step, Repeat)
    }  # fmt: skip
    if looks_at_own_messages(listening):
        columns["name"] = "VARCHAR"
    columns |= {column: _entry_type(project, machine, name) for name, column in entry.items()}
    for (alias, name), column in answers.items():
        columns[column] = _type(project, _event_of(machine, alias), name)
    return Context(entry, answers, columns)


def needs_id(machine: Machine, listened: Sequence[Occurring]) -> bool:
    """Whether an event of the entering kind is listened to: equal times are told apart by id."""
    entry = machine.campaign.entry
    if needs_kind(machine, listened):
        return True
    return isinstance(entry, OnEvent) and any(on.event == entry.on.event for on in listened)


def needs_kind(machine: Machine, listened: Sequence[Occurring]) -> bool:
    """Whether an event is listened to, and the entering one may be of several kinds."""
    entry = machine.campaign.entry
    several = isinstance(entry, OnMove) or (isinstance(entry, OnEvent) and len(entry.on.kinds) > 1)
    return several and bool(listened)


def looks_at_own_messages(nodes: Iterable[object]) -> bool:
    """Whether something is about this enrolment's messages, so that its name is needed."""
    found = (part for node in nodes for part in walk(node))
    return any(isinstance(part, Occurring | Occurrences) and part.mine for part in found)


def goal_columns(project: Project, machine: Machine) -> dict[str, str]:
    """What is kept of every enrolment for as long as its goals can be reached."""
    goals = machine.campaign.counted
    columns = {
        "eid": "BIGINT",
        "cid": "BIGINT",
        "entry_at": "TIMESTAMP",
        "entry_seq": "BIGINT",
        "entry_time": "TIMESTAMP",
    }
    if looks_at_own_messages(goals):
        columns["name"] = "VARCHAR"
    if isinstance(machine.campaign.entry, OnDate) and machine.campaign.entry.record is not None:
        columns["record"] = "VARCHAR"
    if isinstance(machine.campaign.entry, OnEvent):
        for name, column in entry_columns(goals).items():
            columns[column] = _entry_type(project, machine, name)
    return columns


def awaited(machine: Machine) -> Iterator[Way]:
    """All that waits of the campaign wait for."""
    for step in steps(machine.campaign):
        if isinstance(step, Listening):
            yield from step.ways


def _listened(machine: Machine) -> list[Occurring]:
    answers = [on for way in awaited(machine) for on in way.on.each]
    return [*machine.campaign.leaves, *answers]


def _answers(machine: Machine) -> dict[tuple[str, str], str]:
    found = (part for step in machine.campaign.steps for part in walk(step))
    return {
        (part.alias, part.name): f"a_{part.alias}_{part.name}"
        for part in found
        if isinstance(part, AnswerField)
    }


def _event_of(machine: Machine, alias: str) -> str:
    return next(way.on.event for way in awaited(machine) if way.alias == alias)


def _entry_type(project: Project, machine: Machine, name: str) -> str:
    entry = machine.campaign.entry
    return _type(project, entry.on.event, name) if isinstance(entry, OnEvent) else "VARCHAR"


def _type(project: Project, event: str, name: str) -> str:
    """An event's `time` reads like a field."""
    field = project.events[event].field(name)
    if field is None:
        return "TIMESTAMP"
    return SQL_TYPES.get(field.type, "VARCHAR")
