"""Two meanings of who is meant, side by side in one project, so that they can be counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from compiler.model.conditions import All, Compare, Condition
from compiler.model.declarations import Group, Groups, Segment
from compiler.model.project import Project
from compiler.model.values import Const, GroupValue, Type
from compiler.pinned import taken_in
from compiler.rewriting import rebuilt
from compiler.still import missing
from compiler.walk import reached

BEFORE = "before"


@dataclass(frozen=True, slots=True)
class Counted:
    """Names: of `groups` with who is meant by BOTH, today alone (MORE), or was before (FEWER), and
    of the segments `more` and `fewer` that are the last two."""

    groups: str
    more: str
    fewer: str


BOTH, MORE, FEWER = "both", "more", "fewer"

Meant = tuple[Condition, Condition]
"""Who was meant before, and who is today."""


def beside(
    before: Project, today: Project, meant: Mapping[str, Meant]
) -> tuple[Project, dict[str, Counted], dict[str, str]]:
    """Today's project with groups and segments for each of what is meant, by name; and why there
    are none for the others."""
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
        counted[name] = found = Counted(name, f"{name}, {MORE}", f"{name}, {FEWER}")
        whole = _with(whole, found, rebuilt(old, exchange), new)
    return whole, counted, never


def _with(project: Project, names: Counted, old: Condition, new: Condition) -> Project:
    lines = (Group(BOTH, All((old, new))), Group(MORE, new), Group(FEWER, old))
    in_group = {
        each: Segment(each, None, Compare("=", GroupValue(names.groups), Const(line, Type.TEXT)))
        for each, line in ((names.more, MORE), (names.fewer, FEWER))
    }
    return replace(
        project,
        groups=project.groups | {names.groups: Groups(names.groups, None, lines)},
        segments=project.segments | in_group,
    )
