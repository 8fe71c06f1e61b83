"""Mistakes of who enters, and of who came to be somewhere else."""

from __future__ import annotations

from tests.planted.planting import Mistake

BECOME = "tests/engine/test_becoming.py"
BECOMING = "compiler/machine/becoming.py"
BORDERS = "tests/engine/test_borders.py"
CANDIDATES = "compiler/machine/candidates.py"
MOVED = "tests/engine/test_movements.py"
MOVEMENTS = "compiler/machine/movements.py"
WATCHING = "compiler/machine/watching.py"
SHARES = "tests/engine/test_shares.py"
KEPT_ARMS = "tests/engine/test_kept_arms.py"

MISTAKES = {
    "runs_end": Mistake(
        "the end of `runs` still lets in",
        CANDIDATES,
        "r.at >= :end",
        "r.at > :end",
        seen_by=7,
    ),
    "runs_start": Mistake(
        "the start of `runs` does not let in yet",
        CANDIDATES,
        "r.at < :start",
        "r.at <= :start",
        seen_by=5,
    ),
    "moment_at_start": Mistake(
        "a schedule does not fire where a tick begins",
        "compiler/machine/schedules.py",
        "prev <= each.at < until",
        "prev < each.at < until",
        seen_by=3,
    ),
    "late_at_once": Mistake(
        "an event exactly one day late no longer lets in",
        CANDIDATES,
        "r.at > r.entry_time + :late",
        "r.at >= r.entry_time + :late",
        seen_by=13,
    ),
    "again_a_day_later": Mistake(
        "`again after 1 day` does not let in exactly one day later",
        "compiler/machine/admission.py",
        "n.again_at > r.at",
        "n.again_at >= r.at",
        seen_by=9,
    ),
    "arm_too_wide": Mistake(
        "an arm is one of ten thousand too wide",
        "compiler/machine/shares.py",
        ":u < :until",
        ":u <= :until",
        seen_by=SHARES,
    ),
    "arms_not_kept": Mistake(
        "who was given an arm gets one by the new shares when they come again",
        "compiler/machine/decisions.py",
        'if step in keeping else []',
        'if step in keeping and False else []',
        seen_by=KEPT_ARMS,
    ),
    "arm_that_is_gone": Mistake(
        "who was given an arm first that is gone keeps none of the others that they were given",
        "compiler/machine/given.py",
        "AND g.arm IN (:arms)",
        "AND (true OR g.arm IN (:arms))",
        seen_by=KEPT_ARMS,
    ),
    "arm_of_a_later_position": Mistake(
        "an arm counts as given before, though it is given later in the same tick",
        "compiler/machine/given.py",
        "g.at < m.at OR (g.at = m.at",
        "true OR (g.at = m.at",
        seen_by=KEPT_ARMS,
    ),
    "arm_of_the_last_position": Mistake(
        "of several arms that somebody was given, the last is kept",
        "compiler/machine/given.py",
        "ORDER BY g.at,",
        "ORDER BY g.at DESC,",
        seen_by=KEPT_ARMS,
    ),
    "arms_not_told": Mistake(
        "a version that is worked off first does not learn what the other gives before it",
        "runtime/engines/arms.py",
        "return self._rows == told",
        "return True",
        seen_by=KEPT_ARMS,
    ),
    "arms_before_the_change": Mistake(
        "what was given before the shares changed is not known",
        "runtime/engines/arms.py",
        'connection.execute(_FILL, [campaign, split])',
        'None',
        seen_by=KEPT_ARMS,
    ),
    "hold_out_too_wide": Mistake(
        "a hold-out is one of ten thousand too wide",
        "compiler/machine/shares.py",
        ":u < :share",
        ":u <= :share",
        seen_by=SHARES,
    ),
    "out_and_in": Mistake(
        "an event that takes out does not let in again",
        "compiler/machine/admission.py",
        "x.phase >= :entries",
        "x.phase <= :entries",
        seen_by=BORDERS,
    ),
    "moved_at_end": Mistake(
        "what changes where a stretch ends is kept with what comes before it",
        WATCHING,
        "(m.at = $to_at AND m.seq < $to_seq)",
        "m.at = $to_at",
        seen_by=MOVED,
    ),
    "moved_from": Mistake(
        "where customers were last is any of the places where they were",
        MOVEMENTS,
        "ORDER BY e.arrival DESC, e.seq DESC",
        "ORDER BY e.arrival, e.seq",
        seen_by=MOVED,
    ),
    "moved_while_gone": Mistake(
        "who is gone stays where they were",
        MOVEMENTS,
        "CASE WHEN p.known THEN p.place END",
        "p.place",
        seen_by=MOVED,
    ),
    "moved_by_the_calendar": Mistake(
        "the calendar is read by a snapshot that has yet to come",
        WATCHING,
        "n.at < :at OR (n.at = :at AND :seq = :timer)",
        "n.at <= :at",
        seen_by=MOVED,
    ),
    "joined_beside_already": Mistake(
        "who joins at the campaign's very beginning enters as one who is there already, too",
        BECOMING,
        " AND NOT l.came",
        "",
        seen_by=BECOME,
    ),
    "cause_of_joining": Mistake(
        "the event that made somebody join is not the entering one",
        BECOMING,
        "coalesce(c.time, e.arrival) AS entry_time",
        "e.arrival AS entry_time",
        seen_by=BECOME,
    ),
    "since_ago": Mistake(
        "what is exactly so long ago changes nothing a microsecond later",
        WATCHING,
        "(*found, *(_just_after(each) for each in ago))",
        "found",
        seen_by=BECOME,
    ),
}
