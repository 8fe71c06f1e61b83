"""Mistakes of several events joined by `or`, and of waits for the first of several."""

from __future__ import annotations

from tests.planted.planting import Mistake

SEVERAL = "tests/engine/test_several.py"
FIRST = "tests/engine/test_first_of.py"
ANSWERING = "compiler/machine/answering.py"

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
        ANSWERING,
        "for on in each.on.each",
        "for on in each.on.each[:1]",
        seen_by=SEVERAL,
    ),
    "first_kind_is_heard": Mistake(
        "who waits is not looked at when another of the events comes",
        "compiler/machine/standing.py",
        "way.on.kinds for way",
        "way.on.kinds[:1] for way",
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
    "first_line_before_first_event": Mistake(
        "of several things that came, the first in the text is taken, not the first that came",
        ANSWERING,
        '[sql("a.seq"), sql("a.way")]',
        '[sql("a.way"), sql("a.seq")]',
        seen_by=FIRST,
    ),
    "last_line_of_an_event": Mistake(
        "an event that several lines mean takes the last of them",
        ANSWERING,
        'sql("a.way")]',
        'sql("a.way DESC")]',
        seen_by=FIRST,
    ),
    "else_is_a_line": Mistake(
        "who waited in vain goes on by the last line but one",
        "compiler/machine/moving.py",
        "over=ways,",
        "over=ways - 1,",
        seen_by=FIRST,
    ),
}
