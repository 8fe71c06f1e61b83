"""What means something else of what is known: customers, events, records, fields, traits, segments,
groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from compiler.changes.model import Level, Subject, of_field
from compiler.changes.normal import same
from compiler.model.declarations import Event, Field, Record
from compiler.model.project import Project
from compiler.model.values import Type


@dataclass(frozen=True, slots=True)
class Known:
    """A subject that means something else. `what` of it, in words; `everybody`: every campaign goes
    by it, at that level; None: it hangs on what campaigns make of it."""

    subject: Subject
    what: str
    everybody: Level | None = None


def known(before: Project, today: Project) -> Iterator[Known]:
    """All that both have, and that means something else."""
    yield from _customers(before, today)
    yield from _fields(before, today)
    yield from _several("event", before.events, today.events)
    yield from _several("record", before.records, today.records)
    for kind, what, old, new in (
        ("trait", "it is worked out otherwise", before.traits, today.traits),
        ("segment", "other customers are in it", before.segments, today.segments),
        ("groups", "they divide customers otherwise", before.groups, today.groups),
    ):
        for name in _in_both(old, new):
            if not same(old[name], new[name]):
                yield Known(Subject(kind, name), what)


def _in_both(old: Mapping[str, object], new: Mapping[str, object]) -> list[str]:
    return [name for name in old if name in new]


def _customers(before: Project, today: Project) -> Iterator[Known]:
    old, new = (replace(each.customers, fields=()) for each in (before, today))
    if not same(old, new):
        what = "which rows of which table they are is read otherwise"
        yield Known(Subject("customers"), what, Level.AUDIENCE)


def _fields(before: Project, today: Project) -> Iterator[Known]:
    for field in today.customers.fields:
        old = before.customers.field(field.name)
        if old is not None and not same(old, field):
            what = _otherwise(old, field)
            yield Known(of_field(field.name), what, _OF_ALL.get(field.type))


_OF_ALL = {Type.TIMEZONE: Level.TIMING, Type.LANGUAGE: Level.WORDING}
"""Fields by which every campaign goes: the customers' clocks, and in which words they are told."""


def _otherwise(old: Field, new: Field) -> str:
    if old.list_file != new.list_file:
        return f"it is read from {new.list_file} instead of {old.list_file}"
    if replace(old, default=new.default) == new:
        return "it reads as something else where it is empty"
    if replace(old, options=new.options) == new:
        return "it can have other values"
    return "it is read otherwise"


def _several(
    kind: str, before: Mapping[str, Event | Record], today: Mapping[str, Event | Record]
) -> Iterator[Known]:
    """Fields that only one side has change nothing by themselves: what looks at them does."""
    for name in _in_both(before, today):
        old, new = before[name], today[name]
        differ = [
            each for each in new.fields
            if (was := old.field(each.name)) is not None and not same(was, each)
        ]  # fmt: skip
        if not same(replace(old, fields=()), replace(new, fields=())):
            yield Known(Subject(kind, name), "it is read otherwise")
        elif differ:
            named = " and ".join(f"`{each.name}`" for each in differ)
            be = "is" if len(differ) == 1 else "are"
            yield Known(Subject(kind, name), f"its {named} {be} read otherwise")
