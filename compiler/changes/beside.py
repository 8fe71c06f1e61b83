"""Two meanings of who is meant, side by side in one project, so that they can be counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from compiler.model.conditions import All, Condition, InSegment, Not
from compiler.model.declarations import Segment
from compiler.model.project import Project
from compiler.pinned import taken_in
from compiler.rewriting import rebuilt
from compiler.still import missing
from compiler.walk import reached

BEFORE = "before"


@dataclass(frozen=True, slots=True)
class Counted:
    """The names of segments: who was meant `before`, who is `today`, and who only by one of the
    two."""

    before: str
    today: str
    more: str
    fewer: str


Meant = tuple[Condition, Condition]
"""Who was meant before, and who is today."""


def beside(
    before: Project, today: Project, meant: Mapping[str, Meant]
) -> tuple[Project, dict[str, Counted], dict[str, str]]:
    """Today's project with four segments for each of what is meant, by name; and why it cannot be
    so with the others."""
    whole = today
    counted: dict[str, Counted] = {}
    never: dict[str, str] = {}
    for name, (old, new) in meant.items():
        lost = missing(today, before, old)
        if lost is not None:
            never[name] = lost
            continue
        taken, exchange = taken_in(today, before, reached(before, old), BEFORE)
        whole = replace(
            whole,
            segments=whole.segments | taken.segments, traits=whole.traits | taken.traits,
            groups=whole.groups | taken.groups,
            populations=whole.populations | taken.populations,
        )  # fmt: skip
        counted[name] = found = _names(name)
        made = _segments(found, rebuilt(old, exchange), new)
        whole = replace(whole, segments=whole.segments | made)
    return whole, counted, never


def _names(name: str) -> Counted:
    return Counted(*(f"{name}, {part}" for part in (BEFORE, "today", "more", "fewer")))


def _segments(names: Counted, old: Condition, new: Condition) -> dict[str, Segment]:
    was, now = InSegment(names.before), InSegment(names.today)
    made = {
        names.before: old, names.today: new,
        names.more: All((now, Not(was))), names.fewer: All((was, Not(now))),
    }  # fmt: skip
    return {name: Segment(name, None, condition) for name, condition in made.items()}
