"""How the entries of a campaign read, in a report and in a dry run's summary."""

from __future__ import annotations

from collections.abc import Iterator

from runtime.report.model import CampaignReport, HeldOut
from runtime.report.summary import CampaignSummary
from segue.shown.figures import counted


def entered(campaign: CampaignReport | CampaignSummary) -> str:
    """`48 times by 43 customers; of these, held out: 12 times by 10 customers`."""
    return "; ".join(_entered(campaign))


def _entered(campaign: CampaignReport | CampaignSummary) -> Iterator[str]:
    yield _times(HeldOut(campaign.enrolments, campaign.customers))
    if campaign.held_out.customers:
        yield f"of these, held out: {_times(campaign.held_out)}"
    if campaign.held_out_from_everything.customers:
        yield f"of these, held out from everything: {_times(campaign.held_out_from_everything)}"
    if campaign.replaced:
        yield f"besides, replaced by starting over: {counted(campaign.replaced, 'time')}"


def _times(entries: HeldOut) -> str:
    times, customers = counted(entries.enrolments, "time"), counted(entries.customers, "customer")
    return f"{times} by {customers}"


def without_held_out(campaign: CampaignReport | CampaignSummary) -> str:
    """What stands behind the name of a figure that does not count the held-out."""
    return " (without the held out)" if _held_out(campaign) else ""


def with_held_out(campaign: CampaignReport | CampaignSummary) -> str:
    """What stands behind the name of a figure that counts everybody."""
    return " (with the held out)" if _held_out(campaign) else ""


def _held_out(campaign: CampaignReport | CampaignSummary) -> bool:
    return bool(campaign.held_out.customers or campaign.held_out_from_everything.customers)
