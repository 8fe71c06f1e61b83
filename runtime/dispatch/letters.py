"""A planned message, written out for its customer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from compiler.model.project import Earlier, Project
from compiler.model.staff import colleague_of, entry_field_of
from compiler.model.steps import Split, Step
from compiler.walk import blocks, top
from runtime.channels.provider import Letter
from runtime.dispatch.calls import body
from runtime.dispatch.loading import Case
from runtime.dispatch.reach import Fields
from runtime.dispatch.state import Planned
from runtime.render.message import Rendered, Subject, render

Arms = Mapping[tuple[str, str], Mapping[str, str]]
"""The innermost arm of every step that stands in one, by campaign and version; today's version is
the empty text."""


def write(project: Project, case: Case, channel: str, now: datetime, arms: Arms) -> Letter:
    """The letter by this channel, with the customer's fields as they are at `now`.

    Raises Unrenderable.
    """
    planned = case.state.planned
    if planned.is_call:
        return _call(project, case, channel, now, arms)
    customer = case.seen if now == planned.at else case.person.fields(now)
    about = Subject(
        customer, case.entry, case.entry_time, planned.campaign, case.gifts, case.records(now)
    )
    return Letter(
        planned.name,
        case.person.key,
        _address(project, case, channel, customer),
        channel,
        planned.message,
        planned.campaign,
        planned.step,
        _arm(arms, planned),
        render(project, planned.message, channel, about, reader=_reader(case, customer)),
        now,
    )


def _address(project: Project, case: Case, channel: str, customer: Fields) -> str:
    told = case.state.planned.told
    colleague, field = colleague_of(told), entry_field_of(told)
    if colleague is not None:
        return project.staff[colleague].address
    found = customer.get(project.channels[channel].address) if field is None else (
        case.entry.get(field)
    )  # fmt: skip
    return str(found or "")


def _reader(case: Case, customer: Fields) -> Fields:
    """Whose language it is in: colleagues have none of their own."""
    return customer if colleague_of(case.state.planned.told) is None else {}


def _call(project: Project, case: Case, way: str, now: datetime, arms: Arms) -> Letter:
    planned = case.state.planned
    told = body(project.hooks[planned.message], case)
    return Letter(
        planned.name, case.person.key, "", way, planned.message, planned.campaign, planned.step,
        _arm(arms, planned), Rendered(told), now,
    )  # fmt: skip


def _arm(arms: Arms, planned: Planned) -> str | None:
    today = arms.get((planned.campaign, ""), {})
    return arms.get((planned.campaign, planned.version), today).get(planned.step)


def arms_of(project: Project) -> Arms:
    """The arms of today's campaigns and of the earlier versions that still run."""
    today = (Earlier(each, "") for each in project.campaigns.values())
    return {
        (each.campaign.name, each.version): _arms(top(each.campaign), None)
        for each in (*today, *project.earlier)
    }


def _arms(steps: tuple[Step, ...], arm: str | None) -> dict[str, str]:
    found = {step.id: arm for step in steps if arm is not None}
    for step in steps:
        for name, block in blocks(step):
            found |= _arms(block, name if isinstance(step, Split) else arm)
    return found
