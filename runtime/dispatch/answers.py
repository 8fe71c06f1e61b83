"""Asking a provider, and what its answers mean for the hand-over log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from compiler.model.project import Project
from runtime.channels.provider import Letter, Outcome, Provider, Took
from runtime.dispatch.decide import NO_ANSWER, expiry
from runtime.dispatch.loading import Case
from runtime.dispatch.retry import Chance, pause
from runtime.dispatch.state import Row, Step


@dataclass(frozen=True, slots=True)
class Attempt:
    """A letter on its way: the case it is of, and the row that was committed before."""

    case: Case
    row: Row
    letter: Letter


def ask(
    project: Project, provider: Provider, attempts: Sequence[Attempt], chance: Chance
) -> list[Row]:
    """Hand the letters over; the rows that say what came of each."""
    outcomes = _asked(provider, [attempt.letter for attempt in attempts])
    return [
        row
        for attempt, outcome in zip(attempts, outcomes, strict=True)
        for row in _answer(project, attempt, outcome, provider.knows_keys, chance)
    ]


def _asked(provider: Provider, letters: Sequence[Letter]) -> Sequence[Outcome]:
    """What goes wrong inside a provider says nothing of what it has taken."""
    try:
        return provider.hand_over(letters)
    except Exception as error:
        return [Outcome(Took.UNKNOWN, f"{type(error).__name__}: {error}")] * len(letters)


def _answer(
    project: Project, attempt: Attempt, outcome: Outcome, knows_keys: bool, chance: Chance
) -> list[Row]:
    """The answer's row, and for what is asked again one that says when."""
    row = attempt.row
    if outcome.took is Took.ACCEPTED:
        return [replace(row, outcome=Step.ACCEPTED, detail=outcome.detail)]
    why = f"{row.channel} {outcome.detail or 'refused it'}"
    if outcome.took is Took.LASTING:
        return [replace(row, outcome=Step.REJECTED, detail=why)]
    if outcome.took is Took.UNKNOWN and not knows_keys:
        return [replace(row, outcome=Step.UNKNOWN, detail=outcome.detail)]
    refused = replace(row, outcome=Step.REFUSED, detail=outcome.detail)
    later = NO_ANSWER if outcome.took is Took.UNKNOWN else why
    return [refused, _later(project, attempt, later, chance)]


def _later(project: Project, attempt: Attempt, why: str, chance: Chance) -> Row:
    """When to ask again, or that it would be too late then."""
    row = attempt.row
    again = row.at + pause(row.attempt, chance)
    if again <= expiry(project, attempt.case.state, row.channel):
        return replace(row, at=again, outcome=Step.WAITING, detail=why)
    ending = Step.UNKNOWN if why == NO_ANSWER else Step.EXPIRED
    return replace(row, outcome=ending, detail=why)
