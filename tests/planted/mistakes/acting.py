"""Mistakes of campaigns that are paused, resumed and stopped."""

from __future__ import annotations

from tests.planted.planting import Mistake

ACTS = "tests/engine/test_acts.py"
HOLDING = "runtime/engines/holding.py"
UNTIL = "tests/engine/test_held_until.py"
OUTGOING = "tests/sending/test_acts.py"

MISTAKES = {
    "held_when_due": Mistake(
        "who is due exactly where a pause begins is not held",
        HOLDING,
        'WHERE "due_at" >= $at AND "due_at" < {HELD}',
        'WHERE "due_at" > $at AND "due_at" < {HELD}',
        seen_by=ACTS,
    ),
    "overdue_when_due": Mistake(
        "what is due just at a resume is taken for overdue",
        "compiler/machine/occurrences.py",
        "{0}.due < {0}.at OR ({0}.due = {0}.at AND NOT {0}.resumed)",
        "{0}.due <= {0}.at",
        seen_by=ACTS,
    ),
    "answers_in_a_pause": Mistake(
        "an answer moves somebody in a paused campaign",
        "compiler/machine/answering.py",
        "if not isinstance(step, Listening) or arrivals.paused:",
        "if not isinstance(step, Listening):",
        seen_by=ACTS,
    ),
    "conditions_at_a_resume": Mistake(
        "a condition does not see who has just come back from a pause",
        "compiler/machine/leaving.py",
        "for each in back]",
        "for each in back[:0]]",
        seen_by=ACTS,
    ),
    "overdue_in_quiet_time": Mistake(
        "a message that a resume skips waits for the end of quiet time",
        "compiler/machine/sending.py",
        "acts=ACTS)] if skipping else []",
        "acts=ACTS)] if not skipping else []",
        seen_by=ACTS,
    ),
    "ended_in_a_pause": Mistake(
        "an event ends steps in a paused campaign",
        "compiler/machine/answering.py",
        "    if arrivals.paused:",
        "    if arrivals.paused and not place.within:",
        seen_by=UNTIL,
    ),
    "ended_before_the_resume": Mistake(
        "an event that came in the pause ends no steps",
        "compiler/machine/answering.py",
        "    if not back:\n        return matching",
        "    if back:\n        return matching",
        seen_by=UNTIL,
    ),
    "limits_in_a_pause": Mistake(
        "the time of steps runs on where a resume restarts waits",
        "compiler/machine/holding.py",
        "_anew(place) if back is Back.ANEW else {}",
        "_anew(place) if back is Back.KEPT else {}",
        seen_by=UNTIL,
    ),
    "over_in_a_pause": Mistake(
        "the time of steps ends them while the campaign is paused",
        "compiler/machine/standing.py",
        "if place.within and not held:",
        "if place.within:",
        seen_by=UNTIL,
    ),
    "dates_in_a_pause": Mistake(
        "a date that came in the pause is not read again at the resume",
        "compiler/machine/standing.py",
        "found, overdue=True)",
        "found)",
        seen_by=UNTIL,
    ),
    "out_in_a_pause": Mistake(
        "messages of a paused campaign go out",
        "runtime/dispatch/due.sql",
        'WHERE NOT coalesce(h."paused", false)',
        "WHERE true",
        seen_by=OUTGOING,
    ),
}
