"""How the state of a project reads in the terminal."""

from __future__ import annotations

from datetime import datetime

from rich.console import Console

from compiler.zones import to_civil
from runtime.interpreter.guards import Broken
from runtime.looking.standing import Standing
from runtime.report.model import UsualReport
from segue.shown.acts import since
from segue.shown.applied import said
from segue.shown.figures import count, sentence, table


def render_standing(standing: Standing, zone: str, console: Console) -> None:
    """How far it has run, who stands where, what became of messages, what is stale; on the clock
    of `zone`."""
    span = f"from {_at(standing.beginning, zone)} up to {_at(standing.until, zone)}"
    sentence(console, f"has run {span} ({zone})", indent=0)
    sentence(console, f"runs what was applied {said(standing.applied, zone)}", indent=0)
    for name, newest in standing.stale:
        last = f"its newest row is of {_at(newest, zone)}" if newest else "it has no rows"
        sentence(console, f"stale: {name}, {last}", indent=0, style="bold red")
    for act in standing.shut:
        sentence(console, f"{act.campaign} is {since(act, zone)}", indent=0, style="bold red")
    for each in standing.broken:
        sentence(console, broken(each, zone), indent=0, style="bold red")
    for name, found in standing.unusual:
        sentence(console, unusual(name, found), indent=0, style="bold red")
    if standing.open:
        console.print()
        rows = [(name, count(number)) for name, number in standing.open]
        table(console, ("campaign", "open"), rows, 0)
    if standing.places:
        console.print()
        table(console, ("campaign", "<stands at step", "customers"), _places(standing), 0)
    if standing.handed:
        console.print()
        table(console, ("campaign", "<messages", "number"), _handed(standing), 0)
    if standing.called:
        console.print()
        calls = [(hook, outcome, count(number)) for hook, outcome, number in standing.called]
        table(console, ("hook", "<calls", "number"), calls, 0)
    if standing.offers:
        console.print()
        table(console, ("offer", "given", "not given: none left"), _offers(standing), 0)


def broken(of: Broken, zone: str) -> str:
    """`basket: its guard against unsubscribed is broken since …, so nobody enters`."""
    return (
        f"{of.campaign}: its guard against {of.guard} is broken since {_at(of.at, zone)} "
        f"({count(of.share.reached)} of {count(of.share.of)}), so nobody enters"
    )


def unusual(campaign: str, found: UsualReport) -> str:
    """`basket: 12 entered on 2026-12-03, where 200 to 5,000 per day are usual`."""
    assert found.last is not None
    when = "on" if found.unit == "day" else "in the week of"
    return (
        f"{campaign}: {count(found.last.entries)} entered {when} {found.last.day}, where "
        f"{count(found.low)} to {count(found.high)} per {found.unit} are usual"
    )


def _places(standing: Standing) -> list[tuple[str, str, str]]:
    return [(name, step, count(number)) for name, _, step, number in standing.places]


def _handed(standing: Standing) -> list[tuple[str, str, str]]:
    return [(name, outcome, count(number)) for name, outcome, number in standing.handed]


def _offers(standing: Standing) -> list[tuple[str, str, str]]:
    return [(name, count(given), count(missing)) for name, given, missing in standing.offers]


def _at(instant: datetime, zone: str) -> str:
    return f"{to_civil(instant, zone):%Y-%m-%d %H:%M}"
