"""Splits that learn, on a store: how shares have moved as of a snapshot, each looked at once, and
what a tick's queries are given of it (S8, S20)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import cast

from compiler import learning
from compiler.machine.learning import DECISION, END, EVENTS, LATER, value
from compiler.machine.places import Machine
from compiler.machine.wording import branched
from compiler.model.campaigns import Campaign
from compiler.model.project import Project
from compiler.model.steps import Split
from compiler.model.windows import Duration
from runtime.engines.database import Database, aware, stored
from runtime.engines.layout import numbered
from runtime.interpreter.clock import exact
from runtime.interpreter.learning import seen
from runtime.statistics.best import moved
from runtime.statistics.proportions import Share
from runtime.store.connection import Connection

_SHARES = """
SELECT f."arm", count(*) FILTER (WHERE EXISTS (
         SELECT 1 FROM "journal_rows" AS g JOIN "decisions" AS h ON h."decision" = g."decision"
         WHERE g."eid" = f."eid" AND g."at" < $snapshot AND h."kind" = $kind
           AND h."reason" = $counts)),
       count(*)
FROM (SELECT e."eid", e."at", d."arm", row_number() OVER (PARTITION BY e."cid"
             ORDER BY e."eid", j."at", j."seq", j."phase") AS "place"
      FROM "journal_rows" AS j JOIN "decisions" AS d ON d."decision" = j."decision"
      JOIN "splits" AS s ON s."campaign" = d."campaign" AND s."version" = d."version"
        AND s."step" = d."step"
      JOIN "enrolments" AS e ON e."eid" = j."eid"
      WHERE d."kind" = 'arm' AND s."campaign" = $campaign AND s."terms" = $terms
        AND j."at" < $snapshot AND e."shadow" = ''
        AND NOT EXISTS (SELECT 1 FROM "ended" AS x WHERE x."eid" = e."eid"
                        AND x."reason" = 'replaced' AND x."at" < $snapshot)) AS f
WHERE f."place" = 1 AND f."at" <= $closed
GROUP BY f."arm"
"""
_KNOWN = """
SELECT "arm", "until", "reached", "closed" FROM "moved_shares"
WHERE "campaign" = $campaign AND "terms" = $terms AND "at" = $snapshot
"""


def give(
    database: Database, project: Project, machines: Sequence[Machine], beginning: datetime,
    prev: datetime,
) -> None:  # fmt: skip
    """Puts the shares in force into the values of a tick that begins at `prev`."""
    zone = project.policy.timezone
    whom = {each: seen(prev, zone, timer=each == LATER) for each in (EVENTS, LATER)}
    for machine, step in _learning(machines):
        for snapshot in sorted(set(whom.values())):
            ends = learning.ends(step)
            if snapshot >= beginning:
                ends = _ends(database, machine, step, snapshot)
            sees = [each for each, at in whom.items() if at == snapshot]
            put(database, machine, step, ends, sees)


def move(
    database: Database, project: Project, machines: Sequence[Machine], beginning: datetime,
    looks: Sequence[datetime],
) -> bool:  # fmt: skip
    """Whether shares move at one of these snapshots on the way of a tick, by a journal that was
    written as if they stayed: mostly they do, and then it stands as it is."""
    prev = aware(cast(datetime, database.values["prev"]))
    since = seen(prev, project.policy.timezone, timer=True)
    for machine, step in _learning(machines) if looks else ():
        stays = learning.ends(step)
        if since >= beginning:
            stays = _ends(database, machine, step, since)
        if any(_ends(database, machine, step, at) != stays for at in looks):
            return True
    return False


def _learning(machines: Sequence[Machine]) -> Iterator[tuple[Machine, Split]]:
    return ((each, step) for each in machines for step in learning.learning(each.campaign))


def _ends(
    database: Database, machine: Machine, step: Split, snapshot: datetime
) -> tuple[int, ...]:
    """Where each arm ends, as of a snapshot, which is looked at where it was not yet."""
    goal = learning.goal_of(machine.campaign, step)

    def rule(shares: Sequence[Share]) -> Sequence[int]:
        return moved(shares) or learning.ends(step)

    return found(database, machine, step, snapshot, Counted("goal", goal.name, goal.within), rule)


@dataclass(frozen=True, slots=True)
class Counted:
    """The rows of the journal by which arms are held against each other, and how long after an
    entry they may come."""

    kind: str
    reason: str
    within: Duration | None = None


def found(
    database: Database, machine: Machine, step: Split, snapshot: datetime, by: Counted,
    rule: Callable[[Sequence[Share]], Sequence[int]],
) -> tuple[int, ...]:  # fmt: skip
    """Where each arm ends, as of an instant; where that is not known yet, by what arms brought."""
    campaign = machine.campaign
    database.values |= {
        "campaign": campaign.name, "terms": learning.terms(campaign, step),
        "snapshot": stored(snapshot),
    }  # fmt: skip
    known = {arm: until for arm, until, *_ in database.rows(_KNOWN)}
    if not known:
        shares = shares_of(database.connection, campaign, step, snapshot, by)
        known = {arm.name: end for arm, end in zip(step.arms, rule(shares), strict=True)}
        for arm, share in zip(step.arms, shares, strict=True):
            database.values |= {"arm": arm.name, "end": known[arm.name],
                                "reached": share.reached, "of": share.of}  # fmt: skip
            database.execute(
                'INSERT INTO "moved_shares" VALUES'
                " ($campaign, $terms, $snapshot, $arm, $end, $reached, $of)"
            )
    return tuple(known[arm.name] for arm in step.arms)


def shares_of(
    connection: Connection, campaign: Campaign, step: Split, at: datetime, by: Counted
) -> list[Share]:
    """What each arm brought before an instant, in the order of the text."""
    closed = at - (exact(by.within) if by.within else timedelta())
    rows = connection.execute(_SHARES, {
        "campaign": campaign.name, "terms": learning.terms(campaign, step), "snapshot": stored(at),
        "kind": by.kind, "counts": by.reason, "closed": stored(closed),
    }).fetchall()  # fmt: skip
    counted = {arm: Share(*of) for arm, *of in rows}
    return [counted.get(arm.name, Share(0, 0)) for arm in step.arms]


def put(
    database: Database, machine: Machine, step: Split, ends: Sequence[int], sees: Sequence[str]
) -> None:
    """Puts where arms end into the values of the tick, for those who see it so."""
    words = learning.words(step, ends)
    decisions = [replace(each, reason=words) for each in branched(step).values()]
    numbers = numbered(database.connection, machine, decisions)
    for way, (end, decision) in enumerate(zip(ends, decisions, strict=True)):
        for whom in sees:
            database.values[value(machine, step, way, END, whom)] = end
            database.values[value(machine, step, way, DECISION, whom)] = numbers[decision]
