"""Mistakes of steps that are repeated."""

from __future__ import annotations

from tests.planted.planting import Mistake

REPEAT = "tests/engine/test_repeat.py"
MOVING = "compiler/machine/moving.py"

MISTAKES = {
    "every_24_hours": Mistake(
        "the days between passes are of 24 hours",
        MOVING,
        "due = clock.wait_end(setting.project, step.every, found)",
        'due = query("SELECT r.*, r.at + :d AS due FROM :f AS r", f=found, '
        "d=clock.exact(step.every))",
        seen_by=REPEAT,
    ),
    "never_late": Mistake(
        "a pass whose time is past when it is reached waits for its time anew",
        "compiler/machine/standing.py",
        'due = column(next_pass(step), "r")',
        'due = sql("r.at + :d", d=clock.exact(step.every))',
        seen_by=REPEAT,
    ),
    "forgotten_answer": Mistake(
        "what a line of a wait saw in an earlier pass is forgotten when another line comes",
        MOVING,
        '"s.way = :way"',
        '"s.way = :way OR s.way >= 0"',
        seen_by=REPEAT,
    ),
}
