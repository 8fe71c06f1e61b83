"""What the store keeps by another meaning than the text has now, made anew at the instant from
which on the text is executed (S35)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from compiler import versions
from compiler.hours import BEST, wanted
from compiler.machine import restating
from compiler.machine.rendering import Rendering, text
from compiler.machine.setting import Setting
from compiler.model.project import Project
from runtime.engines.database import Database
from runtime.engines.snapshots import midnights, take_again

Meanings = dict[tuple[str, str], str]
"""By kind and name."""


def renew(
    database: Database, renderings: Sequence[Rendering], project: Project, prev: datetime,
    *, first: bool
) -> None:  # fmt: skip
    """Everything that is by another meaning, as of `prev`, where the tick begins; with the `first`
    tick of the store, all is made by today's."""
    settings = [each.setting for each in renderings if not each.setting.machine.closed]
    meanings = _meanings(project, settings)
    rows = database.rows('SELECT "kind", "name", "meaning" FROM "meanings"')
    known = {(kind, name): meaning for kind, name, meaning in rows}
    new = {each for each, meaning in meanings.items() if known.get(each) != meaning}
    if new and not first:
        database.create("near", 'SELECT * FROM "zones"')
        _take(database, project, {name for kind, name in new if kind == _VALUE}, prev)
        for setting in settings:
            if (_AGAIN, setting.machine.campaign.name) in new:
                _restate(database, setting)
    if new:
        rows = [(kind, name, meanings[kind, name]) for kind, name in sorted(new)]
        kinds, names, meant = (list(column) for column in zip(*rows, strict=True))
        database.values |= {"kinds": kinds, "names": names, "meanings": meant}
        database.execute(_MEANT)


_MEANT = """
INSERT INTO "meanings" SELECT unnest($kinds::VARCHAR[]), unnest($names::VARCHAR[]),
       unnest($meanings::VARCHAR[])
ON CONFLICT ("kind", "name") DO UPDATE SET "meaning" = excluded."meaning"
"""
_VALUE, _AGAIN = "value", "again"


def _meanings(project: Project, settings: Sequence[Setting]) -> Meanings:
    values: dict[str, object] = {**project.populations, **project.predictions}
    found = {(_VALUE, name): versions.meaning(project, of) for name, of in values.items()}
    if wanted(project.running):
        found[_VALUE, BEST] = ""
    campaigns = (setting.machine.campaign for setting in settings)
    again = {(_AGAIN, each.name): restating.meaning(each) for each in campaigns}
    return found | again


def _take(database: Database, project: Project, names: set[str], prev: datetime) -> None:
    """The values as of the last midnight before `prev`, which is the one that is looked at."""
    for at in midnights(project.policy.timezone, prev, prev, first=True) if names else ():
        take_again(database, project, at, names)


def _restate(database: Database, setting: Setting) -> None:
    database.create("restated", text(restating.restated(setting), database.dialect))
    database.execute(
        'UPDATE "enrolments" AS n SET "again_at" = r."again_at", "again_value" = r."again_value"'
        ' FROM "restated" AS r WHERE r."eid" = n."eid"'
    )
