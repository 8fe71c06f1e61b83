"""How many more and how many fewer are meant, over the data as they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from compiler.changes import Change
from compiler.changes.beside import BOTH, FEWER, MORE, Counted, Meant, beside
from compiler.changes.entering import entering, looks_back
from compiler.changes.model import Subject
from compiler.model.conditions import AnyOf, Condition, InSegment
from compiler.model.project import Project
from compiler.versions import meaning
from compiler.walk import reached
from runtime.asking.counting import Counting
from runtime.asking.data import Data, asked

SAMPLES = 5
"""So many keys are shown of those who are meant by one of the two alone."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Of a segment, or of those whom a campaign lets in (`compiler.changes.entering`): how many
    were meant before, and are today; who comes and who goes, with some of their keys. `never`: why
    it cannot be counted; `lately`: counted are those who did in the last weeks what lets in."""

    subject: Subject
    before: int = 0
    today: int = 0
    more: int = 0
    fewer: int = 0
    more_keys: tuple[str, ...] = ()
    fewer_keys: tuple[str, ...] = ()
    never: str = ""
    lately: bool = False


def audiences(
    root: Path, before: Project, today: Project, changes: tuple[Change, ...], at: datetime
) -> tuple[Audience, ...]:
    """Of every segment that the changes reach, and of every campaign that both projects have and
    that lets in others, as of the instant. Raises Trouble where the data cannot be read."""
    meant = dict(_meant(before, today, {name for each in changes for name in each.concerned}))
    if not meant:
        return ()
    whole, counted, never = beside(before, today, {str(each): meant[each] for each in meant})
    untold = [Audience(each, never=never[str(each)]) for each in meant if str(each) in never]
    with asked(root, whole) as data:
        told = [_counted(data, each, counted[str(each)], at) for each in meant
                if str(each) in counted]  # fmt: skip
    back = {name for name, each in (before.campaigns | today.campaigns).items() if looks_back(each)}
    return tuple(
        replace(each, lately=each.subject.kind == "campaign" and each.subject.name in back)
        for each in sorted([*told, *untold], key=lambda each: each.subject)
    )


def _meant(before: Project, today: Project, concerned: set[str]) -> Iterator[tuple[Subject, Meant]]:
    """Who is meant by what the campaigns look at, and by themselves, where it is another."""
    for name in _looked_at(today):
        same = InSegment(name)
        if name in before.segments and _moved(before, today, same, same):
            yield Subject("segment", name), (same, same)
    for name in sorted(concerned):
        old, new = _entering(before, name), _entering(today, name)
        if old is not None and new is not None and _moved(before, today, old, new):
            yield Subject("campaign", name), (old, new)


def _looked_at(project: Project) -> tuple[str, ...]:
    return reached(project, *project.campaigns.values()).segments


def _entering(project: Project, name: str) -> Condition | None:
    """Nobody, where there is no such campaign."""
    campaign = project.campaigns.get(name)
    return AnyOf(()) if campaign is None else entering(project, campaign)


def _moved(before: Project, today: Project, old: object, new: object) -> bool:
    return meaning(before, old) != meaning(today, new)


def _counted(data: Data, subject: Subject, names: Counted, at: datetime) -> Audience:
    found = dict(Counting(data, names.groups, at).counted())
    both, more, fewer = (found[each] for each in (BOTH, MORE, FEWER))
    come = _keys(Counting(data, names.more, at)) if more else ()
    gone = _keys(Counting(data, names.fewer, at)) if fewer else ()
    return Audience(subject, both + fewer, both + more, more, fewer, come, gone)


def _keys(counting: Counting) -> tuple[str, ...]:
    return tuple(key for key, _ in counting.members(SAMPLES))
