"""Mistakes of steps that an event or an instant ends."""

from __future__ import annotations

from tests.planted.planting import Mistake

UNTIL = "tests/engine/test_until.py"
OCCURRENCES = "compiler/machine/occurrences.py"
ANSWERING = "compiler/machine/answering.py"

MISTAKES = {
    "wait_before_limit": Mistake(
        "a wait that ends with the time of the steps around it comes first",
        OCCURRENCES,
        '"r.due = :limit AND r.due < $until"',
        '"r.due > :limit AND r.due < $until"',
        seen_by=UNTIL,
    ),
    "innermost_first": Mistake(
        "an event that ends steps within steps ends the inner ones",
        ANSWERING,
        'order=[*heard, sql("l.seq"), sql("l.turn")]',
        'order=[*heard, sql("l.seq"), sql("-l.turn")]',
        seen_by=UNTIL,
    ),
    "limit_excluded": Mistake(
        "at the very end of the time of the steps the event no longer counts",
        ANSWERING,
        "e.arrival <= :limit",
        "e.arrival < :limit",
        seen_by=UNTIL,
    ),
    "answer_before_end": Mistake(
        "an event that ends the steps, and that a wait among them waits for, answers the wait",
        OCCURRENCES,
        'test += _unless_before(other, "ending")',
        "test += f\" AND ({other}.seq IS NULL OR {_before('ending', other)})\"",
        seen_by=UNTIL,
    ),
    "begun_anyway": Mistake(
        "the steps begin although their event has come already",
        OCCURRENCES,
        "tests.insert(0, (f\"answer.seq",
        "tests.insert(1, (f\"answer.seq",
        seen_by=UNTIL,
    ),
    "ended_and_still_there": Mistake(
        "whoever an event takes on from a place comes due there later, too",
        "compiler/machine/moving.py",
        "('left', 'replaced', 'answered', 'ended')",
        "('left', 'replaced', 'answered')",
        seen_by=UNTIL,
    ),
    "held_though_ended": Mistake(
        "quiet time goes on to hold whoever was taken on from its send",
        "compiler/machine/sending.py",
        "[condition(still(place.within))] if place.within else []",
        "[condition(still(place.within))] if not place.within else []",
        seen_by=UNTIL,
    ),
}
