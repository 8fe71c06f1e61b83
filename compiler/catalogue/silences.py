"""W02xx: comments that silence a check on a line."""

from __future__ import annotations

from compiler.catalogue.code import Code

_CAMPAIGN = '''campaign thanks
  enter every Monday at 09:00 for loyal
  goal purchase within 7 days

  send hello by email
'''
_LEFT = '  leave "thanked"\n'

CODES = (
    Code(
        "W0201", "silence-without-reason",
        "Whoever reads the file next year sees that a check was silenced, and has to know why to "
        "tell whether it still may be.",
        f"{_CAMPAIGN}{_LEFT}  send receipt by email  # segue: allow unreachable-step\n",
        f"{_CAMPAIGN}{_LEFT}  # segue: allow unreachable-step because the leave above is for "
        "this week only\n  send receipt by email\n",
    ),
    Code(
        "W0202", "silence-not-read",
        "A comment that begins with `segue:` speaks to the checks, and one that they cannot read "
        "silences nothing.",
        f"# segue: ignore this file\n{_CAMPAIGN}",
        _CAMPAIGN,
    ),
    Code(
        "W0203", "unknown-check",
        "A silence names the check that it is meant for, so that every other one still speaks.",
        f"{_CAMPAIGN}{_LEFT}  # segue: allow unreachable because the leave above is for this week "
        "only\n  send receipt by email\n",
        f"{_CAMPAIGN}{_LEFT}  # segue: allow unreachable-step because the leave above is for "
        "this week only\n  send receipt by email\n",
        safe=True,
    ),
    Code(
        "W0204", "silenced-error",
        "A project with an error is not executed, so an error has to be put right. Only warnings "
        "can be silenced, and not those about silences.",
        f"# segue: allow unknown-name because the event comes next week\n{_CAMPAIGN}",
        _CAMPAIGN,
    ),
    Code(
        "W0205", "unused-silence",
        "What it once silenced is gone, or stands on another line; left where it is, it would "
        "silence the next mistake.",
        f"{_CAMPAIGN}  # segue: allow unreachable-step because the leave above is for this week "
        "only\n  send receipt by email\n",
        f"{_CAMPAIGN}  send receipt by email\n",
        safe=True,
    ),
)  # fmt: skip
