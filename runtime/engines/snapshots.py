"""The snapshots of population values, each day at 00:00 of the policy's clock (S8)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from compiler.hours import BEST, HOURS, wanted
from compiler.hours import stored as hours_stored
from compiler.machine.hours import OWN
from compiler.model.project import Project
from compiler.model.values import Chance
from compiler.sql.predictions import ages_query
from compiler.sql.probe import population_values
from compiler.sql.tables import Tables, store_tables
from compiler.zones import to_civil, to_instant
from runtime.engines import hours
from runtime.engines.database import Database, stored
from runtime.engines.same import Same
from runtime.engines.unchanged import unchanged
from runtime.statistics import bgnbd
from runtime.statistics.keeping import PARTS, kept

Rows = Callable[[str], Sequence[tuple[Any, ...]]]
"""Asks a query."""


def take(
    database: Database, project: Project, prev: datetime, until: datetime, *, first: bool
) -> None:
    """The snapshots at midnights in [prev, until), and for the `first` tick also the one that was
    in force when it began."""
    if project.populations or project.predictions or wanted(project.running):
        days = list(midnights(project.policy.timezone, prev, until, first=first))
        of = Same(project, database.dialect)
        known, unfit = unchanged(database, of, days), frozenset[str]()
        for before, at in zip([None, *days], days, strict=False):
            unfit = take_one(database, project, at, before, known.at(of, at, unfit))


def take_one(
    database: Database,
    project: Project,
    at: datetime,
    before: datetime | None = None,
    as_before: frozenset[str] = frozenset(),
) -> frozenset[str]:
    """The snapshot of one midnight; which of its predictions have no parameters. `as_before`: what
    it has as the snapshot at `before`, predictions only without parameters."""
    _at_midnight(database, project, at)
    if before is not None and as_before:
        _repeat(database, project, before, as_before)
    chances = [each for each in project.predictions.values() if each.name not in as_before]
    fit = {each.name for each in chances if _predict(database, project, each, at)}
    if wanted(project.running) and BEST not in as_before:
        hours.take(database, project)
    names = tuple(each for each in project.populations if each not in as_before)
    if names:
        same = Same(project, database.dialect)
        _keep(database, _at_any(same, names) or _at(same, at, names))
    return frozenset(project.predictions) - fit


def _at_midnight(database: Database, project: Project, at: datetime) -> None:
    today = to_civil(at, project.policy.timezone).date()
    database.values |= {"midnight": stored(at), "today": today}


def _repeat(
    database: Database, project: Project, before: datetime, names: frozenset[str]
) -> None:
    """Keeps once more what the snapshot at `before` keeps of these."""
    kept_as = [name for name in project.populations if name in names]
    for chance in project.predictions.values():
        kept_as += map(chance.stored, PARTS) if chance.name in names else ()
    if BEST in names:
        kept_as += [BEST, *map(hours_stored, HOURS)]
    database.values |= {"before": stored(before), "names": kept_as}
    database.insert("snapshots", _REPEATED)
    if BEST in names:
        database.insert(OWN, f'SELECT $midnight, "cid", "hour" FROM "{OWN}" WHERE "at" = $before')


_REPEATED = """
SELECT $midnight, "name", "number", "text" FROM "snapshots"
WHERE "at" = $before AND "name" IN (SELECT unnest($names))
"""


def take_again(
    database: Database, project: Project, at: datetime, names: Collection[str]
) -> None:
    """These values of a midnight's snapshot, in the place of what it already has of them. The name
    of best hours is BEST."""
    _at_midnight(database, project, at)
    for chance in project.predictions.values():
        if chance.name in names:
            _forget(database, map(chance.stored, PARTS))
            _predict(database, project, chance, at)
    if BEST in names:
        _forget(database, [BEST, *map(hours_stored, HOURS)])
        database.execute(f'DELETE FROM "{OWN}" WHERE "at" = $midnight')
        hours.take(database, project)
    across = [each for each in project.populations if each in names]
    if across:
        _forget(database, across)
        _keep(database, _at(Same(project, database.dialect), at, across))


def _keep(database: Database, found: str) -> None:
    database.insert("snapshots", f'SELECT $midnight, "name", "number", "text" FROM ({found})')


def _forget(database: Database, names: Iterable[str]) -> None:
    database.values["names"] = list(names)
    database.execute(
        'DELETE FROM "snapshots" WHERE "at" = $midnight AND "name" IN (SELECT unnest($names))'
    )


def _predict(database: Database, project: Project, chance: Chance, at: datetime) -> bool:
    """Fits a prediction; whether it has parameters. It looks at events alone, and population values
    may look at it, so it comes before them."""
    same = Same(project, database.dialect)
    asked = _ages_at_any(same, chance.name)
    fit = _fit(database.rows, asked) if asked else fitted(database.rows, same, chance, at)
    parts = kept(chance, fit)
    database.values["names"] = list(parts)
    database.values["numbers"] = [
        value if isinstance(value, Decimal) else None for value in parts.values()
    ]
    database.values["texts"] = [
        value if isinstance(value, str) else None for value in parts.values()
    ]
    database.insert("snapshots", _KEPT)
    return fit.parameters is not None


def fitted(
    rows: Rows,
    of: Same,
    chance: Chance,
    at: datetime,
    tables: Tables | None = None,
) -> bgnbd.Fit:
    """A prediction's fit at an instant; `rows` asks a query, of the store's tables if of no
    others."""
    query = ages_query(of.project, chance, at, tables or store_tables(of.project))
    return _fit(rows, of.text(query))


def _fit(rows: Rows, query: str) -> bgnbd.Fit:
    return bgnbd.fit(bgnbd.Ages(*row) for row in rows(query))


_KEPT = """
SELECT $midnight, unnest($names::VARCHAR[]), unnest($numbers::DECIMAL(38, 6)[]),
       unnest($texts::VARCHAR[])
"""

EXAMPLES = datetime(2001, 2, 3, 4, 5, 6, tzinfo=UTC), datetime(2032, 11, 28, 17, 48, 59, tzinfo=UTC)
"""Two instants that share no part of a date or time, in no zone's clock."""


@lru_cache(maxsize=32)
def _at_any(of: Same, names: tuple[str, ...]) -> str | None:
    """One text for all midnights, since writing it out takes longer than asking it; None where a
    window or a clock puts more of the instant into it than the instant itself."""
    return _alike(of, lambda at: _at(of, at, names))


@lru_cache(maxsize=64)
def _ages_at_any(of: Same, name: str) -> str | None:
    """The same of a prediction's ages."""
    project, tables = of.project, store_tables(of.project)
    chance = project.predictions[name]
    return _alike(of, lambda at: of.text(ages_query(project, chance, at, tables)))


def _alike(of: Same, query: Callable[[datetime], str]) -> str | None:
    """One text for what two instants and their days on the policy's clock give, if it is one."""
    one, other = (
        query(at)
        .replace(f"CAST('{stored(at)}' AS TIMESTAMP)", "$midnight")
        .replace(f"CAST('{to_civil(at, of.project.policy.timezone):%Y-%m-%d}' AS DATE)", "$today")
        for at in EXAMPLES
    )
    return one if one == other else None


def _at(of: Same, at: datetime, names: Sequence[str]) -> str:
    return of.text(population_values(of.project, names, at, store_tables(of.project)))


def midnights(zone: str, prev: datetime, until: datetime, *, first: bool) -> Iterator[datetime]:
    """The instants of 00:00 in [prev, until); with `first`, the latest at or before `prev` too."""
    day = to_civil(prev, zone).date() - timedelta(days=1)
    found = []
    while (at := to_instant(datetime.combine(day, time()), zone)) < until:
        found.append(at)
        day += timedelta(days=1)
    before = [at for at in found if at < prev]
    yield from before[-1:] if first and prev not in found else []
    yield from (at for at in found if at >= prev)
