"""Small wrong changes of the engine that the everyday tests must see: an order without one of its
parts, a border that belongs to the wrong side, something counted that does not count.

Where the code has changed, so that an entry has lost its place, the same mistake is put where it
can now be made. `seen_by` is refreshed with what the long test names when it looks further.

Some changes look wrong and are not, or cannot be missed. At the end of quiet time that holds, `<=`
for `<` holds until now, again and again: the tick never ends. Within one tick, enrolments are
numbered campaign by campaign, so that caps need a campaign's rank only among enrolments of several
ticks. An answer never lies at the very position at which its wait is reached: the event there is
the one after which it is looked for. A message that is free where a tick begins (`free_month >
$prev`) counts for none of its sends. And where a cap's test decides less, nothing passes wrongly:
the tick never ends.
"""

from __future__ import annotations

from tests.planted.planting import Mistake

BECOME = "tests/engine/test_becoming.py"
BECOMING = "compiler/machine/becoming.py"
BEST_HOURS = "tests/engine/test_hours.py"
BORDERS = "tests/engine/test_borders.py"
CANDIDATES = "compiler/machine/candidates.py"
CAPS = "compiler/machine/caps.py"
CLOCK = "compiler/machine/clock.py"
GIFTS = "tests/engine/test_gifts.py"
HOURS = "compiler/machine/hours.py"
KEPT = "tests/engine/test_kept.py"
MOVED = "tests/engine/test_movements.py"
MOVEMENTS = "compiler/machine/movements.py"
OCCURRENCES = "compiler/machine/occurrences.py"
QUIET = "tests/engine/test_quiet_borders.py"
SHARES = "tests/engine/test_shares.py"

MISTAKES = {
    "until_now": Mistake(
        "a wait until 10:00 at exactly 10:00 waits for the next day",
        CLOCK,
        "r.this_time >= r.at THEN",
        "r.this_time > r.at THEN",
        seen_by=3,
    ),
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
    "cap_phase": Mistake(
        "caps count an entry's message before an answer's of a campaign that comes later",
        CAPS,
        "r.at, r.seq, r.phase, r.rank",
        "r.at, r.seq, r.rank",
        seen_by=3,
    ),
    "cap_service": Mistake(
        "messages for service of earlier ticks count in caps",
        CAPS,
        "WHERE NOT m.service AND",
        "WHERE",
        seen_by=13,
    ),
    "moment_at_start": Mistake(
        "a schedule does not fire where a tick begins",
        "compiler/machine/schedules.py",
        "prev <= each.at < until",
        "prev < each.at < until",
        seen_by=3,
    ),
    "due_at_start": Mistake(
        "who comes due exactly where a tick begins is lost",
        "compiler/machine/standing.py",
        'q.due_at >= $prev"',
        'q.due_at > $prev"',
        seen_by=1,
    ),
    "late_at_once": Mistake(
        "an event exactly one day late no longer lets in",
        CANDIDATES,
        "r.at > r.entry_time + :late",
        "r.at >= r.entry_time + :late",
        seen_by=13,
    ),
    "cap_a_day_later": Mistake(
        "a message still counts in a cap exactly one day later",
        CAPS,
        '":free > r.at"',
        '":free >= r.at"',
        seen_by=3,
    ),
    "quiet_start": Mistake(
        "the first instant of quiet time is not quiet",
        "compiler/machine/quiet.py",
        "r.at >= q.from_at",
        "r.at > q.from_at",
        seen_by=5,
    ),
    "quiet_end_drops": Mistake(
        "quiet time that drops messages still does so at its end",
        "compiler/machine/quiet.py",
        "r.at < q.until_at",
        "(r.at < q.until_at OR (q.drops AND r.at = q.until_at))",
        seen_by=QUIET,
    ),
    "leave_when_due": Mistake(
        "an event that takes out is not heard at the instant at which a wait ends",
        OCCURRENCES,
        "leaving.at <= r.due",
        "leaving.at < r.due",
        seen_by=9,
    ),
    "goal_at_entry": Mistake(
        "an event at the very time of the entering one reaches a goal",
        "compiler/machine/goals.py",
        "e.time > r.entry_time",
        "e.time >= r.entry_time",
        seen_by=3,
    ),
    "again_a_day_later": Mistake(
        "`again after 1 day` does not let in exactly one day later",
        "compiler/machine/admission.py",
        "n.again_at > r.at",
        "n.again_at >= r.at",
        seen_by=9,
    ),
    "consent_again": Mistake(
        "a consent given after an unsubscription does not count",
        "compiler/machine/reach.py",
        "(:turned IS NULL OR :off >= :turned)",
        "(:turned IS NULL OR :off IS NOT NULL)",
        seen_by=5,
    ),
    "consent_at_once": Mistake(
        "a consent seen at the instant of an unsubscription undoes it",
        "compiler/machine/reach.py",
        ":off >= :turned",
        ":off > :turned",
        seen_by=5,
    ),
    "start_over_when_due": Mistake(
        "a new start is not heard at the instant at which a wait ends",
        OCCURRENCES,
        "(restart.at < r.due OR {timer})",
        "(restart.at < r.due)",
        seen_by=25,
    ),
    "cap_of_channel": Mistake(
        "a channel's cap counts the messages of all channels",
        CAPS,
        "if channel:\n        still",
        "if False:\n        still",
        seen_by=9,
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
    "cap_one_more": Mistake(
        "a message passes although those before it may already fill the cap",
        CAPS,
        '":n < :limit"',
        '":n <= :limit"',
        seen_by=3,
    ),
    "arm_too_wide": Mistake(
        "an arm is one of ten thousand too wide",
        "compiler/machine/shares.py",
        ":u < :until",
        ":u <= :until",
        seen_by=SHARES,
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
    "cap_priority": Mistake(
        "caps count campaigns of one event against their order",
        CAPS,
        "r.phase, r.rank, r.eid",
        "r.phase, -r.rank, r.eid",
        seen_by=BORDERS,
    ),
    "cap_schedule": Mistake(
        "caps count who enters by a schedule before who has waited until then",
        CAPS,
        "r.at, r.seq, r.phase, r.rank",
        "r.at, r.seq, -r.phase, r.rank",
        seen_by=BORDERS,
    ),
    "cap_service_now": Mistake(
        "messages for service of the same tick count in caps",
        CAPS,
        "AS r WHERE NOT r.service",
        "AS r WHERE TRUE",
        seen_by=BORDERS,
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
        OCCURRENCES,
        "e.arrival <= r.due AND",
        "e.arrival < r.due AND",
        seen_by=BORDERS,
    ),
    "last_answer": Mistake(
        "the last answer of a tick counts, not the first",
        OCCURRENCES,
        "ORDER BY a.seq)",
        "ORDER BY a.seq DESC)",
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
        "r.due < $until",
        "r.due <= $until",
        seen_by=BORDERS,
    ),
    "goal_end": Mistake(
        "a goal's window ends before its last instant",
        "compiler/machine/goals.py",
        "e.time <= r.entry_time + :within",
        "e.time < r.entry_time + :within",
        seen_by=BORDERS,
    ),
    "moved_at_end": Mistake(
        "what changes where a stretch ends is kept with what comes before it",
        MOVEMENTS,
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
        MOVEMENTS,
        "n.at < p.at OR (n.at = p.at AND p.seq = :timer)",
        "n.at <= p.at",
        seen_by=MOVED,
    ),
    "own_at_once": Mistake(
        "what Segue does is seen at the instant at which it does it",
        "runtime/sources/own_events.py",
        'r."time" + INTERVAL 1 MICROSECOND AS "arrival"',
        'r."time" AS "arrival"',
        seen_by=36,
    ),
    "own_untold": Mistake(
        "a tick stands that did what nobody had told it",
        "runtime/engines/own_events.py",
        "        wrong = self._wrong()\n",
        "        wrong: list[Event] = []\n",
        seen_by=36,
    ),
    "own_at_start": Mistake(
        "what Segue does at the very beginning of a tick is not told",
        "runtime/engines/own_events.py",
        'made(event)} >= $prev',
        'made(event)} > $prev',
        seen_by=2,
    ),
    "own_of_shadows": Mistake(
        "the held out do not enter",
        "runtime/sources/own_events.py",
        '''JOIN {{store}}"people" p ON p."cid" = e."cid"
""",
    "left"''',
        '''JOIN {{store}}"people" p ON p."cid" = e."cid" WHERE e."shadow" = \'\'
""",
    "left"''',
        seen_by=2,
    ),
    "codes_by_key": Mistake(
        "codes go out in the order of the keys, whatever the instant",
        "runtime/engines/giving.py",
        'ORDER BY "at", "key", "seq"',
        'ORDER BY "key", "at", "seq"',
        seen_by=GIFTS,
    ),
    "one_too_many": Mistake(
        "as many gifts are given as there are in all, less one",
        "runtime/engines/giving.py",
        '"number" > o."at_most"',
        '"number" >= o."at_most"',
        seen_by=GIFTS,
    ),
    "use_at_once": Mistake(
        "an event at the very instant of a gift is no use of it",
        "compiler/machine/gifts.py",
        "e.time >= g.at",
        "e.time > g.at",
        seen_by=GIFTS,
    ),
    "use_at_the_end": Mistake(
        "a gift can be used at the very instant at which it is over",
        "compiler/machine/gifts.py",
        "e.time < g.ends",
        "e.time <= g.ends",
        seen_by=GIFTS,
    ),
    "use_before_gift": Mistake(
        "a use is seen where its gift is given, and not a microsecond later",
        "runtime/sources/own_events.py",
        'greatest(e."arrival", g."at" + INTERVAL 1 MICROSECOND) AS "arrival"',
        'e."arrival" AS "arrival"',
        seen_by=GIFTS,
    ),
    "gifts_for_the_held_out": Mistake(
        "who is held out is given something",
        "compiler/machine/gifts.py",
        'sql("NOT r.shadow")',
        'sql("TRUE")',
        seen_by=GIFTS,
    ),
    "set_late": Mistake(
        "a step sees what was set before it a microsecond too late",
        "compiler/machine/standing.py",
        "r.at + INTERVAL 1 MICROSECOND AS due",
        "r.at + INTERVAL 2 MICROSECOND AS due",
        seen_by=KEPT,
    ),
    "set_by_all": Mistake(
        "what only one way sets is set by all that come by",
        "compiler/machine/keeping.py",
        "condition(each.guard) if each.guard else None",
        "None",
        seen_by=KEPT,
    ),
    "set_in_order": Mistake(
        "of what is set at one instant the step with the greater text stands",
        "runtime/sources/own_events.py",
        """lpad(d."step_order"::VARCHAR, {ORDER_DIGITS}, '0')""",
        'd."step_order"',
        seen_by=KEPT,
    ),
    "set_roughly": Mistake(
        "amounts of money lose their last digits on the way to a tick that begins anew",
        "runtime/engines/own_events.py",
        'if kind.startswith("DECIMAL")',
        'if kind.startswith("INTEGER")',
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
    "joined_in_time": Mistake(
        "where a new start and the end of a wait fall on one instant, the start comes first",
        OCCURRENCES,
        "restart.seq < {TIMER})",
        "restart.seq <= {TIMER})",
        seen_by=BECOME,
    ),
    "since_ago": Mistake(
        "what is exactly so long ago changes nothing a microsecond later",
        MOVEMENTS,
        "(*found, *(_just_after(each) for each in ago))",
        "found",
        seen_by=BECOME,
    ),
}
