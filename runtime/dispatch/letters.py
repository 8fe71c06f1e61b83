"""A planned message, written out for its customer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from compiler.model.project import Project
from compiler.model.steps import Split, Step
from compiler.walk import blocks
from runtime.channels.provider import Letter
from runtime.dispatch.loading import Case
from runtime.render.message import Subject, render

Arms = Mapping[tuple[str, str], str]
"""The arm in which a campaign's step stands, by campaign and step."""


def write(project: Project, case: Case, channel: str, now: datetime, arms: Arms) -> Letter:
    """The letter by this channel, with the customer's fields as they are at `now`.

    Raises Unrenderable.
    """
    planned = case.state.planned
    customer = case.seen if now == planned.at else case.person.fields(now)
    about = Subject(
        customer, case.entry, case.entry_time, planned.campaign, case.gifts, case.records(now)
    )
    return Letter(
        planned.name,
        case.person.key,
        str(customer.get(project.channels[channel].address) or ""),
        channel,
        planned.message,
        planned.campaign,
        planned.step,
        arms.get((planned.campaign, planned.step)),
        render(project, planned.message, channel, about),
        now,
    )


def arms_of(project: Project) -> Arms:
    """Of every step that stands in an arm, the innermost."""
    return {
        (campaign.name, step): arm
        for campaign in project.campaigns.values()
        for step, arm in _arms(campaign.steps, None).items()
    }


def _arms(steps: tuple[Step, ...], arm: str | None) -> dict[str, str]:
    found = {step.id: arm for step in steps if arm is not None}
    for step in steps:
        for name, block in blocks(step):
            found |= _arms(block, name if isinstance(step, Split) else arm)
    return found
