"""The best hour of a customer, from what they did and what everybody did, as of the latest snapshot
(S8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from compiler.hours import BEST, DAYS, EVERYBODY, HOURS, WEIGHTS, counted, stored
from compiler.model.values import Plain
from compiler.zones import to_civil
from runtime.interpreter.numbers import calculate
from runtime.interpreter.view import Position, View


def best_hour(view: View) -> int | None:
    """The hour of the view's customer; None where no snapshot was taken, or nobody did anything
    by then."""
    taken = view.populations.taken_before(view.position)
    if taken is None:
        return None
    at, snapshot = taken
    known = [snapshot.get(stored(hour)) for hour in HOURS]
    shares = [each for each in known if isinstance(each, Decimal)]
    return best(_acts(view, at), shares) if len(shares) == len(known) else None


def best(acts: Mapping[int, int], shares: Sequence[Decimal]) -> int:
    """The hour with the highest score, the earliest of equals. `acts`: how often the customer did
    something in each hour; `shares`: everybody's of each."""
    scores = [_score(acts, shares, hour) for hour in HOURS]
    return scores.index(max(scores))


def _score(acts: Mapping[int, int], shares: Sequence[Decimal], hour: int) -> Decimal:
    return sum(
        (
            weight * (acts.get((hour + beside) % 24, 0) + EVERYBODY * shares[(hour + beside) % 24])
            for beside, weight in WEIGHTS.items()
        ),
        Decimal(0),
    )


def everybody(views: Iterable[View], at: datetime) -> dict[str, Plain | None]:
    """What a snapshot at `at` keeps: by name everybody's share of each hour, and the best one by
    these; unknown where nobody did anything. `views`: of all customers."""
    acts = Counter[int]()
    for view in views:
        acts.update(_acts(view, at))
    total = Decimal(acts.total())
    found = [calculate("/", Decimal(acts[hour]), total) for hour in HOURS]
    shares = [share for share in found if share is not None]
    common = Decimal(best({}, shares)) if shares else None
    return {**{stored(hour): found[hour] for hour in HOURS}, BEST: common}


def _acts(view: View, at: datetime) -> Counter[int]:
    """How often the customer did something in each hour of their own clock, as a timer at `at`
    sees it; nothing where they were no customer."""
    seen, kinds = replace(view, position=Position(at)), counted(view.project)
    if not seen.known:
        return Counter()
    return Counter(
        to_civil(event.time, seen.zone).hour
        for event in seen.events()
        if event.kind in kinds and event.time > at - timedelta(days=DAYS)
    )
