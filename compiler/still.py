"""Whether what an earlier version of a campaign needs of today's project is still there (S35)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from compiler.model.campaigns import Campaign
from compiler.model.declarations import Event, Field, Record
from compiler.model.entries import OnDate, OnEvent
from compiler.model.occurring import Occurring
from compiler.model.offers import event_of
from compiler.model.project import Project
from compiler.model.staff import Colleague
from compiler.model.steps import Call, Give, Keep, Send
from compiler.model.values import CustomerField, Occurrences
from compiler.versions import meaning
from compiler.walk import made_of, top


def heeded(campaign: Campaign) -> tuple[object, ...]:
    """What is looked at of a campaign that nobody enters any more."""
    out = campaign.ways_out.values()
    return (*campaign.leaves, *campaign.counted, *top(campaign), *out)


def gone(today: Project, before: Project, campaign: Campaign, *also: object) -> str | None:
    """The first thing, in words, that the campaign of the project `before` uses, for those inside
    and in the parts `also`, and that today's project no longer has, or has otherwise; None: all is
    there."""
    entered = next((each for each in _entered(today, before, campaign) if each), None)
    return entered or missing(today, before, *heeded(campaign), *also)


def missing(today: Project, before: Project, *nodes: object) -> str | None:
    """The first thing, in words, that parts of the project `before` need, and that today's has not,
    or has otherwise; None: all is there."""
    parts = made_of(before, *nodes)
    found = (each for part in parts for each in _needs(today, before, part))
    return next((each for each in found if each), None)


def _entered(today: Project, before: Project, campaign: Campaign) -> Iterator[str | None]:
    """What let in can be looked at for as long as somebody is inside."""
    entry = campaign.entry
    if isinstance(entry, OnEvent):
        yield from (_event(today, before, kind) for kind in entry.on.kinds)
    elif isinstance(entry, OnDate) and entry.record is not None:
        yield _record(today, before, entry.record)


def _needs(today: Project, before: Project, part: object) -> Iterator[str | None]:
    match part:
        case CustomerField():
            yield _of_customers(today, before, part.name)
        case Occurrences() if part.standing:
            yield _record(today, before, part.event)
        case Occurrences() | Occurring():
            yield _event(today, before, part.event)
        case Send():
            yield _missing("message", part.message, today.messages)
            for channel in part.channels:
                yield _missing("channel", channel, today.channels)
        case Colleague():
            yield _missing("the colleague", part.name, today.staff)
        case Give():
            yield _missing("offer", part.offer, today.offers)
        case Call():
            yield _missing("hook", part.hook, today.hooks)
        case Keep():
            yield _event(today, before, event_of("set", part.name))


def _missing(kind: str, name: str, there: Mapping[str, object]) -> str | None:
    return None if name in there else f"{kind} `{name}` is no longer there"


def _event(today: Project, before: Project, name: str) -> str | None:
    if name in before.movements:
        return _movement(today, before, name)
    if name not in today.events:
        return f"event `{name}` is no longer there"
    return _fields(f"event `{name}`", before.events[name], today.events[name])


def _movement(today: Project, before: Project, name: str) -> str | None:
    """One that today's project does not watch goes on as it was."""
    if name not in today.movements:
        return None
    same = meaning(today, today.movements[name].where) == meaning(
        before, before.movements[name].where
    )
    return None if same else f"`{name}` means something else now, and only one can be kept"


def _record(today: Project, before: Project, name: str) -> str | None:
    if name not in today.records:
        return f"record `{name}` is no longer there"
    return _fields(f"record `{name}`", before.records[name], today.records[name])


def _fields(of: str, before: Event | Record, today: Event | Record) -> str | None:
    found = (_changed(of, field, today.field(field.name)) for field in before.fields)
    return next((each for each in found if each), None)


def _of_customers(today: Project, before: Project, name: str) -> str | None:
    declared = before.customers.field(name)
    if declared is None:
        return None
    return _changed("the customers", declared, today.customers.field(name))


def _changed(of: str, before: Field, today: Field | None) -> str | None:
    if today is None:
        return f"field `{before.name}` of {of} is no longer there"
    if _read(before) != _read(today):
        return f"field `{before.name}` of {of} is of another type"
    return None


def _read(field: Field) -> tuple[object, ...]:
    """What decides how a field can be looked at. Options only bound what it may be compared
    with."""
    return field.type, field.yearly
