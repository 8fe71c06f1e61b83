"""Which text an enrolment goes by: that of its entry, with today's data and words (S35)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from compiler.model.campaigns import Campaign
from compiler.model.project import Earlier, Project
from runtime.interpreter.view import Populations


@dataclass(frozen=True)
class Applied:
    """What is executed from the instant `at` on, before anything that happens there: the project,
    each campaign's version, and the population values of every snapshot, by this project. `moves`:
    by campaign and version, of the earlier versions whose enrolments go on in today's the step at
    which they do so, for each at which they stand."""

    at: datetime
    project: Project
    versions: Mapping[str, str] = field(default_factory=dict)
    populations: Populations = field(default_factory=Populations)
    moves: Mapping[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)

    def behind(self, before: Applied) -> Applied:
        """The same, where another was executed before: what its enrolments went by is kept, and so
        is what they look at of Segue's own events."""
        mine = {name: each for name, each in before.project.events.items() if each.built_in}
        earlier = [*before.project.earlier, *before._today()]
        changed = [
            each for each in earlier
            if self.versions.get(each.campaign.name, "") != each.version
            or each.campaign.name not in self.project.campaigns
        ]  # fmt: skip
        project = replace(
            self.project, events=mine | self.project.events, earlier=tuple(changed)
        )
        return replace(self, project=project)

    def _today(self) -> list[Earlier]:
        campaigns = self.project.campaigns.values()
        return [Earlier(each, self.versions.get(each.name, "")) for each in campaigns]

    def under(self, today: Applied) -> Applied:
        """What somebody who entered by this text goes by today: its conditions, over today's
        data."""
        mine = self.project
        project = replace(
            today.project, segments=mine.segments, traits=mine.traits, groups=mine.groups,
            populations=mine.populations, movements=mine.movements,
            events={n: each for n, each in mine.events.items() if n in mine.movements}
            | today.project.events,
        )  # fmt: skip
        return replace(self, project=project)


def in_order(project: Project) -> list[Campaign]:
    """One campaign of each name, by priority, 1 first, those without one last, then by name (S7).
    Of a name that is no longer in the text, it is the last one that was."""
    named = {each.campaign.name: each.campaign for each in project.earlier} | project.campaigns
    return sorted(
        named.values(), key=lambda each: (each.priority is None, each.priority or 0, each.name)
    )
