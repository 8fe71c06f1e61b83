"""Mistakes where customers are forgotten, and where the journal is archived."""

from __future__ import annotations

from tests.planted.planting import Mistake

FORGETTING = "tests/outside/command/test_forgetting.py"
ARCHIVING = "tests/outside/command/test_archiving.py"

MISTAKES = {
    "forgotten_events_of_segue": Mistake(
        "what Segue did with somebody who is forgotten is still recorded",
        "runtime/recording/events.py",
        'window += f" AND {_NOT_FORGOTTEN}"',
        "pass",
        seen_by=FORGETTING,
    ),
    "forgotten_next_channel": Mistake(
        "a message that was taken goes to the next channel of somebody who is forgotten",
        "runtime/dispatch/due.sql",
        '  ANTI JOIN "forgotten" f ON f."cid" = m."cid"\n',
        "",
        seen_by=FORGETTING,
    ),
    "forgotten_stand_on": Mistake(
        "who is forgotten stands on where they stood",
        "runtime/forgetting/forget.py",
        'KINDS_OF_STANDING = ("record_", "queue_", "goals_")',
        'KINDS_OF_STANDING = ("record_", "goals_")',
        seen_by=FORGETTING,
    ),
    "forgotten_late_rows": Mistake(
        "late rows of somebody who is forgotten come in",
        "runtime/recording/events.py",
        "    keys = suppression.strangers(kind.staged)\n    if not keys:",
        "    keys = suppression.strangers(kind.staged)\n    if keys:",
        seen_by=FORGETTING,
    ),
    "archived_months": Mistake(
        "months that are not over are archived",
        "runtime/archive/archiving.py",
        "before = first_of_month(at - after)",
        "before = first_of_month(at - after + timedelta(days=31))",
        seen_by=ARCHIVING,
    ),
    "archived_arms": Mistake(
        "a receipt of an old message does not say its arm",
        "runtime/ingesting/ingest.py",
        "event, items, whole_journal(connection), named",
        "event, items, '\"journal\"', named",
        seen_by=ARCHIVING,
    ),
}
