"""Mistakes in tests that decide a split once."""

from __future__ import annotations

from tests.planted.planting import Mistake

STORE = "runtime/engines/trials.py"
SPLITS = "runtime/interpreter/splits.py"
BEST = "runtime/statistics/best.py"
ENGINE = "tests/engine/test_trials.py"

MISTAKES = {
    "tests_count_for_ever": Mistake(
        "what arrives at the end of a test or later is counted, too",
        "compiler/machine/rendering.py",
        "and goal.name in over)",
        "and goal.name in ())",
        seen_by=ENGINE,
    ),
    "tests_count_what_was_before": Mistake(
        "what somebody did before they got their arm counts for it",
        "compiler/machine/goals.py",
        " WHERE j.eid = r.eid AND j.at < e.time AND",
        " WHERE j.eid = r.eid AND j.at < e.arrival AND",
        seen_by=ENGINE,
    ),
    "tests_begin_with_who_is_of_them": Mistake(
        "a test begins when somebody comes who is of it",
        STORE,
        "IN ('arm', 'held')",
        "IN ('arm', 'shadow')",
        seen_by=ENGINE,
    ),
    "tests_end_behind_the_tick": Mistake(
        "a tick goes past the end of a test that it knows of",
        STORE,
        "if prev < at < until)",
        "if until < at < until)",
        seen_by=ENGINE,
    ),
    "tests_that_begin_and_end_in_a_tick": Mistake(
        "a tick in which a test began goes past its end",
        STORE,
        "for _, end in found.values() if end < until)",
        "for _, end in found.values() if end < end)",
        seen_by=ENGINE,
    ),
    "tests_hold_for_ever": Mistake(
        "who waits for a test is never told when it is over",
        STORE,
        """' WHERE "due_at" > $ends""",
        """' WHERE "due_at" < $ends""",
        seen_by=ENGINE,
    ),
    "tests_hold_who_has_an_arm": Mistake(
        "who has an arm already waits for the end of the test",
        "compiler/machine/learning.py",
        "WHEN :known OR :over",
        "WHEN :known AND :over",
        seen_by=ENGINE,
    ),
    "tests_are_over_too_late": Mistake(
        "who comes at the very instant of the end still gets an arm by lot",
        SPLITS,
        "step) <= run.at",
        "step) < run.at",
        seen_by=ENGINE,
    ),
    "tests_are_decided_by_a_hair": Mistake(
        "the arm with the highest share is taken, however little is known",
        BEST,
        ">= SURE",
        ">= 0.5",
        seen_by=ENGINE,
    ),
    "tests_are_decided_for_the_last": Mistake(
        "of arms that are alike the last one is the best",
        BEST,
        "best = max(range(len(shares)),",
        "best = max(reversed(range(len(shares))),",
        seen_by=ENGINE,
    ),
}
