"""Predictions: the chance that a customer comes back, as of the latest snapshot (S8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from compiler.model.values import PARAMETERS, Chance, Plain
from compiler.zones import to_civil
from runtime.interpreter import values
from runtime.interpreter.numbers import rounded
from runtime.interpreter.view import Position, View
from runtime.statistics import bgnbd
from runtime.statistics.keeping import kept


def chance(view: View, node: Chance) -> Decimal | None:
    """From what the snapshot before the position knew: its parameters, and the history as it was
    then."""
    taken = view.populations.taken_before(view.position)
    if taken is None:
        return None
    at, snapshot = taken
    known = [snapshot.get(node.stored(part)) for part in PARAMETERS]
    ages = history(view, node, at)
    fitted = [each for each in known if isinstance(each, Decimal)]
    if ages is None or len(fitted) < len(PARAMETERS):
        return None
    parameters = bgnbd.Parameters(*fitted)
    found = bgnbd.chance(parameters, ages.repeats, ages.last, ages.age, float(node.days))
    return rounded(Decimal(found))


def history(view: View, node: Chance, at: datetime) -> bgnbd.Ages | None:
    """The customer's days with such an event, on the policy's clock, as a timer at `at` sees them;
    None where there is none."""
    zone = view.project.policy.timezone
    seen = replace(view, position=Position(at))
    days = sorted(
        {to_civil(event.time, zone).date() for event in values.occurrences(seen, node.of)}
    )
    if not days:
        return None
    today = to_civil(at, zone).date()
    return bgnbd.Ages(len(days) - 1, (days[-1] - days[0]).days, (today - days[0]).days)


def fit(views: Iterable[View], node: Chance, at: datetime) -> dict[str, Plain | None]:
    """What a snapshot at `at` keeps of the prediction, by name; `views`: of all customers."""
    known = (history(view, node, at) for view in views if view.known)
    return kept(node, bgnbd.fit(ages for ages in known if ages is not None))
