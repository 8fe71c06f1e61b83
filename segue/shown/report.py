"""How a report reads in the terminal."""

from __future__ import annotations

from rich.console import Console

from compiler.zones import to_civil
from runtime.report.model import (
    CampaignReport,
    Comparison,
    Difference,
    GoalReport,
    GuardReport,
    Report,
    Side,
    TrialArm,
    TrialReport,
    UsualReport,
)
from runtime.statistics.sizes import ALARM
from runtime.statistics.verdict import Verdict
from segue.shown.acts import since
from segue.shown.entries import entered, with_held_out, without_held_out
from segue.shown.figures import (
    amount,
    count,
    counted,
    percent,
    points,
    reasons,
    sentence,
    spread,
    table,
)

_STYLES = {
    Verdict.ATTAINED: "green",
    Verdict.BETTER: "green",
    Verdict.MISSED: "red",
    Verdict.WORSE: "red",
}


def render_report(report: Report, console: Console, zone: str = "UTC") -> None:
    """Everything of the report, campaign by campaign; on the clock of `zone`."""
    for campaign in report.campaigns:
        _campaign(campaign, console, zone)
    ran = f"{to_civil(report.as_of, zone):%Y-%m-%d %H:%M} ({zone})"
    console.print()
    sentence(
        console,
        f"As of {ran}. Rates are of closed goal windows. Ranges hold with 95% certainty, "
        "whenever and however often one looks.",
        indent=0,
        style="dim",
    )


def _campaign(campaign: CampaignReport, console: Console, zone: str) -> None:
    console.print()
    title = f" “{campaign.title}”" if campaign.title else ""
    sentence(console, f"{campaign.campaign}{title}", indent=0, style="bold")
    if campaign.owner:
        sentence(console, f"owner: {campaign.owner}")
    if campaign.shut:
        sentence(console, since(campaign.shut, zone), style="bold red")
    sentence(console, "entered: " + entered(campaign))
    reasons(console, "refused", campaign.refused)
    for guard in campaign.guards:
        _guard(guard, campaign.campaign, console, zone)
    for trial in campaign.trials:
        _trial(trial, console, zone)
    if campaign.usual is not None:
        _usual(campaign.usual, console)
    for goal in campaign.goals:
        _goal(goal, console)
    _messages(campaign, console)
    _offers(campaign, console)
    _calls(campaign, console)
    reasons(console, f"not planned{without_held_out(campaign)}", campaign.drops)
    reasons(console, "not handed over", campaign.undelivered)
    reasons(console, f"ended{with_held_out(campaign)}", campaign.leaves)


def _guard(guard: GuardReport, campaign: str, console: Console, zone: str) -> None:
    """`guard against unsubscribed, under 0.5%: 0.3% of 5,210 did it (0.2% to 0.5%)`."""
    said = f"guard against {guard.guard}, under {percent(guard.under)}: "
    low, high = percent(guard.interval.low), percent(guard.interval.high)
    said += (
        f"{percent(guard.share.rate)} of {count(guard.share.of)} did it ({low} to {high})"
        if guard.share.of else "no window is closed yet"
    )  # fmt: skip
    sentence(console, said, style="bold red" if guard.broken else "")
    if guard.broken:
        since = f"{to_civil(guard.broken, zone):%Y-%m-%d %H:%M}"
        sentence(
            console, f"broken, so that nobody enters since {since}: another text lets in again, or "
            f"`segue resume {campaign}`", 4, "bold red",
        )  # fmt: skip


def _trial(trial: TrialReport, console: Console, zone: str) -> None:
    """`test of wording on 20.0%: short 3 of 57 (5.3%), long 9 of 61 (14.8%)`."""
    arms = ", ".join(_tried(each) for each in trial.arms)
    sentence(console, f"test of {trial.split} on {percent(trial.part)}: {arms}")
    ends = f"{to_civil(trial.ends, zone):%Y-%m-%d %H:%M}"
    said = f"since {ends} everybody gets {trial.best}" if trial.best else f"decided at {ends}"
    sentence(console, said, 4)


def _tried(each: TrialArm) -> str:
    rate = f" ({percent(each.share.rate)})" if each.share.of else ""
    return f"{each.arm} {count(each.share.reached)} of {count(each.share.of)}{rate}"


_LAST = 5
"""So many days or weeks are named."""


def _usual(found: UsualReport, console: Console) -> None:
    """`entries outside what is usual (200 to 5,000 per day) on 2 of 14 days: 2026-12-03: 12, …`."""
    said = f"{count(found.low)} to {count(found.high)} per {found.unit}"
    if not found.outside:
        unit = counted(found.periods, f"whole {found.unit}", f"whole {found.unit}s")
        sentence(console, f"entries were usual ({said}) in {unit}")
        return
    named = [f"{each.day}: {count(each.entries)}" for each in found.outside[-_LAST:]]
    more = "… " if len(found.outside) > _LAST else ""
    sentence(
        console, f"entries outside what is usual ({said}) in {count(len(found.outside))} of "
        f"{counted(found.periods, f'whole {found.unit}', f'whole {found.unit}s')}: "
        f"{more}{', '.join(named)}", style="bold red",
    )  # fmt: skip


def _goal(goal: GoalReport, console: Console) -> None:
    console.print()
    sentence(console, f"goal {goal.name}, within {goal.within}", style="bold")
    sentence(console, _attainment(goal), 4, _STYLES.get(goal.verdict, "") if goal.verdict else "")
    if goal.open:
        still = counted(goal.open, "window is", "windows are")
        sentence(console, f"{still} still open, {count(goal.open_reached)} of them reached", 4)
    if goal.worth is not None:
        sentence(console, f"worth {amount(goal.worth)} in all, of closed windows", 4)
    for comparison in goal.comparisons:
        _comparison(comparison, console)


def _attainment(goal: GoalReport) -> str:
    """`attained: 13.1% of 8,910 reached it (12.0% to 14.3%), the target is 12%`."""
    if goal.interval is None:
        said = "no window is closed yet"
    else:
        closed = f"{percent(goal.closed.rate)} of {count(goal.closed.of)} reached it"
        said = f"{closed} ({percent(goal.interval.low)} to {percent(goal.interval.high)})"
    if goal.target is None or goal.verdict is None:
        return said
    return f"{goal.verdict}: {said}, the target is {percent(goal.target)}"


def _comparison(comparison: Comparison, console: Console) -> None:
    console.print()
    name = "campaign" if comparison.split is None else f"split {comparison.split}"
    title = f"{name}, against {_the(comparison.base)}"
    if not any(side.closed.of for side in comparison.sides):
        sentence(console, f"{title}: not yet, no window is closed", 4)
        return
    sentence(console, title, 4)
    _sides(comparison, console)
    for difference in comparison.differences:
        style = _STYLES.get(difference.verdict, "")
        sentence(console, _verdict(difference, comparison), 4, style)
    if any(side.weighted for side in comparison.sides):
        sentence(console, _MOVED, 4)
    if comparison.sizes is not None and comparison.sizes.alarm:
        sentence(
            console,
            "the sides do not have the sizes of their shares "
            f"(p below {ALARM}): no verdict until it is known why",
            4,
            "red",
        )


_MOVED = (
    "the shares of these arms move: each customer counts by the share by which they got their arm, "
    "since who comes on a better day counts for the arm that had more of that day otherwise"
)


def _sides(comparison: Comparison, console: Console) -> None:
    found = {difference.name: difference for difference in comparison.differences}
    heads = ["", "closed", "open", "reached", "rate", "<difference, in points"]
    rows = [_side(side, found.get(side.name)) for side in comparison.sides]
    if not any(side.open for side in comparison.sides):
        del heads[2]
        for row in rows:
            del row[2]
    table(console, heads, rows)


def _side(side: Side, difference: Difference | None) -> list[str]:
    rate = percent(side.rate) if side.closed.of else ""
    figures = [count(side.closed.of), count(side.open), count(side.closed.reached), rate]
    return [side.name, *figures, _points(difference)]


def _points(difference: Difference | None) -> str:
    if difference is None:
        return ""
    if difference.interval is None:
        return "not yet"
    return f"{points(difference.difference)} ({spread(difference.interval)})"


def _verdict(difference: Difference, comparison: Comparison) -> str:
    """`urgent: better than the held out, 1.63 times the rate; better with a probability of …`."""
    if difference.verdict is Verdict.NOT_YET:
        alarmed = comparison.sizes is not None and comparison.sizes.alarm
        why = "the sizes are wrong" if alarmed else "too few have reached the goal"
        return f"{difference.name}: not yet, {why}"
    parts = [f"{difference.name}: {_said(difference.verdict)} {_the(comparison.base)}"]
    if difference.ratio is not None:
        parts.append(f"{difference.ratio:.2f} times the rate")
    parts.append(f"better with a probability of {_probability(difference.chance)}")
    if difference.worth is not None and difference.worth_interval is not None:
        low, high = difference.worth_interval.low, difference.worth_interval.high
        between = f"{amount(low, signed=True)} to {amount(high, signed=True)}"
        parts.append(f"worth {amount(difference.worth, signed=True)} a customer ({between})")
    return ", ".join(parts)


def _said(verdict: Verdict) -> str:
    return "no certain difference from" if verdict is Verdict.UNDECIDED else f"{verdict} than"


def _the(base: str) -> str:
    return "the held out" if base == "held out" else base


def _probability(chance: float) -> str:
    if chance > 0.999:
        return "over 99.9%"
    return "under 0.1%" if chance < 0.001 else f"{chance:.1%}"


def _messages(campaign: CampaignReport, console: Console) -> None:
    if not campaign.channels:
        return
    console.print()
    rows = [
        (
            each.channel, count(each.planned), count(each.accepted), count(each.unknown),
            amount(each.cost),
        )
        for each in campaign.channels
    ]  # fmt: skip
    table(console, ["messages by", "planned", "handed over", "unknown", "cost"], rows, indent=2)


def _offers(campaign: CampaignReport, console: Console) -> None:
    if not campaign.offers:
        return
    console.print()
    rows = [
        (
            each.offer, count(each.given), "?" if each.used is None else count(each.used),
            count(each.not_given),
        )
        for each in campaign.offers
    ]  # fmt: skip
    table(console, ["offer", "given", "used", "not given: none left"], rows, indent=2)
    for each in campaign.offers:
        if each.points is not None:
            sentence(console, f"{each.offer}: {count(each.points)} points given in all")


def _calls(campaign: CampaignReport, console: Console) -> None:
    if campaign.calls:
        console.print()
        rows = [(each.hook, count(each.called), count(each.accepted)) for each in campaign.calls]
        table(console, ["hook", "called", "handed over"], rows, indent=2)
