"""Guards: whether what a campaign watches for happens too often, as of each snapshot (S8).

Looked at are the enrolments of a version that nobody is held out in, and that were neither replaced
nor moved along, whose window has closed, by what was journaled before the snapshot's instant; since
the last resume of the campaign, where it was resumed. What is broken stays so until it is resumed,
or has another version.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from compiler.model.campaigns import Campaign, Guard
from compiler.model.project import Project
from compiler.zones import midnight
from runtime.acts import Act, Doing
from runtime.interpreter.applying import Applied
from runtime.interpreter.clock import exact
from runtime.journal import Kind, Row
from runtime.statistics.proportions import Share
from runtime.statistics.verdict import Verdict, against_target

WHOLE = 10_000
"""All of a share, in hundredths of a per cent."""

LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Broken:
    """From the snapshot `at` on; `share`: how many did it, of how many."""

    campaign: str
    version: str
    guard: str
    at: datetime
    share: Share


def is_broken(guard: Guard, share: Share) -> bool:
    """Whether the rate is surely not under what it must stay under, however often one looks."""
    return bool(share.of) and against_target(share, guard.under / WHOLE) is Verdict.ATTAINED


def since(acts: Iterable[Act], campaign: str, at: datetime) -> datetime:
    """When the campaign was last resumed, up to an instant."""
    resumed = [
        act.at for act in acts
        if act.campaign == campaign and act.doing is Doing.RESUMED and act.at <= at
    ]  # fmt: skip
    return max(resumed, default=LONG_AGO)


def in_force(
    broken: Iterable[Broken], acts: Sequence[Act], campaign: str, version: str, at: datetime,
    *, timer: bool,
) -> Broken | None:  # fmt: skip
    """The guard because of which nobody enters there. A snapshot is seen by timers at its instant,
    not by events."""
    lifted = since(acts, campaign, at)
    for each in broken:
        known = each.at < at or (each.at == at and timer)
        if (each.campaign, each.version) == (campaign, version) and known and lifted <= each.at:
            return each
    return None


def snapshots(zone: str, beginning: datetime, until: datetime) -> Iterator[datetime]:
    """The instants of 00:00 of the policy's clock in [beginning, until)."""
    at = midnight(beginning, zone)
    while at < until:
        if at >= beginning:
            yield at
        at = midnight(at + timedelta(hours=30), zone)


def found(
    project: Project, rows: Sequence[Row], beginning: datetime, until: datetime,
    acts: Sequence[Act] = (), versions: Mapping[str, str] | None = None,
    then: Sequence[Applied] = (),
) -> tuple[Broken, ...]:  # fmt: skip
    """What is broken in a stretch of time, by the journal of everybody; `then` is what else is
    executed from later instants on."""
    broken: list[Broken] = []
    texts = [Applied(beginning, project, versions or {}), *then]
    for text, end in zip(texts, [*(each.at for each in then), until], strict=True):
        for at in snapshots(text.project.policy.timezone, text.at, end):
            for campaign in text.project.campaigns.values():
                version = text.versions.get(campaign.name, "")
                if in_force(broken, acts, campaign.name, version, at, timer=True):
                    continue
                broken += _breaking(campaign, version, rows, at, since(acts, campaign.name, at))
    return tuple(broken)


def _breaking(
    campaign: Campaign, version: str, rows: Sequence[Row], at: datetime, begun: datetime
) -> list[Broken]:
    for guard in campaign.guards:
        share = _share(campaign, guard, version, rows, at, begun)
        if is_broken(guard, share):
            return [Broken(campaign.name, version, guard.name, at, share)]
    return []


def _share(
    campaign: Campaign, guard: Guard, version: str, rows: Sequence[Row], at: datetime,
    begun: datetime,
) -> Share:  # fmt: skip
    mine = [
        row for row in rows
        if row.campaign == campaign.name and row.version == version and row.at < at
    ]  # fmt: skip
    others = {
        row.enrolment for row in rows
        if row.campaign == campaign.name and row.at < at
        and (row.kind is Kind.MOVED or (row.kind is Kind.LEFT and row.reason == "replaced"))
    }  # fmt: skip
    closed = {
        row.enrolment for row in mine
        if row.kind is Kind.ENTERED and not row.reason and begun <= row.at
        and row.at + exact(guard.within) <= at
    } - others  # fmt: skip
    reached = {
        row.enrolment for row in mine if row.kind is Kind.GUARD and row.reason == guard.name
    }
    return Share(len(closed & reached), len(closed))
