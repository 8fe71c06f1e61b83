"""How many entered a campaign in each day or week, against what it says is usual."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from compiler.model.campaigns import Campaign
from compiler.zones import midnight, to_civil
from runtime.acts import Act, read, shut
from runtime.report.model import Entered, UsualReport
from runtime.report.scope import Period
from runtime.store.connection import Connection

Span = tuple[date, datetime, datetime]
"""A day, or the Monday of a week, with the instants at which it begins and ends."""

_ENTRIES = """
SELECT time_bucket(INTERVAL 15 MINUTE, "at"), count(*) FROM "enrolments"
WHERE "campaign" = $1 AND "at" >= $2 AND "at" < $3 GROUP BY ALL
"""


def usual(
    connection: Connection, campaign: Campaign, zone: str, period: Period
) -> UsualReport | None:
    """Over the whole days or weeks of the policy's clock that lie in the period, in what was run so
    far, and in which the campaign ran all the time. None where it does not say what is usual."""
    said = campaign.usually
    if said is None:
        return None
    row = connection.execute('SELECT "beginning", "until" FROM "progress"').fetchone()
    start, end = (each.replace(tzinfo=UTC) for each in row) if row else (None, None)
    starts = [start, campaign.runs_from, period.since]
    ends = [end, campaign.runs_until, period.until]
    days = 7 if said.unit == "week" else 1
    spans = list(_spans(zone, days, starts, ends))
    whole = [span for span in spans if _ran(read(connection), campaign.name, span)]
    counted = _counted(connection, campaign.name, zone, days, spans)
    found = tuple(Entered(day, counted[day]) for day, *_ in whole)
    outside = tuple(each for each in found if not said.low <= each.entries <= said.high)
    last = found[-1] if found else None
    return UsualReport(said.low, said.high, said.unit, len(found), outside, last)


def _spans(
    zone: str, days: int, starts: Sequence[datetime | None], ends: Sequence[datetime | None]
) -> Iterator[Span]:
    """All that lie behind each of the starts, and before each of the ends."""
    begun = max(each for each in starts if each is not None)
    over = min(each for each in ends if each is not None)
    at = midnight(begun, zone)
    while at < over:
        civil = to_civil(at, zone).date()
        following = midnight(at + timedelta(days=days, hours=6), zone)
        if days == 1 or civil.isoweekday() == 1:
            if begun <= at and following <= over:
                yield civil, at, following
            at = following
        else:
            at = midnight(at + timedelta(hours=30), zone)


def _ran(acts: Sequence[Act], campaign: str, span: Span) -> bool:
    """Whether nobody paused or stopped the campaign before it was over, but resumed it."""
    _, start, end = span
    touched = any(act.campaign == campaign and start < act.at < end for act in acts)
    return not touched and shut(acts, campaign, start) is None


def _counted(
    connection: Connection, campaign: str, zone: str, days: int,
    spans: Sequence[Span],
) -> Counter[date]:  # fmt: skip
    """Entries by day, or by the Monday of the week. Counted by quarters of an hour, since every
    zone's days begin at one."""
    counts: Counter[date] = Counter()
    if not spans:
        return counts
    borders = (spans[0][1], spans[-1][2])
    first, last = (each.astimezone(UTC).replace(tzinfo=None) for each in borders)
    for quarter, number in connection.execute(_ENTRIES, [campaign, first, last]).fetchall():
        day = to_civil(quarter.replace(tzinfo=UTC), zone).date()
        counts[day - timedelta(days=day.weekday() if days == 7 else 0)] += number
    return counts
