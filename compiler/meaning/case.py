"""A test while it is read: its customers, its instants, and what its lines name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from compiler.meaning.blocks import steps, top
from compiler.meaning.lists import field_of
from compiler.meaning.literals import instant, setting
from compiler.meaning.occurrences import Kind
from compiler.meaning.world import World
from compiler.model.declarations import Field
from compiler.model.tests import (
    Becomes,
    Does,
    Expectation,
    Fail,
    Force,
    Given,
    GivenRecord,
    RecordBecomes,
)
from compiler.model.values import Plain
from dsl import tree


@dataclass
class Case:
    """A test while its lines are read. `who`: the customers that it has, `strangers` the others
    that its lines name, with where they do; `records` by the names that it gives them, and
    `unsure` the names of those of which nothing is known."""

    world: World
    who: set[str] = field(default_factory=set)
    given: list[Given] = field(default_factory=list)
    records: dict[str, GivenRecord] = field(default_factory=dict)
    changes: list[RecordBecomes] = field(default_factory=list)
    happens: list[Does | Becomes] = field(default_factory=list)
    forced: list[Force | Fail] = field(default_factory=list)
    expects: list[Expectation] = field(default_factory=list)
    instants: list[datetime] = field(default_factory=list)
    until: datetime | None = None
    strangers: dict[str, list[tree.Name]] = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)


def known(who: tree.Name, case: Case) -> bool:
    """Whether the test has such a customer; one that it has not is a stranger."""
    if who.text not in case.who and who.text not in case.unsure:
        case.strangers.setdefault(who.text, []).append(who)
    return who.text in case.who


def noted(node: tree.Instant, case: Case) -> datetime:
    """The instant of a line, which is kept in `case.instants`."""
    found = instant(node, case.world)
    case.instants.append(found)
    return found


def settings(
    nodes: Iterable[tree.Setting], kind: Kind | None, case: Case
) -> tuple[tuple[str, Plain | None], ...]:
    """What is given to the fields of an event or record, or of the customer where `kind` is
    None."""
    found: dict[str, Plain | None] = {}
    for node in nodes:
        known = kind.event.fields if kind else _of_customers(case.world)
        name = node.field.text
        if kind is None and name in case.world.names.lists and name not in case.world.kept:
            name = field_of(name)
        field = next((each for each in known if each.name == name), None)
        if field is None:
            case.world.unknown_field(node.field, kind.event if kind else None)
        elif field.name in found:
            case.world.findings.add("E0202", node.span, f"`{node.field.text}` is given twice",
                                    "keep one of them")  # fmt: skip
        else:
            said = replace(field, name=node.field.text)
            found[field.name] = given_value(node.value, said, case)
    return tuple(found.items())


def _of_customers(world: World) -> list[Field]:
    """The fields of a customer, and what Segue keeps of them."""
    kept = [replace(event.fields[0], name=name) for name, event in world.kept.items()]
    return [*world.fields.values(), *kept]


def given_value(node: tree.Value, field: Field, case: Case) -> Plain | None:
    """What a line gives to a field; `unknown` leaves it unknown."""
    if isinstance(node, tree.Path) and [part.text for part in node.parts] == ["unknown"]:
        return None
    return setting(node, field, case.world)


def channel(name: tree.Name, case: Case) -> bool:
    """Whether there is such a channel (E0201 where not)."""
    channels = case.world.names.channels
    if name.text not in channels:
        case.world.findings.unknown(name, "channel", channels)
    return name.text in channels


def with_arm(split: tree.Name, arm: tree.Name, case: Case) -> list[str]:
    """The campaigns that have the split with that arm; reports where there is none, unless the
    arms of the split are wrong themselves."""
    found: dict[str, list[str]] = {}
    known: set[str] = set()
    wrong = False
    for name, campaign in case.world.names.campaigns.items():
        for each in steps(top(campaign)):
            if not isinstance(each, tree.Split):
                continue
            known.add(each.name.text)
            if each.name.text == split.text:
                found[name] = [one.name.text for one in each.arms]
                wrong = wrong or len(set(found[name])) < max(2, len(found[name]))
    with_arm = [name for name, arms in found.items() if arm.text in arms]
    if case.world.campaigns_unsure or wrong:
        return with_arm
    if not found:
        case.world.findings.unknown(split, "split", known)
    elif not with_arm:
        arms = [one for arms in found.values() for one in arms]
        case.world.findings.unknown(arm, "arm", arms, owner=f"`{split.text}`")
    return with_arm
