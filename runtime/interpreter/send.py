"""One send step: reach, quiet time, caps, and then the plan (S24, S25, S26, S30)."""

from __future__ import annotations

from collections.abc import Sequence

from compiler.model.campaigns import Campaign
from compiler.model.declarations import Channel, Quiet
from compiler.model.project import Project
from compiler.model.staff import Colleague, to_whom
from compiler.model.steps import Send
from runtime.interpreter.caps import over_cap
from runtime.interpreter.quiet import Hush, quiet_at
from runtime.interpreter.reach import why_not
from runtime.interpreter.run import Enrolment, Planned, Run, Walk, stand
from runtime.interpreter.values import value
from runtime.interpreter.view import View
from runtime.journal import Kind


def send(run: Run, enrolment: Enrolment, step: Send) -> Walk:
    """Plans the message, or drops it. While it is quiet the enrolment waits, unless it has ended;
    then everything is looked at again, the channel too; so it is where steps among which it is
    would have ended before. Never leaves the campaign: the journey goes on."""
    service = run.project.messages[step.message].service
    while True:
        view = run.view(enrolment)
        chain = [run.project.channels[name] for name in step.channels]
        channel = _channel(view, step, chain, service)
        if channel is None:
            reason = ", ".join(f"{each.name} {_why_not(view, step, each)}" for each in chain)
            _decide(run, enrolment, step, Kind.DROPPED, "S24", reason=reason)
            break
        if run.skips(enrolment.campaign):
            _skip(run, enrolment, step, channel, service)
            break
        hush = _quiet(run, enrolment, step, channel)
        if hush is None:
            _plan(run, enrolment, step, channel, service)
            break
        if hush.drop or not enrolment.open:
            rule = "S25" if enrolment.open else "S21"
            _decide(run, enrolment, step, Kind.DROPPED, rule, channel.name, "quiet")
            break
        _decide(run, enrolment, step, Kind.HELD, "S25", channel.name, "quiet")
        yield from stand(run, min([hush.end, *enrolment.limits.values()]), step.id)
    enrolment.heard = max(enrolment.heard, run.position)
    return False


def _channel(view: View, step: Send, chain: Sequence[Channel], service: bool) -> Channel | None:
    """A colleague is always reached; an address of the entry is, where it is known."""
    if step.to is None:
        return first_reaching(view, chain, service)
    reached = isinstance(step.to, Colleague) or value(view, step.to.field)
    return chain[0] if reached else None


def _why_not(view: View, step: Send, channel: Channel) -> str | None:
    if step.to is not None:
        return "no address"
    return why_not(view, channel, view.project.messages[step.message].service)


def _quiet(run: Run, enrolment: Enrolment, step: Send, channel: Channel) -> Hush | None:
    """For a colleague it is the channel's own, on the policy's clock."""
    if isinstance(step.to, Colleague):
        return quiet_at(channel.quiet, run.at, run.project.policy.timezone)
    service = run.project.messages[step.message].service
    items = quiet_of(run.project, channel, service, enrolment.campaign)
    return quiet_at(items, run.at, run.view(enrolment).zone)


def first_reaching(view: View, chain: Sequence[Channel], service: bool) -> Channel | None:
    """The first channel of the chain that can reach the customer (S24)."""
    return next((each for each in chain if why_not(view, each, service) is None), None)


def quiet_of(
    project: Project, channel: Channel, service: bool, campaign: Campaign | None
) -> tuple[Quiet, ...]:
    """The policy's, the campaign's (None: it is no more) and the channel's; messages for service
    do not heed the policy's nor the law's (S25)."""
    common = () if service else project.policy.quiet
    return common + (campaign.quiet if campaign else ()) + channel.heeds(service=service)


def _skip(run: Run, enrolment: Enrolment, step: Send, channel: Channel, service: bool) -> None:
    """The message should have gone out while the campaign was paused (S36)."""
    if enrolment.shadow and not _is_for_shadows(step, service):
        _decide(run, enrolment, step, Kind.SHADOW, "S30", channel.name)
    else:
        _decide(run, enrolment, step, Kind.DROPPED, "S36", channel.name, "overdue")


def _plan(run: Run, enrolment: Enrolment, step: Send, channel: Channel, service: bool) -> None:
    """Messages for service and shadows are neither capped nor counted (S26, S30)."""
    if service and (not enrolment.shadow or _is_for_shadows(step, service)):
        _decide(run, enrolment, step, Kind.PLANNED, "S26", channel.name, to_whom(step.to))
    elif enrolment.shadow:
        _decide(run, enrolment, step, Kind.SHADOW, "S30", channel.name)
    elif over_cap(run.project.policy, channel, run.planned, run.at):
        _decide(run, enrolment, step, Kind.DROPPED, "S26", channel.name, "cap")
    else:
        run.planned.append(Planned(run.at, channel.name, run.view().zone))
        _decide(run, enrolment, step, Kind.PLANNED, "S26", channel.name)


def _is_for_shadows(step: Send, service: bool) -> bool:
    """Messages for service reach who is held out, too; to act upon them no colleague is told."""
    return service and not isinstance(step.to, Colleague)


def _decide(
    run: Run,
    enrolment: Enrolment,
    step: Send,
    kind: Kind,
    rule: str,
    channel: str = "",
    reason: str = "",
) -> None:
    run.write(enrolment, kind,
        rule,
        step=step.id,
        message=step.message,
        channel=channel,
        reason=reason,
    )
