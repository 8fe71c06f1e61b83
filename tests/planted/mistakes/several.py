"""Mistakes of several events joined by `or`."""

from __future__ import annotations

from tests.planted.planting import Mistake

SEVERAL = "tests/engine/test_several.py"

MISTAKES = {
    "kinds_turned_round": Mistake(
        "at one time, an event of an earlier kind comes after the one that let in",
        "compiler/machine/matching.py",
        "(:kind > r.entry_kind",
        "(:kind < r.entry_kind",
        seen_by=SEVERAL,
    ),
    "first_kind_answers": Mistake(
        "of several events only the first named answers",
        "compiler/machine/occurrences.py",
        "for on in step.on.each",
        "for on in step.on.each[:1]",
        seen_by=SEVERAL,
    ),
    "first_kind_is_heard": Mistake(
        "who waits is not looked at when another of the events comes",
        "compiler/machine/standing.py",
        "kinds.update(place.step.on.kinds)",
        "kinds.update(place.step.on.kinds[:1])",
        seen_by=SEVERAL,
    ),
    "goal_in_two_ways": Mistake(
        "a goal that an event reaches in two ways is reached twice",
        "compiler/machine/goals.py",
        "distinct=True",
        "distinct=False",
        seen_by=SEVERAL,
    ),
    "kind_of_the_entry": Mistake(
        "whatever lets in is taken to be the first of the events",
        "compiler/machine/candidates.py",
        "exp.Literal.string(event)",
        "exp.Literal.string(setting.entering[0])",
        seen_by=SEVERAL,
    ),
}
