"""Mistakes of paces."""

from __future__ import annotations

from tests.planted.planting import Mistake

PACES = "tests/sending/test_paces.py"
FILE = "runtime/dispatch/paces.py"

MISTAKES = {
    "one_over_the_pace": Mistake(
        "one message too many is handed over in an hour",
        FILE,
        "        if lately + before < self.limit:",
        "        if lately + before <= self.limit:",
        seen_by=PACES,
    ),
    "turns_too_early": Mistake(
        "the turn comes an hour after the first of those before, not after the last but so many",
        FILE,
        "sorted(latest)[-self.limit] + HOUR",
        "sorted(latest)[0] + HOUR",
        seen_by=PACES,
    ),
    "behind_those_behind": Mistake(
        "who was promised a turn waits for those who were promised a later one, too",
        FILE,
        "len(self.promised) if mine is None else bisect_left(self.promised, mine)",
        "len(self.promised)",
        seen_by=PACES,
    ),
    "promises_forgotten": Mistake(
        "after a stop nobody knows whom a turn was promised",
        FILE,
        "                    self._paces[channel].promise(name, at.replace(tzinfo=UTC))\n",
        "                    pass\n",
        seen_by=PACES,
    ),
}
