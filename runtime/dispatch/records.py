"""The records that messages are about: those whose dates let in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from compiler.model.entries import OnDate
from compiler.model.project import Project
from runtime.dispatch.reach import Fields, Version, standing


@dataclass(frozen=True, slots=True)
class About:
    """A record of the kind `name`, by which texts know it; `versions` in the order of `since`."""

    name: str
    versions: Sequence[Version]

    def fields(self, at: datetime, *, by_event: bool = False) -> Fields:
        """As it stands at an instant; none where it is gone."""
        return standing(self.versions, at, by_event=by_event)


def kind_of(project: Project, campaign: str) -> str | None:
    """The kind of record whose dates let in to the campaign; None: no record does."""
    found = project.campaigns.get(campaign)
    return found.entry.record if found is not None and isinstance(found.entry, OnDate) else None
