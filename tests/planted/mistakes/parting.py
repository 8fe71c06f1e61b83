"""Mistakes of what is still done for who leaves."""

from __future__ import annotations

from tests.planted.planting import Mistake

PARTING = "tests/engine/test_parting.py"

MISTAKES = {
    "last_line_counts": Mistake(
        "of the lines that take out at one event the last one says what is done",
        "compiler/machine/occurrences.py",
        'named(exp.convert(turn), "turn")',
        'named(exp.convert(-turn), "turn")',
        seen_by=PARTING,
    ),
    "parting_out_loud": Mistake(
        "what is done for who leaves goes out in quiet time",
        "compiler/machine/journal.py",
        "        return found.where(loud, copy=False)\n",
        "        return found\n",
        seen_by=PARTING,
    ),
    "parting_behind_entries": Mistake(
        "what is done for who leaves comes behind who enters at the same event",
        "compiler/machine/moving.py",
        '''s.next_phase AS phase FROM :stood AS s"
        " WHERE s.outcome = 'left' AND''',
        '''4 AS phase FROM :stood AS s"
        " WHERE s.outcome = 'left' AND''',
        seen_by=PARTING,
    ),
    "any_condition": Mistake(
        "of the conditions that take out, one with steps comes before the others",
        "compiler/machine/leaving.py",
        "for place in range(len(campaign.leaves_if) if partings else 0):",
        "for place in partings:",
        seen_by=PARTING,
    ),
}
