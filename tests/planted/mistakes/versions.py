"""Mistakes about versions of campaigns beside each other."""

from __future__ import annotations

from tests.planted.planting import Mistake

SEEN_BY = "tests/engine/test_versions.py"
RENEWING = "runtime/engines/renewing.py"

MISTAKES = {
    "version_renamed": Mistake(
        "an earlier version goes by what its segments mean today",
        "compiler/pinned.py",
        "if _meaning(today, kind, name, reference) != meaning(before, reference)",
        "if _meaning(today, kind, name, reference) is None",
        seen_by=SEEN_BY,
    ),
    "version_first": Mistake(
        "who enters today does not see that they left an earlier version in the same tick",
        "compiler/machine/machines.py",
        "each.closed != each.waits_for_ends",
        "each.closed == each.waits_for_ends",
        seen_by=SEEN_BY,
    ),
    "version_entered": Mistake(
        "one still enters an earlier version",
        "runtime/engines/entering.py",
        "if setting.machine.closed:",
        "if not setting.project.campaigns:",
        seen_by=SEEN_BY,
    ),
    "version_replaced": Mistake(
        "a new start does not replace who is inside an earlier version",
        "compiler/machine/standing.py",
        "arrivals.entrants and setting.machine.replaces",
        "arrivals.entrants and setting.machine.replaces and not setting.machine.closed",
        seen_by=SEEN_BY,
    ),
    "version_value": Mistake(
        "a value across customers keeps its old meaning until midnight",
        RENEWING,
        "{name for kind, name in new if kind == _VALUE}",
        "{name for kind, name in new if kind == _AGAIN}",
        seen_by=SEEN_BY,
    ),
    "version_again": Mistake(
        "when somebody may come again is asked by the text of the last entry",
        RENEWING,
        "if (_AGAIN, setting.machine.campaign.name) in new:",
        "if (_VALUE, setting.machine.campaign.name) in new:",
        seen_by=SEEN_BY,
    ),
}
