"""Where who stands in an earlier version of a campaign goes on in today's (S35).

A step is the same in two texts where it has the same name. One without a name is named by its
place, and is the same where the same steps stand before it, or all that can follow is as it was.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from compiler.codec import Plainest, plain
from compiler.learning import split_of, terms
from compiler.model.campaigns import Campaign
from compiler.model.entries import Entry, OnDate, OnEvent, OnMove
from compiler.model.steps import (
    Call,
    FirstOf,
    Give,
    Pass,
    Repeat,
    Send,
    Settle,
    Split,
    Step,
    Timed,
    Trial,
    Until,
    WaitFor,
)
from compiler.model.values import AnswerField
from compiler.walk import blocks, steps, walk

Still = Timed | WaitFor | FirstOf | Send | Settle | Trial | Pass
"""Where an enrolment can stand."""


class Lost(Exception):
    """It cannot be told where those go on who stand at a step: `why`, in words."""

    def __init__(self, step: str, why: str) -> None:
        super().__init__(f"{step}: {why}")
        self.step, self.why = step, why


@dataclass(frozen=True, slots=True)
class Stand:
    """A step at which one can stand. `inside`: the ids of the steps `until` and `repeat` among
    whose steps it is; `answers`: the names of the waits whose answers are known there; `rest`: the
    step itself, and all that can follow from it."""

    step: Still
    inside: tuple[str, ...]
    answers: frozenset[str]
    rest: tuple[Step | Pass, ...]


def stands(campaign: Campaign) -> dict[str, Stand]:
    """All of a campaign, by the ids of their steps."""
    found = _stands(campaign.steps, (), (), frozenset())
    return {each.step.id: each for each in found}


def onto(before: Campaign, today: Campaign, step: str, said: str | None = None) -> Stand:
    """Where those go on in today's text who stand at a step of an earlier one. `said`: the step as
    somebody says it is called now. Raises Lost."""
    old, new = stands(before)[step], stands(today)
    name = said if said is not None else _same(before, today, old, new)
    if name not in new:
        raise Lost(step, f"there is no step `{name}` at which anybody can stand")
    why = _unlike(before, today, old, new[name])
    if why is not None:
        raise Lost(step, why)
    return new[name]


def other_entry(before: Entry, today: Entry) -> bool:
    """Whether today's campaign lets in by something that is not known of who entered before."""
    match today:
        case OnEvent():
            return not isinstance(before, OnEvent) or not {*before.on.kinds} <= {*today.on.kinds}
        case OnMove():
            return not isinstance(before, OnMove)
    records = [each.record if isinstance(each, OnDate) else None for each in (before, today)]
    return isinstance(before, OnEvent | OnMove) or records[0] != records[1]


def once_only(stand: Stand) -> frozenset[str]:
    """The ids of the steps that can follow and that no enrolment may do twice (S27)."""
    found = (each for step in stand.rest for each in walk(step))
    return frozenset(each.id for each in found if isinstance(each, Send | Give | Call))


def _same(before: Campaign, today: Campaign, old: Stand, new: dict[str, Stand]) -> str:
    id = old.step.id
    if id in new and (_is_name(id) or _shape(before, old) == _shape(today, new[id])):
        return id
    rest = _fingerprint(old)
    alike = [name for name, each in new.items() if _fingerprint(each) == rest]
    if len(alike) == 1:
        return alike[0]
    if _is_name(id):
        raise Lost(id, "there is no step of that name any more")
    raise Lost(id, "it has no name, and other steps come before it now, and behind it")


def _is_name(id: str) -> bool:
    """Whether somebody gave the step a name; places begin with a number."""
    return not id[0].isdigit()


def _shape(campaign: Campaign, stand: Stand) -> list[tuple[object, ...]]:
    """What stands before it in the text: which steps, whatever their lengths and conditions."""
    found: list[tuple[object, ...]] = []
    for step in steps(campaign.steps):
        if step.order >= stand.step.order:
            break
        found.append((step.id, type(step), *_what(step)))
    return found


def _what(step: Step) -> tuple[str, ...]:
    match step:
        case Send():
            return (step.message,)
        case Give():
            return (step.offer,)
        case Call():
            return (step.hook,)
        case Split():
            return (step.name, *(arm.name for arm in step.arms))
    return ()


def _fingerprint(stand: Stand) -> str:
    """Of all that can follow, whatever the steps are called and wherever they stand."""
    return json.dumps([_nameless(plain(each)) for each in stand.rest], sort_keys=True)


def _nameless(part: Plainest) -> Plainest:
    if isinstance(part, dict):
        return {key: _nameless(each) for key, each in part.items() if key not in _NAMES}
    return [_nameless(each) for each in part] if isinstance(part, list) else part


_NAMES = ("id", "order", "of")
"""What names a step, or says where it stands."""


def _unlike(before: Campaign, today: Campaign, old: Stand, new: Stand) -> str | None:
    """Why who stands at the one cannot stand at the other, in words."""
    if _kind(old.step) != _kind(new.step):
        return f"step {new.step.id} is {_kind(new.step)} now, and was {_kind(old.step)}"
    if old.inside != new.inside:
        return f"step {new.step.id} stands among the steps of other `until` or `repeat` now"
    if _tests(before, old.step) != _tests(today, new.step):
        return f"the test at step {new.step.id} is another one now"
    missing = _unanswered(before, today, old, new)
    return f"what follows looks at `{missing}`, which was not kept of them" if missing else None


def _kind(step: Still) -> str:
    if isinstance(step, Send):
        return "a message"
    if isinstance(step, Trial):
        return "a wait for a test"
    return "a wait for an event" if isinstance(step, WaitFor | FirstOf) else "a wait for a time"


def _tests(campaign: Campaign, step: Still) -> str:
    """The terms of the test that is waited for; the empty text: none is."""
    return terms(campaign, split_of(campaign, step)) if isinstance(step, Trial) else ""


def _unanswered(before: Campaign, today: Campaign, old: Stand, new: Stand) -> str | None:
    """A field of an event that a wait saw, which is looked at from here on and is not known."""
    kept = {each for each in walk(before) if isinstance(each, AnswerField)}
    for each in (part for step in new.rest for part in walk(step)):
        if not isinstance(each, AnswerField) or each.alias not in new.answers:
            continue
        same = _seen(before, each.alias) == _seen(today, each.alias)
        if each.alias not in old.answers or each not in kept or not same:
            return f"{each.alias}.{each.name}"
    return None


def _seen(campaign: Campaign, alias: str) -> tuple[str, ...]:
    """The kinds of events that the wait of that name waits for."""
    waits = (step for step in steps(campaign.steps) if isinstance(step, WaitFor | FirstOf))
    ways = (way for step in waits for way in step.ways)
    return next((way.on.kinds for way in ways if way.alias == alias), ())


def _stands(
    block: tuple[Step, ...], behind: tuple[Step | Pass, ...], inside: tuple[str, ...],
    answers: frozenset[str],
) -> Iterator[Stand]:  # fmt: skip
    for place, step in enumerate(block):
        rest = (*block[place + 1:], *behind)
        if isinstance(step, Still):
            yield Stand(step, inside, answers, (step, *rest))
        match step:
            case WaitFor() | FirstOf():
                for way in step.ways:
                    known = answers | {way.alias} if way.alias else answers
                    yield from _stands(way.steps, rest, inside, known)
                yield from _stands(step.otherwise, rest, inside, answers)
            case Until():
                ends = (replace(step, steps=()), *rest)
                yield from _stands(step.steps, ends, (*inside, step.id), answers)
                for each in (step.then, step.otherwise):
                    yield from _stands(each, rest, inside, answers)
            case Repeat():
                yield from _passes(step, rest, inside, answers)
            case _:
                for _, each in blocks(step):
                    yield from _stands(each, rest, inside, answers)


def _passes(
    step: Repeat, rest: tuple[Step | Pass, ...], inside: tuple[str, ...], answers: frozenset[str]
) -> Iterator[Stand]:
    """Every pass but the first is waited for."""
    for place, each in enumerate(step.passes):
        behind = (*step.passes[place + 1:], *rest)
        if place:
            yield Stand(each, inside, answers, (each, *behind))
        yield from _stands(each.steps, behind, (*inside, step.id), answers)
