"""Tests of splits on a store: since when they are under way, what they decide at their end, and
what a tick's queries are given of it (S20).

A test begins with whoever comes to it first, so that a tick learns only by its own rows when one
ends. Until then those who wait for it stand without an end. A tick in which one ends is divided
there: what a test decides hangs on all that was journaled before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from compiler import learning
from compiler.machine.holding import HELD
from compiler.machine.learning import EVENTS, LATER, due
from compiler.machine.places import Machine, Place
from compiler.machine.setting import queue
from compiler.model.campaigns import Campaign
from compiler.model.steps import Split, Trial
from runtime.engines.database import Database, aware, stored
from runtime.engines.learning import Counted, found, put, shares_of
from runtime.interpreter.clock import exact
from runtime.journal import Kind
from runtime.statistics.best import decided
from runtime.statistics.proportions import Share
from runtime.store.connection import Connection

NEVER = datetime(9999, 1, 1, tzinfo=UTC)
"""Until when those stand who wait for a test of which it is not known yet when it began."""

Ends = Mapping[tuple[str, str], datetime]
"""When tests end, by campaign and terms."""

_ENDS = 'SELECT "campaign", "terms", "ends" FROM "trials"'
_BEGUN = """
SELECT s."campaign", s."terms", min(j."at") FROM "journal_rows" AS j
JOIN "decisions" AS d ON d."decision" = j."decision"
JOIN "splits" AS s ON s."campaign" = d."campaign" AND s."version" = d."version"
  AND s."step" = d."step"
WHERE j."at" >= $prev AND d."kind" IN ('arm', 'held') AND s."terms" IS NOT NULL GROUP BY ALL
"""


def ends(connection: Connection) -> Ends:
    """Of all that are under way, or over."""
    rows = connection.execute(_ENDS).fetchall()
    return {(campaign, terms): aware(at) for campaign, terms, at in rows}


def shares(
    connection: Connection, campaign: Campaign, split: Split, at: datetime
) -> list[Share]:
    """How many of each arm did what the test counts, before its end or an earlier instant."""
    return shares_of(connection, campaign, split, at, _counted(split))


def first_end(
    database: Database, machines: Sequence[Machine], prev: datetime, until: datetime
) -> datetime | None:
    """The first instant within a tick at which a test ends that is under way."""
    if not any(each.campaign.trials for each in machines):
        return None
    known = ends(database.connection).values()
    return min((at for at in known if prev < at < until), default=None)


def give(
    database: Database, machines: Sequence[Machine], prev: datetime
) -> dict[int, frozenset[str]]:
    """Puts what tests have decided into the values of a tick that begins at `prev`; the splits of
    each machine, by the number of its entry, whose tests are over."""
    known = ends(database.connection) if any(each.campaign.trials for each in machines) else {}
    over: dict[int, set[str]] = {}
    for machine, split, trial in _tested(machines):
        at = known.get((machine.campaign.name, learning.terms(machine.campaign, split)), NEVER)
        database.values[due(machine, trial)] = stored(at)
        if at <= prev:
            over.setdefault(machine.entry.number, set()).add(split.name)
        until = _decided(database, machine, split, at) if at <= prev else learning.ends(split)
        put(database, machine, split, until, [EVENTS, LATER])
    return {number: frozenset(names) for number, names in over.items()}


def begin(database: Database, machines: Sequence[Machine], until: datetime) -> datetime | None:
    """Notes which tests began in the tick, and until when those stand who wait for them; the first
    instant before the tick's end at which one of these ends already, if one does."""
    of = {
        (machine.campaign.name, learning.terms(machine.campaign, split)): trial
        for machine, split, trial in _tested(machines)
    }
    if not of or not (of.keys() - (known := ends(database.connection)).keys()):
        return None
    begun = {(campaign, terms): aware(at) for campaign, terms, at in database.rows(_BEGUN)}
    found = {
        each: (at, at + exact(of[each].lasts)) for each, at in begun.items()
        if each in of and each not in known
    }  # fmt: skip
    for (campaign, terms), (at, end) in found.items():
        database.values |= {"campaign": campaign, "terms": terms, "begun": stored(at),
                            "ends": stored(end)}  # fmt: skip
        database.execute('INSERT INTO "trials" VALUES ($campaign, $terms, $begun, $ends)')
        for place in _waiting(machines, campaign, terms):
            database.execute(
                f'UPDATE "{queue(place)}" SET "due_at" = $ends'
                f' WHERE "due_at" > $ends AND "due_at" < {HELD}'
            )
    return min((end for _, end in found.values() if end < until), default=None)


def _decided(
    database: Database, machine: Machine, split: Split, at: datetime
) -> tuple[int, ...]:
    """Where the arms end once the test is over: one has everybody."""

    def rule(shares: Sequence[Share]) -> Sequence[int]:
        return learning.all_to(split, decided(shares))

    return found(database, machine, split, at, _counted(split), rule)


def _counted(split: Split) -> Counted:
    return Counted(Kind.COUNTED, split.name)


def _tested(machines: Sequence[Machine]) -> Iterator[tuple[Machine, Split, Trial]]:
    return (
        (machine, split, trial)
        for machine in machines
        for split, trial in learning.tested(machine.campaign)
    )


def _waiting(machines: Sequence[Machine], campaign: str, terms: str) -> Iterator[Place]:
    """Where those stand who wait for a test."""
    for machine in machines:
        if machine.campaign.name != campaign:
            continue
        for place in machine.places:
            if isinstance(place.step, Trial) and place.stands:
                split = learning.split_of(machine.campaign, place.step)
                if learning.terms(machine.campaign, split) == terms:
                    yield place
