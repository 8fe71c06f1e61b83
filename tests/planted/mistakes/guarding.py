"""Mistakes of guards."""

from __future__ import annotations

from tests.planted.planting import Mistake

GUARDS = "tests/engine/test_guards.py"
FILE = "runtime/engines/guarding.py"

MISTAKES = {
    "open_windows_count": Mistake(
        "those count whose window is still open",
        FILE,
        """AND e."at" >= $since AND e."at" <= $closed AND e."at" < $at""",
        """AND e."at" >= $since AND $closed IS NOT NULL AND e."at" < $at""",
        seen_by=GUARDS,
    ),
    "events_see_the_snapshot": Mistake(
        "an event at the very instant of a snapshot is refused by it",
        FILE,
        "    return Guarded.LATER if first is None else Guarded.ALL\n",
        "    return Guarded.ALL if first is None else Guarded.ALL\n",
        seen_by=GUARDS,
    ),
    "replaced_count": Mistake(
        "those count who began anew",
        FILE,
        """x."reason" = 'replaced' AND x."at" < $at""",
        """x."reason" = 'replaced' AND x."at" < $since""",
        seen_by=GUARDS,
    ),
    "resumed_in_vain": Mistake(
        "what was done before a resume counts still",
        FILE,
        "    begun = guards.since(acts, campaign.name, at)\n",
        "    begun = guards.LONG_AGO\n",
        seen_by=GUARDS,
    ),
    "guards_between": Mistake(
        "a tick that holds a snapshot does not look at guards there",
        "runtime/engines/engine.py",
        "return [at for at in inside if at > start]",
        "return [at for at in inside if at < start]",
        seen_by=GUARDS,
    ),
}
