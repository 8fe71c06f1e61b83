"""The trials of a campaign's splits, of its text as it stands: what came of them, or has so far."""

from __future__ import annotations

from datetime import datetime

from compiler import learning
from compiler.model.campaigns import Campaign
from runtime.engines import trials as tried
from runtime.report.model import TrialArm, TrialReport
from runtime.statistics.best import decided
from runtime.store.connection import Connection

WHOLE = 10_000
"""All of a share, in hundredths of a per cent."""


def trials(
    connection: Connection, campaign: Campaign, as_of: datetime
) -> tuple[TrialReport, ...]:
    """In the order of the text; those to which nobody has come yet are left out."""
    known = tried.ends(connection) if campaign.trials else {}
    found = []
    for split, trial in learning.tested(campaign):
        ends = known.get((campaign.name, learning.terms(campaign, split)))
        if ends is None:
            continue
        over = ends < as_of
        shares = tried.shares(connection, campaign, split, min(ends, as_of))
        arms = tuple(
            TrialArm(arm.name, share) for arm, share in zip(split.arms, shares, strict=True)
        )
        best = split.arms[decided(shares)].name if over else None
        found.append(TrialReport(split.name, trial.part / WHOLE, ends, arms, best))
    return tuple(found)
