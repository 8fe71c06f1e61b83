"""Whether anybody may enter a campaign in a tick; puts down the instants at which some do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from compiler.machine.candidates import moments_table, own_clock
from compiler.machine.schedules import Moment, moments
from compiler.machine.setting import Setting
from compiler.model.campaigns import Campaign
from compiler.model.entries import OnDate, OnEvent, OnMove, Schedule
from runtime.engines.database import Database, aware, literal, stored


def may_enter(
    database: Database,
    setting: Setting,
    prev: datetime,
    until: datetime,
    kinds: frozenset[str],
) -> bool:
    """Whether there may be candidates in [prev, until), in which events of these kinds arrived."""
    if setting.machine.closed:
        return False
    campaign = setting.machine.campaign
    entry = campaign.entry
    if isinstance(entry, OnEvent):
        return not kinds.isdisjoint(entry.on.kinds)
    if isinstance(entry, OnMove):
        return _by_moving(database, setting, campaign, entry, prev, until)
    if isinstance(entry, OnDate) and entry.around.at is None:
        return True
    found = moments(entry, _clocks(database, setting, entry), prev, until)
    if found:
        _put_down(database, setting, found)
    return bool(found)


def _clocks(database: Database, setting: Setting, entry: Schedule) -> list[str]:
    if not own_clock(setting):
        return [setting.project.policy.timezone]
    rows = database.rows('SELECT DISTINCT "zone" FROM "near" ORDER BY 1')
    return [name for (name,) in rows]


def _by_moving(
    database: Database,
    setting: Setting,
    campaign: Campaign,
    entry: OnMove,
    prev: datetime,
    until: datetime,
) -> bool:
    begins = False
    if entry.already:
        first = _first_tick(database, campaign)
        at = max(first, campaign.runs_from or first)
        begins = prev <= at < until
        _put_down(database, setting, [Moment(None, at, "")] if begins else [])
    return begins or bool(
        database.rows(
            f'SELECT 1 FROM "{entry.on.event}" WHERE "arrival" >= $prev AND "arrival" < $until'
            ' AND "f_before" IS DISTINCT FROM "f_after" LIMIT 1'
        )
    )


def _first_tick(database: Database, campaign: Campaign) -> datetime:
    """When the store's first tick with this campaign began."""
    database.values["begun"] = campaign.name
    database.execute('INSERT INTO "begun" VALUES ($begun, $prev) ON CONFLICT DO NOTHING')
    ((at,),) = database.rows('SELECT "at" FROM "begun" WHERE "campaign" = $begun')
    return aware(at)


def _put_down(database: Database, setting: Setting, found: Iterable[Moment]) -> None:
    rows = ", ".join(
        f"({literal(each.zone)}, TIMESTAMP '{stored(each.at)}', {literal(each.cause)},"
        f" {each.day})"
        for each in found
    )
    nobody = "" if rows else " WHERE FALSE"
    rows = rows or "(CAST(NULL AS VARCHAR), CAST(NULL AS TIMESTAMP), '', 0)"
    database.create(
        moments_table(setting),
        f'SELECT * FROM (VALUES {rows}) AS "m" ("zone", "at", "cause", "day"){nobody}',
    )

