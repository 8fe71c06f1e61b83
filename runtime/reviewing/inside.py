"""Who is inside campaigns, and what becomes of them when a project is applied."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from compiler.changes.words import told
from compiler.model.project import Project
from compiler.walk import steps
from runtime.applying.along import NotMoved, Said
from runtime.applying.applied import applications
from runtime.applying.apply import tried
from runtime.applying.steps import Step
from runtime.looking.standing import places
from runtime.settings import load as load_settings
from runtime.store.connection import Connection
from runtime.store.versions import Stuck, ran_in, versions
from runtime.workspace.owned import store_at, store_of


@dataclass(frozen=True, slots=True)
class Place:
    """So many customers stand at a step of a campaign's version that is not the new one; `line`:
    how that text says it."""

    campaign: str
    version: str
    step: str
    line: str
    customers: int


@dataclass(frozen=True, slots=True)
class Applying:
    """What `segue apply` would do: its steps, or why it would refuse. `places`: who stands where,
    and goes on by the text of their entry, or is moved along."""

    steps: tuple[Step, ...]
    refused: str
    places: tuple[Place, ...]


def applying(
    root: Path, project: Project, clock: datetime, moving: Said | None
) -> Applying | None:
    """None where nothing is applied yet, so that nobody is inside."""
    settings = load_settings(root)
    if settings.engine.kind == "spark" or not (place := store_of(root, settings)).exists():
        return None
    with store_at(place) as connection:
        if not applications(connection):
            return None
        here = tuple(_places(connection, project))
        try:
            return Applying(tried(connection, project, clock, moving), "", here)
        except (Stuck, NotMoved) as refused:
            return Applying((), str(refused), here)


def _places(connection: Connection, project: Project) -> list[Place]:
    today = versions(project)
    lines: dict[tuple[str, str], dict[str, str]] = {}
    found = []
    for campaign, version, step, customers in places(connection):
        if today.get(campaign) != version:
            key = campaign, version
            if key not in lines:
                lines[key] = _lines(connection, campaign, version)
            found.append(Place(campaign, version, step, lines[key].get(step, ""), customers))
    return found


def _lines(connection: Connection, campaign: str, version: str) -> dict[str, str]:
    """By step, how that version says it; nothing where another Segue wrote it."""
    project = ran_in(connection, campaign, version)
    if project is None:
        return {}
    return {step.id: told(step) for step in steps(project.campaigns[campaign])}
