"""A plan: what a change of the files does to customers, before anything of it runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from compiler.changes import Change, Level, Side, changes
from compiler.changes.model import highest
from compiler.model.project import Project
from compiler.pressure import Pressure, pressure
from runtime.applying.along import Said
from runtime.errors import Trouble
from runtime.loading import Loaded
from runtime.reviewing.against import STORE, Against, against, as_side
from runtime.reviewing.audience import Audience, audiences
from runtime.reviewing.expected import Expected, expected
from runtime.reviewing.files import files_changed
from runtime.reviewing.inside import Applying, applying
from runtime.revisions import Revision

WEEKS = 4
"""So many are rehearsed, unless another number is said."""

Told = Callable[[datetime], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be found out: compared with what (`against`), by how many weeks of dry run (0:
    none), whether the data are looked at, and whether who is inside would be moved along."""

    against: str = ""
    weeks: int = WEEKS
    data: bool = True
    moving: Said | None = None

    @property
    def opens(self) -> bool:
        """Whether the store is looked at: where neither it nor the data are asked for, a plan needs
        the files alone, and no secret that `segue.toml` names."""
        return self.data or self.against in ("", STORE)


@dataclass(frozen=True)
class Plan:
    """`against`: what the files, which say `today`, were compared with. `applying`: what `segue
    apply` would do; None: nothing is applied yet, or the store was not looked at. `audiences`,
    `expected`: over the data, None where these were not looked at; `pressures`: how much one
    customer can get in any week, before and today; `notes`: why something could not be found out, a
    sentence each."""

    against: Against
    today: Side
    changes: tuple[Change, ...]
    applying: Applying | None
    audiences: tuple[Audience, ...]
    expected: Expected | None
    pressures: tuple[Pressure, Pressure]
    notes: tuple[str, ...]

    @property
    def level(self) -> Level | None:
        """How far it goes; None: nothing changes."""
        return highest(each.level for each in self.changes)


def plan(loaded: Loaded, asked: Asked, at: datetime, told: Told = lambda at: None) -> Plan:
    """Of a project without errors, as of the instant `at`; `told` hears how far a dry run has come.
    Raises Trouble where what it is compared with cannot be read."""
    root, project = loaded.root, loaded.checked.project
    assert project is not None
    other = against(root, asked.against)
    today = as_side(loaded)
    found = changes(other.side, today)
    if isinstance(other.by, Revision):
        found += files_changed(root, other.by, project)
    going = applying(root, project, at, asked.moving) if asked.opens else None
    notes: list[str] = []
    counted: tuple[Audience, ...] = ()
    rehearsed: Expected | None = None
    if found and asked.data:
        try:
            counted = audiences(root, other.side.project, project, found, at)
            if asked.weeks:
                since = at - timedelta(weeks=asked.weeks)
                rehearsed = expected(root, other.side.project, project, since, at, told)
        except Trouble as trouble:
            notes.append(f"not everything could be counted: {trouble}")
    pressed = _pressure(project)
    pressures = _pressure(other.side.project) if found else pressed, pressed
    return Plan(other, today, found, going, counted, rehearsed, pressures, tuple(notes))


def _pressure(project: Project) -> Pressure:
    return pressure(project, project.campaigns.values())
