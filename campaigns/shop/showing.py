"""The tables that a season ends with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich import box
from rich.table import Table
from rich.text import Text

from campaigns.shop.truth import Effect
from campaigns.shop.world import Day

BAR = 20
"""The longest bar of a week's orders, in characters."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What the report says of a campaign against its held-out: the difference of the goal's
    rates and its interval, from 0 to 1."""

    difference: float
    low: float
    high: float

    def covers(self, truth: float) -> bool:
        return self.low <= truth <= self.high


def weeks(lived: Sequence[tuple[Day, int]]) -> Table:
    """The days, each with its number of messages, summed up by weeks."""
    table = Table(
        title="The season, week by week",
        caption="orders: █ by themselves, ░ brought by a message",
        title_justify="left",
        caption_justify="left",
        box=box.SIMPLE,
    )
    for heading in ("week", "visits", "carts", "messages", "orders"):
        table.add_column(heading, justify="right")
    table.add_column("")
    table.add_column("customers", justify="right")
    parts = [lived[first : first + 7] for first in range(0, len(lived), 7)]
    most = max((sum(day.orders for day, _ in part) for part in parts), default=1)
    for number, part in enumerate(parts, start=1):
        orders = sum(day.orders for day, _ in part)
        table.add_row(
            str(number),
            f"{sum(day.visits for day, _ in part):,}",
            f"{sum(day.carts for day, _ in part):,}",
            f"{sum(messages for _, messages in part):,}",
            f"{orders:,}",
            _bar(orders, sum(day.brought for day, _ in part), most),
            f"{part[-1][0].customers:,}",
        )
    return table


def truth(effects: Mapping[str, Effect], compared: Mapping[str, Compared | None]) -> Table:
    """The report's differences beside the true ones, in points of the goal's rate."""
    table = Table(
        title="What the report can know, and what is true",
        caption="in points of the goal's rate; behind it what people would have done, and did",
        title_justify="left",
        caption_justify="left",
        box=box.SIMPLE,
    )
    table.add_column("campaign", no_wrap=True)
    for heading in ("report", "95% interval", "truth"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("covered")
    table.add_column("would, did", justify="right", no_wrap=True)
    for campaign in sorted({*effects, *compared}):
        said, true = compared.get(campaign), effects.get(campaign)
        table.add_row(
            campaign,
            _points(said.difference) if said else "not yet",
            f"{_points(said.low)} to {_points(said.high)}" if said else "",
            _points(true.difference) if true else "not yet",
            _covered(said, true),
            f"{true.without:.1%}, {true.with_campaign:.1%}" if true else "",
        )
    return table


def _bar(orders: int, brought: int, most: int) -> Text:
    """Full for what people did by themselves, light for what messages brought."""
    light = round(BAR * brought / most)
    full = round(BAR * orders / most) - light
    return Text("█" * full, style="blue").append("░" * light, style="green")


def _covered(said: Compared | None, true: Effect | None) -> Text:
    if not said or not true:
        return Text("")
    return Text("yes", "green") if said.covers(true.difference) else Text("no", "red")


def _points(difference: float) -> str:
    return f"{100 * difference:+.1f}"
