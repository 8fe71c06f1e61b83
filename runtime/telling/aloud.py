"""The journal read aloud: one row, one English sentence, with the rule that decided behind it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from compiler.model.campaigns import LEFT_IF, ONLY_WHILE, Campaign
from compiler.model.declarations import Cap, Channel
from compiler.model.entries import OnDate, OnMove
from compiler.model.hooks import hook_of
from compiler.model.offers import ALL_GIVEN, NO_CODE
from compiler.model.project import Project
from compiler.model.steps import MISSED, TEST, Split
from compiler.walk import steps
from compiler.zones import to_civil
from runtime.acts import Act
from runtime.identity import FROM_EVERYTHING
from runtime.journal import Kind, Row


def aloud(project: Project, row: Row) -> str:
    """`2026-12-02 11:00 cart_rescue: cart_reminder planned by kakao [S26]`, on the policy's clock.

    The row may be of a campaign or channel that the project no longer has; of the project's
    `earlier` versions it says what they said.
    """
    told = _SENTENCES[row.kind](project, row)
    rule = f" [{row.rule}]" if row.rule else ""
    return f"{when(project, row.at)} {row.campaign}: {told}{rule}"


def acted(project: Project, act: Act) -> str:
    """`2026-12-02 11:00 cart_rescue: paused by anna [S36]`, on the policy's clock."""
    dates = f" ({act.dates})" if act.dates else ""
    return f"{when(project, act.at)} {act.campaign}: {act.doing} by {act.by}{dates} [S36]"


def when(project: Project, at: datetime) -> str:
    """The instant on the policy's clock, as exact as it must be."""
    civil = to_civil(at, project.policy.timezone)
    precise = "microseconds" if civil.microsecond else "seconds" if civil.second else "minutes"
    return civil.isoformat(sep=" ", timespec=precise)


def minute(project: Project, at: datetime) -> str:
    """The instant on the policy's clock, to the minute."""
    return f"{to_civil(at, project.policy.timezone):%Y-%m-%d %H:%M}"


def _entered(project: Project, row: Row) -> str:
    entered = f"entered {_by(project, row)}"
    if row.reason == FROM_EVERYTHING:
        return f"{entered}, held out from everything: is watched, but gets no advertising"
    if row.reason:
        return f"{entered}, held out: is watched, but gets no advertising"
    return entered


def _by(project: Project, row: Row) -> str:
    campaign = _by_version(project, row)
    if campaign is not None and isinstance(campaign.entry, OnMove):
        return f"by {campaign.entry.words}{f', at {row.position}' if row.position else ''}"
    if campaign is not None and isinstance(campaign.entry, OnDate):
        return by_date(project, campaign.entry, row.cause)
    return f"by {row.cause}" if row.position else f"by the schedule of {row.cause}"


def _by_version(project: Project, row: Row) -> Campaign | None:
    """The campaign as it was for the customer (S35)."""
    for each in project.earlier:
        if (each.campaign.name, each.version) == (row.campaign, row.version):
            return each.campaign
    return project.campaigns.get(row.campaign)


def by_date(project: Project, entry: OnDate, cause: str) -> str:
    """`3 days before birthday at 10:00, which is 2026-12-05`; a time is on the policy's clock."""
    written = cause.removesuffix(" UTC")
    if written == cause:
        *record, date = cause.rsplit(" ", 1)
    else:
        *record, day, clock = written.rsplit(" ", 2)
        date = when(project, datetime.fromisoformat(f"{day} {clock}").replace(tzinfo=UTC))
    own = f" ({entry.record} {record[0]})" if record else ""
    return f"{entry.words}, which is {date}{own}"


_REFUSALS = {
    "outside runs": "the campaign does not run then",
    "late": "the event arrived too late",
    "left before": "what takes out had already come",
    "again": "the campaign does not let this customer in again now",
    "paused": "the campaign is paused",
    "guard": "a guard of the campaign is broken",
    "stopped": "the campaign is stopped",
}


def _refused(project: Project, row: Row) -> str:
    return f"not let in {_by(project, row)}: {_REFUSALS.get(row.reason, row.reason)}"


def _arm(project: Project, row: Row) -> str:
    shares = f", of {row.reason}" if row.reason else ""
    return f"{_split(project, row)}: got the arm {row.arm}{shares}"


def _split(project: Project, row: Row) -> str:
    """By its name; by the step where the version is not known any more."""
    campaign = _by_version(project, row)
    for step in steps(campaign) if campaign else ():
        if isinstance(step, Split) and step.id == row.step:
            return f"split {step.name}"
    return f"step {row.step}"


def _branch(project: Project, row: Row) -> str:
    return f"step {row.step}: went on by `{row.arm}`"


def _waited(project: Project, row: Row) -> str:
    if row.reason == MISSED:
        return f"step {row.step}: its instant is past or unknown, so what is under it is skipped"
    if row.reason != "answered":
        awaited = " for the best hour" if row.rule == "S8" else ""
        way = f", so went on by `{row.arm}`" if row.arm else ""
        return f"step {row.step}: the {'time' if way else 'wait'}{awaited} is over{way}"
    answer = f" by {row.position}" if row.position else ""
    way = f", so went on by `{row.arm}`" if row.arm else ""
    return f"step {row.step}: answered{answer}{way}"


def _held(project: Project, row: Row) -> str:
    if row.reason == TEST:
        return f"{_split(project, row)}: is not of the test, and waits for its end"
    return f"{row.message} waits for the end of the quiet time of {row.channel}"


def _planned(project: Project, row: Row) -> str:
    return f"{row.message} planned by {row.channel}{f', {row.reason}' if row.reason else ''}"


def _called(project: Project, row: Row) -> str:
    return f"{row.message} called"


def _shadow(project: Project, row: Row) -> str:
    if hook_of(row.channel) is not None:
        return f"{row.message} not called, since the customer is held out"
    if not row.channel:
        return f"{row.message} not given, since the customer is held out"
    return f"{row.message} by {row.channel} not sent, since the customer is held out"


def _given(project: Project, row: Row) -> str:
    if row.reason == NO_CODE:
        return f"{row.message} not given: there is no code left in its pool"
    if row.reason == ALL_GIVEN:
        return f"{row.message} not given: as many as there are in all were given before"
    offer = project.offers.get(row.message)
    if offer is not None and offer.points is not None:
        return f"{row.message} given: {row.reason} points"
    return f"{row.message} given, with the code {row.reason}"


def _dropped(project: Project, row: Row) -> str:
    if not row.channel:
        return f"{row.message} dropped: no channel reaches the customer ({row.reason})"
    if row.reason == "quiet":
        return f"{row.message} dropped: it met the quiet time of {row.channel}"
    if row.reason == "overdue":
        return f"{row.message} dropped: it came late, since the campaign was paused"
    return f"{row.message} dropped: {_cap(project, project.channels.get(row.channel), row)}"


def _cap(project: Project, channel: Channel | None, row: Row) -> str:
    """Names the cap where only one can be meant."""
    caps = [f"the policy ({_limit(cap)})" for cap in project.policy.caps]
    caps += [f"{row.channel} ({_limit(cap)})" for cap in (channel.caps if channel else ())]
    if len(caps) == 1:
        return f"the cap of {caps[0]} was used up"
    return f"a cap was used up: {' or '.join(caps) or row.channel}"


def _limit(cap: Cap) -> str:
    return f"{cap.limit} per {cap.unit}"


def _set(project: Project, row: Row) -> str:
    event = project.events.get(f"set {row.message}")
    if event is None or row.message in project.segments:
        on = "put on the list" if row.reason == "yes" else "taken off the list"
        return f"{on} {row.message}"
    return f"{row.message} set to {row.reason or 'unknown'}"


def _retimed(project: Project, row: Row) -> str:
    return f"step {row.step}: timed anew by the rules of clocks of {row.reason}"


def _moved(project: Project, row: Row) -> str:
    before = row.reason.removeprefix("from ")
    to = f"step {row.step}" if before == row.step else f"step {row.step}, which was {before}"
    return f"moved along: goes on by the new text, from {to}"


def _goal(project: Project, row: Row) -> str:
    return f"reached the goal {row.reason} by {row.position}"


def _guard(project: Project, row: Row) -> str:
    return f"did what the guard against {row.reason} counts, by {row.position}"


def _counted(project: Project, row: Row) -> str:
    return f"did what the test of {row.reason} counts, by {row.position}"


def _left(project: Project, row: Row) -> str:
    if row.reason == "finished":
        return "finished"
    if row.reason == "stopped":
        return "left: the campaign was stopped"
    if row.reason == "forgotten":
        return "left: the customer was forgotten"
    if row.reason == "replaced":
        return f"left: replaced by a new entry by {row.position or 'the schedule'}"
    if row.reason.startswith("leave "):
        return f"left because {row.reason.removeprefix('leave ')}"
    if row.reason in _CONDITIONS:
        return f"left: {_CONDITIONS[row.reason]}{f', at {row.position}' if row.position else ''}"
    return f"{row.reason} ({row.position})"


_CONDITIONS = {
    LEFT_IF: "its `leave if` holds",
    ONLY_WHILE: "its `only while` no longer holds",
}


_SENTENCES: dict[Kind, Callable[[Project, Row], str]] = {
    Kind.ENTERED: _entered,
    Kind.REFUSED: _refused,
    Kind.ARM: _arm,
    Kind.BRANCH: _branch,
    Kind.WAITED: _waited,
    Kind.HELD: _held,
    Kind.PLANNED: _planned,
    Kind.SHADOW: _shadow,
    Kind.GIVEN: _given,
    Kind.CALLED: _called,
    Kind.DROPPED: _dropped,
    Kind.SET: _set,
    Kind.RETIMED: _retimed,
    Kind.MOVED: _moved,
    Kind.GOAL: _goal,
    Kind.GUARD: _guard,
    Kind.COUNTED: _counted,
    Kind.LEFT: _left,
}
