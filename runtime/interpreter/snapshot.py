"""Population values: what is computed over everybody, once a day at the policy's midnight (S8)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from compiler.hours import wanted
from compiler.model.project import Project
from compiler.model.values import SHARES, Plain, Population
from compiler.zones import to_civil
from runtime.history import History
from runtime.identity import hashed
from runtime.interpreter import conditions, hours, predicting, values
from runtime.interpreter.clock import start_of_day
from runtime.interpreter.view import Populations, Position, View

NONE = Populations()


def snapshots(
    project: Project, histories: Sequence[History], beginning: datetime, until: datetime
) -> Populations:
    """The snapshots that positions in [beginning, until) look at: the latest midnight of the
    policy's clock at or before the beginning, and every one after it."""
    if not (project.populations or project.predictions or project.movements
            or wanted(project.campaigns.values())
            or any(each.ways_out for each in project.campaigns.values())):  # fmt: skip
        return Populations()
    zone = project.policy.timezone
    day = to_civil(beginning, zone).date()
    if start_of_day(day, zone) > beginning:
        day -= timedelta(days=1)
    found = Populations(beginning=beginning)
    while (at := start_of_day(day, zone)) < until:
        taken = populations(project, histories, at, earlier=found)
        found = replace(found, snapshots=(*found.snapshots, (at, taken)))
        day += timedelta(days=1)
    return found


def populations(
    project: Project,
    histories: Sequence[History],
    at: datetime,
    fitted: Mapping[str, Plain | None] | None = None,
    earlier: Populations = NONE,
) -> dict[str, Plain | None]:
    """Every population value of the project in the snapshot taken at the instant `at`, and what
    predictions are fitted to, unless it is given in `fitted`. `earlier`: the snapshots before."""
    snapshot = _Snapshot(project, histories, at, fitted, earlier)
    across = {name: snapshot[name] for name in project.populations}
    return across | snapshot.shares | snapshot.fitted


def members(
    project: Project,
    histories: Sequence[History],
    segment: str | None,
    at: datetime,
    seen: Populations,
) -> list[str]:
    """The keys of those in the segment (None: of all customers) at a timer at `at`."""
    views = [View(project, history, Position(at), seen) for history in histories]
    return [view.history.key for view in views if _is_member(view, segment)]


def _is_member(view: View, segment: str | None) -> bool:
    return view.known if segment is None else conditions.in_segment(view, segment)


class _Snapshot(dict[str, Plain | None]):
    """Computes a value when it is first looked at, since one may look at another: both are of
    this snapshot. (The compiler refuses circles.)"""

    def __init__(
        self,
        project: Project,
        histories: Sequence[History],
        at: datetime,
        fitted: Mapping[str, Plain | None] | None,
        earlier: Populations,
    ) -> None:
        super().__init__()
        seen = replace(earlier, snapshots=(*earlier.snapshots, (at, self)))
        self.project = project
        self.views = [View(project, history, Position(at), seen) for history in histories]
        self.fitted = dict(fitted) if fitted is not None else self._fit(at)
        self.shares = (
            hours.everybody(self.views, at) if wanted(project.campaigns.values()) else {}
        )
        self.update(self.fitted | self.shares)

    def _fit(self, at: datetime) -> dict[str, Plain | None]:
        """Predictions look at events alone, and population values may look at them."""
        found: dict[str, Plain | None] = {}
        for chance in self.project.predictions.values():
            found |= predicting.fit(self.views, chance, at)
        return found

    def __missing__(self, name: str) -> Plain | None:
        wanted = self.project.populations[name]
        if wanted.kind in SHARES:
            self[name] = self._last(wanted)
            return self[name]
        found = [
            values.value(view, wanted.value)
            for view in self.views
            if _is_member(view, wanted.segment)
            and all(values.value(view, each) is not None for each in wanted.known)
        ]
        if wanted.place is not None:
            self[name] = _border([each for each in found if each is not None], *wanted.place)
            return self[name]
        # There is no order of time among customers: among equals the smallest is most frequent.
        known = sorted((each for each in found if each is not None), reverse=True)
        self[name] = values.aggregate(wanted.kind, known)
        return self[name]

    def _last(self, wanted: Population) -> Plain | None:
        """The value, or the hash, of the last member in the share. How many are in it is rounded
        to a whole number, halves up."""
        assert wanted.place is not None
        pairs = [
            (values.value(view, wanted.value), hashed(view.history.key))
            for view in self.views
            if _is_member(view, wanted.segment)
        ]
        known = [(value, key) for value, key in pairs if value is not None]
        known.sort(key=_in_order, reverse=wanted.kind.startswith("top"))
        part, whole = wanted.place
        count = (2 * len(known) * part + whole) // (2 * whole)
        return known[count - 1][wanted.kind.endswith("hash")] if count else None


def _in_order(pair: tuple[Plain, str]) -> Any:
    """Values of one type have an order, which their common type does not say."""
    return pair


def _border(known: Sequence[Plain], score: int, best: int) -> Plain | None:
    """The smallest value that has the score. A value's score is 1 + ⌊best·r/n⌋, where r of the n
    values are smaller: equal values have equal scores, and the smallest of all has 1."""
    values = sorted(known)
    return next(
        (
            each
            for each in dict.fromkeys(values)
            if bisect_left(values, each) * best >= (score - 1) * len(values)
        ),
        None,
    )
