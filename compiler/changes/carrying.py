"""What of how messages go out is another: policy, channels, offers, hooks, colleagues."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from compiler.changes.model import Level, Subject
from compiler.changes.normal import same
from compiler.changes.words import percent
from compiler.model.declarations import Cap
from compiler.model.project import Project


@dataclass(frozen=True, slots=True)
class Carried:
    """What is another of a subject. `slots`: the lines of its declaration that say it."""

    level: Level
    subject: Subject
    what: str
    slots: tuple[str, ...] = ()


def carried(before: Project, today: Project) -> Iterator[Carried]:
    """All that both projects have, and that is another."""
    yield from _terms(Subject("policy"), _POLICY, before.policy, today.policy)
    for kind, terms, old, new in (
        ("channel", _CHANNEL, before.channels, today.channels),
        ("offer", _OFFER, before.offers, today.offers),
        ("hook", _HOOK, before.hooks, today.hooks),
        ("staff", _STAFF, before.staff, today.staff),
    ):
        for name in (each for each in old if each in new):
            yield from _terms(Subject(kind, name), terms, old[name], new[name])


Terms = Mapping[str, tuple[Level, str]]
"""By the field of the model, how far a change of it goes and what it means."""


_OFFER: Terms = {
    "title": (Level.WORDING, "its title is another; customers do not see it"),
    "pool": (Level.STRUCTURE, "the codes come from another file"),
    "code": (Level.STRUCTURE, "customers are given another code"),
    "points": (Level.STRUCTURE, "customers are given another number of points"),
    "valid": (Level.TIMING, "what is given ends at another time"),
    "at_most": (Level.AUDIENCE, "at most {new} are given in all instead of {old}"),
    "used_by": (Level.AUDIENCE, "something else counts as its use"),
}
_HOOK: Terms = {
    "title": (Level.WORDING, "its title is another; customers do not see it"),
    "fields": (Level.LEGAL, "another program is told other fields of customers"),
    "entry": (Level.LEGAL, "another program is told other fields of the entry"),
}
_STAFF: Terms = {
    "address": (Level.LEGAL, "what is said of customers goes to another address of the staff"),
}


def _terms(subject: Subject, terms: Terms, before: Any, today: Any) -> Iterator[Carried]:
    """What no term names is taken as a rule that holds whatever campaigns say."""
    for slot in (field.name for field in fields(today) if field.name not in _FOLLOWING):
        old, new = getattr(before, slot), getattr(today, slot)
        if not same(_unordered(old), _unordered(new)):
            level, what = terms.get(slot, (Level.LEGAL, f"its {slot.replace('_', ' ')} is another"))
            was, now = _told(slot, old), _told(slot, new)
            yield Carried(level, subject, what.format(old=was, new=now), (slot,))


_POLICY: Terms = {
    "timezone": (Level.TIMING, "times without a zone are those of {new} instead of {old}"),
    "caps": (Level.LEGAL, "each customer gets {new} instead of {old}"),
    "quiet": (Level.LEGAL, "what advertises keeps quiet at other times"),
    "law": (Level.LEGAL, "all advertising goes by the law {new} instead of {old}"),
    "hold_out": (Level.LEGAL, "{new} are held out from everything instead of {old}"),
}
_CHANNEL: Terms = {
    "title": (Level.WORDING, "its title is another; customers do not see it"),
    "address": (Level.LEGAL, "messages go to the field {new} instead of {old}"),
    "consent": (Level.LEGAL, "the consent that it needs is {new} instead of {old}"),
    "quiet": (Level.LEGAL, "its messages keep quiet at other times"),
    "caps": (Level.LEGAL, "each customer gets {new} by it instead of {old}"),
    "costs": (Level.WORDING, "a message costs {new} instead of {old}; customers do not notice"),
    "expires": (Level.TIMING, "what could not go out is given up after {new} instead of {old}"),
    "fails": (Level.TIMING, "no receipt takes the next channel after {new} instead of {old}"),
    "service_only": (Level.LEGAL, "it may carry other messages (`carries service only`)"),
    "pace": (Level.TIMING, "it carries so many messages an hour: {new} instead of {old}"),
}


_FOLLOWING = {"night"}
"""What follows from another line, which is compared itself: from the policy's law."""


def _unordered(value: object) -> object:
    """Caps and quiet times hold together, whatever their order."""
    return tuple(sorted(value, key=repr)) if isinstance(value, tuple) else value


def _told(slot: str, value: object) -> str:
    if isinstance(value, tuple):
        return " and ".join(_told(slot, each) for each in value) or "any number"
    if isinstance(value, Cap):
        return f"at most {value.limit} per {value.unit}"
    if slot == "hold_out" and isinstance(value, int):
        return percent(value)
    return "none" if value is None else str(value)
