"""How the summary of a dry run reads in the terminal."""

from __future__ import annotations

from collections import Counter
from datetime import date

from rich.console import Console

from runtime.report.summary import CampaignSummary, GoalRate, Summary
from segue.shown.entries import entered, with_held_out, without_held_out
from segue.shown.figures import amount, count, counted, percent, reasons, sentence, table

DAYS = 14
"""So many days are shown one by one; more are shown by weeks or months."""


def render_summary(summary: Summary, console: Console) -> None:
    """Everything that would have happened, campaign by campaign."""
    for campaign in summary.campaigns:
        _campaign(campaign, console)


def _campaign(campaign: CampaignSummary, console: Console) -> None:
    console.print()
    title = f" “{campaign.title}”" if campaign.title else ""
    sentence(console, f"{campaign.campaign}{title}", indent=0, style="bold")
    sentence(console, "would have entered: " + entered(campaign))
    reasons(console, "refused", campaign.refused)
    for split in dict.fromkeys(arm.split for arm in campaign.arms):
        arms = [arm for arm in campaign.arms if arm.split == split]
        listed = ", ".join(f"{count(arm.count)} {arm.arm}" for arm in arms)
        sentence(console, f"split {split}{without_held_out(campaign)}: {listed}")
    _messages(campaign, console)
    reasons(console, f"not planned{without_held_out(campaign)}", campaign.drops)
    reasons(console, f"ended{with_held_out(campaign)}", campaign.leaves)
    for goal in campaign.goals:
        sentence(console, _goal(goal))
    for each in campaign.offers:
        missing = f", {count(each.not_given)} more if there were codes" if each.not_given else ""
        sentence(console, f"offer {each.offer}: {count(each.given)} given{missing}")
    for hook in campaign.calls:
        sentence(console, f"hook {hook.hook}: {count(hook.called)} called")


def _messages(campaign: CampaignSummary, console: Console) -> None:
    if not campaign.channels:
        sentence(console, "no message would have been planned")
        return
    names = [each.channel for each in campaign.channels]
    unit, counts = _by_time(campaign)
    times = dict.fromkeys(time for time, _ in counts)
    rows = [[time, *(count(counts[time, name]) for name in names)] for time in times]
    totals = ["in all", *(count(each.planned) for each in campaign.channels)]
    costs = ["cost", *(amount(each.cost) for each in campaign.channels)]
    console.print()
    table(console, [f"messages by {unit}", *names], [*rows, totals, costs], indent=2)
    if campaign.shadows:
        held = counted(campaign.shadows, "message")
        sentence(console, f"kept from the held out: {held}")
    console.print()


def _by_time(campaign: CampaignSummary) -> tuple[str, Counter[tuple[str, str]]]:
    """Days, or where they are many the weeks by their Monday, or the months."""
    number = len({each.day for each in campaign.days})
    unit = "day" if number <= DAYS else "week" if number <= 7 * DAYS else "month"
    counts: Counter[tuple[str, str]] = Counter()
    for each in campaign.days:
        counts[_named(each.day, unit), each.channel] += each.planned
    return unit, counts


def _named(day: date, unit: str) -> str:
    if unit == "week":
        return date.fromordinal(day.toordinal() - day.weekday()).isoformat()
    return day.isoformat() if unit == "day" else f"{day:%Y-%m}"


def _goal(goal: GoalRate) -> str:
    closed = f"{percent(goal.closed.rate)} of {count(goal.closed.of)} reached it anyway"
    said = closed if goal.closed.of else "no window is closed"
    parts = [f"goal {goal.name}, within {goal.within}: {said}"]
    if goal.open:
        parts.append(counted(goal.open, "window still open", "windows still open"))
    if goal.target is not None:
        parts.append(f"the target is {percent(goal.target)}")
    return ", ".join(parts)
