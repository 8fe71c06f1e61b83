"""All campaigns of a project as machines, in the order of S7."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from compiler.machine.lowering import lower
from compiler.machine.places import Machine, Sort
from compiler.machine.stretches import quiet_items, stretches
from compiler.model.campaigns import Campaign
from compiler.model.project import Earlier, Project
from compiler.model.staff import Colleague
from compiler.model.steps import Send
from compiler.walk import steps


class Numbers(Protocol):
    """The store's numbers of places, by campaign, version, step and sort."""

    def __call__(self, campaign: str, version: str, step: str, sort: Sort, /) -> int:
        """The number of a place, a new one where it has none."""
        ...

    def has(self, campaign: str, version: str, step: str, sort: Sort, /) -> bool:
        """Whether the place has a number already, so that somebody may stand there."""
        ...


def ranks(project: Project) -> dict[str, int]:
    """The place of each campaign's name in S7's order: by priority, 1 first, those without one
    last, then by name. Of one that is no more, the last version that still runs counts."""
    named = {each.campaign.name: each.campaign for each in project.earlier} | project.campaigns
    ordered = sorted(
        named.values(), key=lambda each: (each.priority is None, each.priority or 0, each.name)
    )
    return {campaign.name: rank for rank, campaign in enumerate(ordered)}


def machines(
    project: Project, versions: Mapping[str, str], numbers: Numbers
) -> tuple[Machine, ...]:
    """The machine of every campaign and of every earlier version, in the order in which a tick
    works them off; `versions` of the campaigns by name."""
    rank = ranks(project)
    today = [Earlier(each, versions.get(each.name, "")) for each in project.campaigns.values()]
    found = [
        _machine(project, each, rank[each.campaign.name], numbers)
        for each in (*today, *project.earlier)
    ]
    # Earlier versions come first where today's entries wait for ends, and otherwise behind them.
    return tuple(sorted(found, key=lambda each: (each.rank, each.closed != each.waits_for_ends)))


def _machine(project: Project, of: Earlier, rank: int, numbers: Numbers) -> Machine:
    campaign = of.campaign
    numbered = _numbering(numbers, campaign.name, of.version)
    quiet = {
        step.id
        for step in steps(campaign.steps)
        if isinstance(step, Send) and (
            _can_be_quiet(project, campaign, step)
            # Whom quiet time held that is no more goes on at its end, too (S25).
            or numbers.has(campaign.name, of.version, step.id, Sort.SEND)
        )
    }  # fmt: skip
    today = project.campaigns.get(campaign.name)
    return lower(campaign, of.version, rank, numbered, quiet, today)


def _numbering(numbers: Numbers, campaign: str, version: str) -> Callable[[str, Sort], int]:
    return lambda step, sort: numbers(campaign, version, step, sort)


def _can_be_quiet(project: Project, campaign: Campaign, step: Send) -> bool:
    service = project.messages[step.message].service
    channels = (project.channels[name] for name in step.channels)
    to_staff = isinstance(step.to, Colleague)
    return any(
        stretches(quiet_items(project.policy, campaign, each, service, to_staff))
        for each in channels
    )
