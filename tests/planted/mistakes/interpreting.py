"""Mistakes of the interpreter, which the engine does not make: what is said of a journal must be
seen whichever of the two is wrong."""

from __future__ import annotations

from tests.planted.planting import Mistake

CAPS = "runtime/interpreter/caps.py"
CONFORMANCE = "tests/conformance"
ENTRIES = "runtime/interpreter/entries.py"
GIFTS = "runtime/interpreter/gifts.py"
QUIET = "runtime/interpreter/quiet.py"
RUN = "runtime/interpreter/run.py"
WALK = "runtime/interpreter/walk.py"
WINDOWS = "runtime/interpreter/windows.py"

MISTAKES = {
    "interpreter_cap_place": Mistake(
        "a message still counts at the instant at which its place becomes free",
        CAPS,
        "each.zone) > at]",
        "each.zone) >= at]",
        seen_by=CONFORMANCE,
    ),
    "interpreter_cap_one_more": Mistake(
        "a cap lets one more message pass",
        CAPS,
        "len(counted) >= cap.limit",
        "len(counted) > cap.limit",
        seen_by=CONFORMANCE,
    ),
    "interpreter_cap_of_all": Mistake(
        "a channel's cap counts the messages of all channels",
        CAPS,
        "_full(cap, own, at)",
        "_full(cap, planned, at)",
        seen_by=CONFORMANCE,
    ),
    "interpreter_again_free": Mistake(
        "who may enter again after a day may not at the very instant",
        ENTRIES,
        "all(at <= run.at for at in free)",
        "all(at < run.at for at in free)",
        seen_by=CONFORMANCE,
    ),
    "interpreter_again_first": Mistake(
        "`again after` is reckoned from the first entry, not from the last",
        ENTRIES,
        "for each in earlier[-1:]]",
        "for each in earlier[:1]]",
        seen_by=CONFORMANCE,
    ),
    "interpreter_until_border": Mistake(
        "a campaign still lets in at the instant at which it ends",
        ENTRIES,
        "run.at < campaign.runs_until",
        "run.at <= campaign.runs_until",
        seen_by=CONFORMANCE,
    ),
    "interpreter_late_border": Mistake(
        "`at most D late` refuses who comes exactly D late",
        ENTRIES,
        "run.at - candidate.entry.time > exact(",
        "run.at - candidate.entry.time >= exact(",
        seen_by=CONFORMANCE,
    ),
    "interpreter_quiet_end": Mistake(
        "the instant at which quiet time ends is still quiet",
        QUIET,
        "if low <= end < high:",
        "if low <= end <= high:",
        seen_by=CONFORMANCE,
    ),
    "interpreter_quiet_touching": Mistake(
        "quiet times that touch do not add up",
        QUIET,
        "            end = high\n",
        "            return high\n",
        seen_by=CONFORMANCE,
    ),
    "interpreter_wait_restarts": Mistake(
        "a wait that is restarted keeps its end",
        WALK,
        "            until = _length(run, step)\n        over",
        "            until = _length(run, step) if until is None else until\n        over",
        seen_by=CONFORMANCE,
    ),
    "interpreter_answer_again": Mistake(
        "the event that answered one wait answers the next one, too",
        RUN,
        "enrolment.heard < position <= last",
        "enrolment.heard <= position <= last",
        seen_by=CONFORMANCE,
    ),
    "interpreter_answer_at_end": Mistake(
        "an answer that comes at the very end of a wait comes too late",
        RUN,
        "last = min(run.position, Position(until))",
        "last = min(run.position, Position(until, -1))",
        seen_by=CONFORMANCE,
    ),
    "interpreter_pass_makes_up": Mistake(
        "a pass that begins late is followed by one that makes up for it",
        WALK,
        "later(run.at, each.every, run.view().zone)",
        "later(due, each.every, run.view().zone)",
        seen_by=CONFORMANCE,
    ),
    "interpreter_goal_border": Mistake(
        "a goal that is reached exactly at the end of its window does not count",
        "runtime/interpreter/interpret.py",
        "time <= enrolment.time + exact(goal.within)",
        "time < enrolment.time + exact(goal.within)",
        seen_by=CONFORMANCE,
    ),
    "interpreter_goal_at_entry": Mistake(
        "what lets in reaches the goal",
        "runtime/interpreter/interpret.py",
        "return enrolment.time < time <=",
        "return enrolment.time <= time <=",
        seen_by=CONFORMANCE,
    ),
    "interpreter_in_last": Mistake(
        "`in last D` takes in what is exactly D ago",
        WINDOWS,
        "_shifted(view, window.duration, -1) < moment <= view.at",
        "_shifted(view, window.duration, -1) <= moment <= view.at",
        seen_by=CONFORMANCE,
    ),
    "interpreter_more_than_ago": Mistake(
        "`more than D ago` leaves out what is exactly D ago",
        WINDOWS,
        "moment <= _shifted(view, window.duration, -1)",
        "moment < _shifted(view, window.duration, -1)",
        seen_by="tests/sql",
    ),
    "interpreter_consent_anew": Mistake(
        "consent that was given before is given anew by any change",
        "runtime/interpreter/reach.py",
        "consent is True and before is not True",
        "consent is True",
        seen_by=CONFORMANCE,
    ),
    "interpreter_seen_early": Mistake(
        "a timer sees the events of its own instant",
        "runtime/interpreter/view.py",
        "min(behind, place + 1)",
        "behind",
        seen_by=CONFORMANCE,
    ),
    "interpreter_entry_order": Mistake(
        "of two events at one time, the id does not decide which comes after the entry",
        RUN,
        "return self.entry.order < event.order",
        "return self.entry.time < event.time",
        seen_by=CONFORMANCE,
    ),
    "interpreter_gift_order": Mistake(
        "codes are handed out by customer, not by instant",
        GIFTS,
        "key=lambda row: (row.at, row.customer)",
        "key=lambda row: (row.customer, row.at)",
        seen_by=CONFORMANCE,
    ),
    "interpreter_gift_limit": Mistake(
        "`at most N in all` gives one more",
        GIFTS,
        "number >= offer.at_most",
        "number > offer.at_most",
        seen_by=CONFORMANCE,
    ),
    "interpreter_epoch": Mistake(
        "the project's hold-out takes the same customers in every epoch",
        ENTRIES,
        'f"{HOLD_OUT} {run.identity.epoch}"',
        "HOLD_OUT",
        seen_by=CONFORMANCE,
    ),
    "interpreter_use_border": Mistake(
        "a code can be used at the instant at which it is no longer valid",
        "runtime/interpreter/uses.py",
        "event.time >= gift.time + exact(offer.valid)",
        "event.time > gift.time + exact(offer.valid)",
        seen_by=CONFORMANCE,
    ),
}
