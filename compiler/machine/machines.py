"""All campaigns of a project as machines, in the order of S7."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from compiler.machine.lowering import lower
from compiler.machine.places import Machine, Sort
from compiler.machine.stretches import quiet_items, stretches
from compiler.model.campaigns import Campaign
from compiler.model.project import Project
from compiler.model.steps import Send
from compiler.walk import steps

Numbers = Callable[[str, str, str, Sort], int]
"""The store's number of a place: campaign, version, step, sort."""


def ranked(project: Project) -> list[Campaign]:
    """By priority, 1 first, those without one last, then by name (S7)."""
    return sorted(
        project.campaigns.values(),
        key=lambda each: (each.priority is None, each.priority or 0, each.name),
    )


def machines(
    project: Project, versions: Mapping[str, str], numbers: Numbers
) -> tuple[Machine, ...]:
    """The machine of every campaign; `versions` by campaign."""
    found = []
    for rank, campaign in enumerate(ranked(project)):
        version = versions.get(campaign.name, "")
        numbered = _numbering(numbers, campaign.name, version)
        quiet = {step.id for step in steps(campaign) if _can_be_quiet(project, campaign, step)}
        found.append(lower(campaign, version, rank, numbered, quiet))
    return tuple(found)


def _numbering(numbers: Numbers, campaign: str, version: str) -> Callable[[str, Sort], int]:
    return lambda step, sort: numbers(campaign, version, step, sort)


def _can_be_quiet(project: Project, campaign: Campaign, step: object) -> bool:
    if not isinstance(step, Send):
        return False
    service = project.messages[step.message].service
    channels = (project.channels[name] for name in step.channels)
    return any(
        stretches(quiet_items(project.policy, campaign, each, service)) for each in channels
    )
