"""A journal as a table, and where two of them differ."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from compiler.versions import campaign_version
from compiler.zones import to_civil, zone
from runtime.journal import Row
from tests.conformance.reading import Case, Line, columns, instant
from tests.conformance.shops import EVER

ALWAYS = ("at", "customer", "campaign", "what")
"""Every journal has these columns."""

EMPTY = ("step", "message", "channel", "arm", "reason")
"""What is empty in all rows where a journal has no such column; of `by`, `cause`, `rule`, `clock`
and `version` nothing is said then."""


def expected(case: Case) -> list[Line]:
    """The journal that the rules say."""
    return case.lines("journal.csv")


def in_words(case: Case, rows: Sequence[Row]) -> list[Line]:
    """The journal in the columns of what is expected, and those in which something is that should
    be empty."""
    named = columns(case.folder / "journal.csv")
    lines = [_cells(case, row) for row in rows]
    shown = [*named, *(name for name in EMPTY if name not in named
                       and any(line[name] for line in lines))]  # fmt: skip
    return [{name: line[name] for name in shown} for line in lines]


def _cells(case: Case, row: Row) -> dict[str, str]:
    """`version`: the folder with the text."""
    return {
        "at": written(row.at),
        "customer": row.customer,
        "campaign": row.campaign,
        "what": str(row.kind),
        "step": row.step,
        "message": row.message,
        "channel": row.channel,
        "arm": row.arm,
        "reason": row.reason,
        "by": row.position,
        "cause": row.cause,
        "rule": row.rule,
        "version": _folder(case, row),
        "clock": _clock(case, row),
    }


def written(at: datetime) -> str:
    """In UTC, as exact as it must be."""
    return _shown(at.astimezone(UTC).replace(tzinfo=None))


def _folder(case: Case, row: Row) -> str:
    known = zip(case.versions, case.texts, strict=True)
    return next(
        name for name, (_, text) in known
        if row.campaign in text.campaigns and campaign_version(text, row.campaign) == row.version
    )  # fmt: skip


def _clock(case: Case, row: Row) -> str:
    """What the customer's clock shows: the one that they have last, else the policy's. An event
    does not see what is recorded at its instant (S7)."""
    named = [
        line.get("timezone", "") for line in case.lines("customers.csv")
        if line["key"] == row.customer
        and (since := instant(line.get("since") or EVER)) <= row.at
        and not (row.position and since == row.at)
    ]
    known = zone(named[-1]) if named else None
    return _shown(to_civil(row.at, named[-1] if known else case.texts[-1][1].policy.timezone))


def _shown(civil: datetime) -> str:
    precise = "microseconds" if civil.microsecond else "seconds" if civil.second else "minutes"
    return civil.isoformat(sep=" ", timespec=precise)


def difference(wanted: Sequence[Line], found: Sequence[Line]) -> str:
    """Both journals beside each other where they differ; empty where they do not."""
    if list(wanted) == list(found):
        return ""
    left, right = [_line(each) for each in wanted], [_line(each) for each in found]
    width = max(map(len, left), default=0)
    rows = max(len(left), len(right))
    left += [""] * (rows - len(left))
    right += [""] * (rows - len(right))
    shown = [
        f"{'  ' if one == other else '! '}{one.ljust(width)} | {other}"
        for one, other in zip(left, right, strict=True)
    ]
    return "\n".join(["expected | found", *shown])


def _line(line: Line) -> str:
    return ", ".join(line.values())


def decided(case: Case) -> list[datetime]:
    """The instants of the expected journal."""
    return sorted({instant(line["at"]) for line in expected(case)})
