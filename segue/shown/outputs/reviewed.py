"""What a change does to customers, as notes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from segue.shown.outputs.found import SETTINGS, From
from segue.shown.outputs.note import Case, Note, Place, Rule

if TYPE_CHECKING:
    from compiler.changes import Change, Level
    from compiler.changes.model import Sentence
    from runtime.reviewing.plan import Plan

WHY = {
    "wording": "Customers read something else, or nothing is another for them.",
    "audience": "Other customers get something, or go another way.",
    "timing": "Something happens at other instants.",
    "structure": "Campaigns have other steps.",
    "legal": "What holds whatever a campaign says is another: caps, quiet time, consent, "
    "hold-outs, labels, the way to opt out, and what others are told of customers.",
}
"""By the level of a change, which stands in the place of a check's code."""


def reviewed(plan: Plan, bound: Level | None, seen: From) -> list[Case]:
    """A case for each change: an error from the level `bound` on, a note below it. One more where
    `segue apply` would refuse, and one alone where nothing changes."""
    cases = [_case(_note(each, bound, seen)) for each in plan.changes]
    cases += [_case(each) for each in _refused(plan, seen)]
    return cases or [Case(seen(SETTINGS), "nothing changes for customers")]


def _case(note: Note) -> Case:
    line = f", line {note.place.line}" if note.place.line else ""
    return Case(note.place.path, f"{note.rule.code}: {note.title}{line}", note.place.line,
                notes=(note,))  # fmt: skip


def _note(change: Change, bound: Level | None, seen: From) -> Note:
    fails = bound is not None and change.level.rank >= bound.rank
    rule = Rule(change.level, f"changes-{change.level}", WHY[change.level])
    title = f"{change.subject}: {change.what}"
    place = _place(change.after, change.before, seen)
    return Note("error" if fails else "note", rule, title, place, tuple(_more(change)))


def _place(after: Sentence | None, before: Sentence | None, seen: From) -> Place:
    """What is not there any more has a file at most."""
    if after is None:
        return Place(seen(before.path if before is not None else SETTINGS))
    first = after.text.splitlines()[0]
    return Place(seen(after.path), after.line, 1, after.line, len(first) + 1)


def _more(change: Change) -> Iterator[str]:
    for word, sentence in (("was", change.before), ("is", change.after)):
        if sentence is not None and change.before is not None:
            first, *rest = sentence.text.splitlines()
            yield f"{word}: {first}"
            yield from rest
    if change.campaigns:
        yield f"concerns: {', '.join(change.concerned)}"


def _refused(plan: Plan, seen: From) -> Iterator[Note]:
    if plan.applying is not None and plan.applying.refused:
        first, *rest = plan.applying.refused.splitlines()
        rule = Rule("apply", "would-be-refused", "`segue apply` would do nothing of it.")
        title = f"segue apply would refuse: {first}"
        yield Note("error", rule, title, Place(seen(SETTINGS)), tuple(rest))
