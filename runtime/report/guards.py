"""What the guards of a campaign have counted of its text as it stands, and which are broken."""

from __future__ import annotations

from datetime import datetime

from compiler.model.campaigns import Campaign
from runtime.acts import read
from runtime.engines import guarding
from runtime.interpreter.guards import WHOLE, in_force
from runtime.report.model import GuardReport
from runtime.statistics.verdict import rate_interval
from runtime.store.connection import Connection


def guards(
    connection: Connection, campaign: Campaign, version: str, as_of: datetime
) -> tuple[GuardReport, ...]:
    """In the order of the text."""
    if not campaign.guards:
        return ()
    acts = read(connection)
    broken = in_force(guarding.read(connection), acts, campaign.name, version, as_of, timer=True)
    found = []
    for guard in campaign.guards:
        share = guarding.share_of(connection, campaign, version, guard, acts, as_of)
        since = broken.at if broken is not None and broken.guard == guard.name else None
        found.append(
            GuardReport(guard.name, guard.under / WHOLE, share, rate_interval(share), since)
        )
    return tuple(found)
