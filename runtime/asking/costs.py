"""What counting a segment costs, before it is counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlglot import exp

from compiler.sql.histories import Looking, histories
from runtime.asking.counting import Counting
from runtime.asking.data import Data
from runtime.sources.reader import Raw
from runtime.sources.reading import CUSTOMERS
from runtime.sources.sizes import Size, size_of


@dataclass(frozen=True)
class Read:
    """A table that is read, for the customers, an event or a record (`what`): how often the query
    names it, and what lies in it. `fits`: how many predictions are fitted to it beforehand, in a
    read each. `since` None: rows of any age are looked at."""

    what: str
    table: str
    times: int
    fits: int
    size: Size
    since: datetime | None


@dataclass(frozen=True)
class Cost:
    """`whole`: what makes the query look at an event's whole history."""

    name: str
    at: datetime
    reads: tuple[Read, ...]
    whole: tuple[Looking, ...]


def cost(data: Data, name: str, at: datetime, root: Path) -> Cost:
    """Of counting the segment or the groups `name` at an instant, which is not done. Raises what
    `Counting` raises."""
    counting = Counting(data, name, at)
    looking = histories(data.project, name, at)
    fitted = [data.project.predictions[each].of.event for each in counting.predicted]
    reads = tuple(
        Read(what, table, times, fitted.count(what), _size(data, what, table, root),
             _since(looking, what))
        for what, table, times in _tables(data, counting.unfitted())
    )  # fmt: skip
    return Cost(name, at, reads, tuple(each for each in looking if each.since is None))


def _tables(data: Data, query: exp.Query) -> list[tuple[str, str, int]]:
    """The tables that a query reads, and how often."""
    project, tables = data.project, data.tables
    of_shop = {name: event.table for name, event in project.events.items() if event.table}
    sources = {name: (of_shop.get(name, name), table.source)
               for name, table in tables.events.items()}  # fmt: skip
    sources |= {name: (project.records[name].table, table.source)
                for name, table in tables.records.items()}  # fmt: skip
    everything = {CUSTOMERS: (project.customers.table, tables.customers.source), **sources}
    counted = [(what, name, _times(query, source)) for what, (name, source) in everything.items()]
    return [each for each in counted if each[2]]


def _times(query: exp.Query, source: exp.Expr) -> int:
    plain = _plain(source)
    return sum(_plain(each) == plain for each in query.find_all(type(source)))


def _plain(source: exp.Expr) -> exp.Expr:
    """A table or a query behind FROM, whatever it is called there."""
    copy = source.copy()
    copy.set("alias", None)
    return copy


def _size(data: Data, what: str, table: str, root: Path) -> Size:
    settings = data.settings.tables.get(table)
    if settings is not None:
        reader = data.reader if settings.file is None else data.files or data.reader
        return size_of(reader, reader.open(table, settings), root)
    return size_of(data.reader, Raw(table, data.tables.several(what).source, {}), root)


def _since(looking: tuple[Looking, ...], what: str) -> datetime | None:
    found = [each.since for each in looking if each.event == what]
    known = [each for each in found if each is not None]
    return min(known) if known and len(known) == len(found) else None


def to_json(found: Cost) -> dict[str, Any]:
    """For programs; instants in UTC."""
    return {
        "name": found.name,
        "at": found.at.isoformat(),
        "reads": [
            {
                "what": each.what, "table": each.table, "times": each.times, "fits": each.fits,
                "rows": each.size.rows, "rows_estimated": each.size.about,
                "bytes": each.size.bytes,
                "since": each.since.isoformat() if each.since is not None else None,
            }
            for each in found.reads
        ],
        "whole_history": [
            {"name": each.name, "event": each.event, "what": each.what, "why": each.why}
            for each in found.whole
        ],
    }  # fmt: skip
