"""Mistakes of who stands where until when, and of what ends it."""

from __future__ import annotations

from tests.planted.planting import Mistake

BECOME = "tests/engine/test_becoming.py"
BEST_HOURS = "tests/engine/test_hours.py"
BORDERS = "tests/engine/test_borders.py"
CLOCK = "compiler/machine/clock.py"
HOURS = "compiler/machine/hours.py"
LEAVING = "compiler/machine/leaving.py"
LEFT = "tests/engine/test_leaving.py"
KEPT = "tests/engine/test_kept.py"
OCCURRENCES = "compiler/machine/occurrences.py"
ANSWERING = "compiler/machine/answering.py"

MISTAKES = {
    "until_now": Mistake(
        "a wait until 10:00 at exactly 10:00 waits for the next day",
        CLOCK,
        "r.this_time >= r.at THEN",
        "r.this_time > r.at THEN",
        seen_by=3,
    ),
    "due_at_start": Mistake(
        "who comes due exactly where a tick begins is lost",
        "compiler/machine/standing.py",
        'q.due_at >= $prev"',
        'q.due_at > $prev"',
        seen_by=1,
    ),
    "leave_when_due": Mistake(
        "an event that takes out is not heard at the instant at which a wait ends",
        OCCURRENCES,
        "leaving.at <= r.due",
        "leaving.at < r.due",
        seen_by=9,
    ),
    "condition_when_due": Mistake(
        "a condition does not take out at the instant at which a wait ends",
        LEAVING,
        "m.at <= r.due",
        "m.at < r.due",
        seen_by=LEFT,
    ),
    "condition_at_entry": Mistake(
        "a condition does not take out at the instant of the entry",
        LEAVING,
        "(m.at > r.at OR (m.at = r.at AND m.seq > r.seq))",
        "m.at > r.at",
        seen_by=LEFT,
    ),
    "condition_before_event": Mistake(
        "a condition takes out before an event of the same position",
        OCCURRENCES,
        "l.at, l.seq, l.turn",
        "l.at, l.seq, l.turn DESC",
        seen_by=LEFT,
    ),
    "condition_for_those_who_stand": Mistake(
        "a condition takes out only those whom the tick let in",
        LEAVING,
        'q.due_at >= $prev"',
        'q.due_at < $prev"',
        seen_by=LEFT,
    ),
    "goal_at_entry": Mistake(
        "an event at the very time of the entering one reaches a goal",
        "compiler/machine/goals.py",
        "e.time > r.entry_time",
        "e.time >= r.entry_time",
        seen_by=3,
    ),
    "start_over_when_due": Mistake(
        "a new start is not heard at the instant at which a wait ends",
        OCCURRENCES,
        "(restart.at < r.due OR {timer})",
        "(restart.at < r.due)",
        seen_by="tests/conformance",
    ),
    "gap": Mistake(
        "a civil time in a spring gap is an instant before the gap",
        CLOCK,
        "greatest(:wanted - INTERVAL 1 SECOND * n.seconds, n.utc_from)",
        "coalesce(:wanted - INTERVAL 1 SECOND * n.seconds, n.utc_from)",
        seen_by="tests/engine/test_against_interpreter.py",
    ),
    "weekday": Mistake(
        "a wait until a weekday skips today",
        CLOCK,
        "isodow(r.civil) + 7) % 7",
        "isodow(r.civil) + 6) % 7 + 1",
        seen_by=29,
    ),
    "change_at_event": Mistake(
        "an event sees a change that is recorded at its instant",
        "compiler/machine/positions.py",
        "(:since = :at AND :seq = :timer)",
        ":since = :at",
        seen_by=BORDERS,
    ),
    "answer_when_due": Mistake(
        "an answer at the very end of a wait does not count",
        ANSWERING,
        "e.arrival <= r.due AND",
        "e.arrival < r.due AND",
        seen_by=BORDERS,
    ),
    "last_answer": Mistake(
        "the last answer of a tick counts, not the first",
        ANSWERING,
        'else [sql("a.seq")]',
        'else [sql("a.seq DESC")]',
        seen_by=BORDERS,
    ),
    "start_over_first": Mistake(
        "an answer that also lets in replaces before it answers",
        OCCURRENCES,
        """{_before('restart', 'answer')})\"""",
        """NOT {_before('answer', 'restart')})\"""",
        seen_by=BORDERS,
    ),
    "due_at_end": Mistake(
        "who comes due where a tick ends moves before what happens then",
        OCCURRENCES,
        'sql("r.due < $until")',
        'sql("r.due <= $until")',
        seen_by=BORDERS,
    ),
    "goal_end": Mistake(
        "a goal's window ends before its last instant",
        "compiler/machine/goals.py",
        "e.time <= r.entry_time + :within",
        "e.time < r.entry_time + :within",
        seen_by=BORDERS,
    ),
    "set_late": Mistake(
        "a step sees what was set before it a microsecond too late",
        "compiler/machine/standing.py",
        "r.at + INTERVAL 1 MICROSECOND AS due",
        "r.at + INTERVAL 2 MICROSECOND AS due",
        seen_by=KEPT,
    ),
    "hour_of_those_gone": Mistake(
        "who goes at the very instant of a snapshot counts for everybody's hours",
        HOURS,
        "c.until > $midnight",
        "c.until >= $midnight",
        seen_by=BEST_HOURS,
    ),
    "hour_arrived": Mistake(
        "what arrives at the very instant of a snapshot shows no hour",
        HOURS,
        "e.arrival <= $midnight",
        "e.arrival < $midnight",
        seen_by=BEST_HOURS,
    ),
    "hour_days": Mistake(
        "what was done exactly ninety days before a snapshot shows an hour",
        HOURS,
        "e.time > CAST($midnight AS TIMESTAMP) - :days",
        "e.time >= CAST($midnight AS TIMESTAMP) - :days",
        seen_by=BEST_HOURS,
    ),
    "hour_at_midnight": Mistake(
        "an event at the instant of a snapshot sees its best hours",
        HOURS,
        "(r.seq = :timer",
        "(TRUE",
        seen_by=BEST_HOURS,
    ),
    "hour_forgotten": Mistake(
        "a tick that begins where a snapshot is taken forgets the one before",
        HOURS,
        "o.at < $prev",
        "o.at <= $prev",
        seen_by=BEST_HOURS,
    ),
    "joined_in_time": Mistake(
        "where a new start and the end of a wait fall on one instant, the start comes first",
        OCCURRENCES,
        "restart.seq < {TIMER})",
        "restart.seq <= {TIMER})",
        seen_by=BECOME,
    ),
}
