"""Moving along who is inside earlier versions of campaigns: they go on in today's (S35).

It lies at the instant up to which the project has run, and takes effect in the store at once; the
next tick, which begins there, lets those go on whom the new text lets. First all is asked that
could stand in the way, so that nobody is moved where somebody cannot be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from compiler.along import Lost, once_only, onto, other_entry
from compiler.machine.along import Along
from compiler.machine.lowering import lower
from compiler.machine.machines import machines
from compiler.machine.places import Machine, Place, Sort
from compiler.model.project import Project
from compiler.model.steps import Send
from compiler.walk import steps
from runtime.applying.steps import Moved
from runtime.engines.along import Step, did, move, standing
from runtime.engines.layout import PlaceNumbers, make_tables
from runtime.errors import Trouble
from runtime.store import extend
from runtime.store.connection import Connection
from runtime.store.versions import earlier, ran_in, versions

Said = Mapping[tuple[str, str], str]
"""What a step is called now, as somebody says it, by campaign and step."""


class NotMoved(Trouble):
    """Somebody cannot be moved along: `places` says who and why, a line each."""

    def __init__(self, places: Sequence[str]) -> None:
        first = "nobody is moved along, and nothing is applied: for some it cannot be told how"
        out = (
            "say what a step is called now with `--step CAMPAIGN:STEP=NOW`, or apply without "
            "`--move`: then they go on by the text of their entry"
        )
        super().__init__("\n".join([first, *places, out]))


def move_along(
    connection: Connection, project: Project, said: Said, number: int, at: datetime
) -> tuple[Moved, ...]:
    """Moves all who are inside an earlier version of a campaign of the project, with the
    application of that number, at the instant up to which the project has run. In the caller's
    transaction. Raises NotMoved."""
    inside = _inside(connection, versions(project))
    plans, wrong = _plans(connection, project, inside, said, at) if inside else ([], [])
    if wrong:
        raise NotMoved(wrong)
    _refuse_unused(plans, said)
    for along, found in plans:
        move(connection, along, found, number, at)
    return tuple(
        Moved(along.new.campaign.name, along.old.version, each.was, each.step, each.customers)
        for along, found in plans for each in found
    )  # fmt: skip


Plan = tuple[Along, list[Step]]


def _refuse_unused(plans: Sequence[Plan], said: Said) -> None:
    """Raises Trouble where something is said of a step at which nobody can be."""
    there = {
        (along.new.campaign.name, step) for along, _ in plans for _, step in _standing(along.old)
    }
    for campaign, step in said:
        if (campaign, step) not in there:
            raise Trouble(
                f"nobody is to be moved along from step `{step}` of `{campaign}`: leave its "
                "`--step` out"
            )


def _inside(connection: Connection, current: Mapping[str, str]) -> dict[tuple[str, str], int]:
    """How many are inside each earlier version of a campaign that there is still."""
    found = earlier(connection, current)
    return {each: count for each, count in found.items() if count and each[0] in current}


def _plans(
    connection: Connection, project: Project, inside: Mapping[tuple[str, str], int], said: Said,
    at: datetime,
) -> tuple[list[Plan], list[str]]:  # fmt: skip
    """Of each version where those inside go on; of whom it cannot be told, and why."""
    extend(connection, project)
    numbers = PlaceNumbers(connection)
    today = {each.campaign.name: each for each in machines(project, versions(project), numbers)}
    plans: list[Plan] = []
    wrong: list[str] = []
    for (name, version), count in inside.items():
        make_tables(connection, project, today[name])
        was = ran_in(connection, name, version)
        if was is None:
            wrong.append(_line(name, count, "inside", "another Segue wrote that text"))
            continue
        along = Along(was, _machine(was, version, numbers, today[name]), project, today[name])
        if other_entry(along.old.campaign.entry, along.new.campaign.entry):
            wrong.append(_line(name, count, "inside", "the campaign lets in by something else now"))
            continue
        found, lost = _steps(connection, along, said, at)
        wrong += lost
        if not lost and sum(each.customers for each in found) != count:
            wrong.append(_line(name, count, "inside", "of some it is not known where they stand"))
        plans.append((along, found))
    return plans, wrong


def _machine(was: Project, version: str, numbers: PlaceNumbers, today: Machine) -> Machine:
    """The machine of an earlier version, with a place at every message at which somebody may have
    met quiet time, whatever the channels of those days were."""
    campaign = was.campaigns[today.campaign.name]
    messages = {
        step.id
        for step in steps(campaign.steps)
        if isinstance(step, Send) and numbers.has(campaign.name, version, step.id, Sort.SEND)
    }

    def numbered(step: str, sort: Sort) -> int:
        return numbers(campaign.name, version, step, sort)

    return lower(campaign, version, today.rank, numbered, messages, today.campaign)


def _steps(
    connection: Connection, along: Along, said: Said, at: datetime
) -> tuple[list[Step], list[str]]:
    """Of each place where somebody stands where they go on; and where it cannot be told."""
    found: list[Step] = []
    wrong: list[str] = []
    for place, step in _standing(along.old):
        customers = standing(connection, place, at)
        if customers:
            try:
                found.append(_onto(connection, along, (place, step, customers), said, at))
            except Lost as lost:
                where = f"at step {lost.step}"
                wrong.append(_line(along.new.campaign.name, customers, where, lost.why))
    return found, wrong


def _standing(machine: Machine) -> list[tuple[Place, str]]:
    """The places at which one can stand, with the ids of their steps."""
    return [(each, each.step.id) for each in machine.places if each.stands and each.step]


def _onto(
    connection: Connection, along: Along, who: tuple[Place, str, int], said: Said, at: datetime
) -> Step:
    """Raises Lost."""
    place, step, customers = who
    name = along.new.campaign.name
    new = onto(along.old.campaign, along.new.campaign, step, said.get((name, step)))
    places = {id: each for each, id in _standing(along.new)}
    if new.step.id not in places:
        raise Lost(step, f"they wait for the end of a quiet time that step {new.step.id} has not")
    twice = did(connection, place, at, once_only(new))
    if twice:
        raise Lost(step, f"step {twice} would come again, and some have done it already")
    return Step(place, step, places[new.step.id], new.step.id, new.step.order, customers)


def _line(campaign: str, customers: int, where: str, why: str) -> str:
    people = "1 customer" if customers == 1 else f"{customers:,} customers"
    return f"{campaign}: {people} {where}: {why}"
