"""A test's lines made into histories."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from compiler.model.declarations import Field
from compiler.model.project import Project
from compiler.model.tests import Becomes, Does, Force, GivenRecord, Test
from compiler.model.values import Plain
from runtime import own_events
from runtime.history import Fields, History, Occurrence, RecordVersion, Version
from runtime.identity import HOLD_OUT, Forced
from runtime.journal import Kind, Row
from runtime.testing.delivery import Delivered

EARLIER = timedelta(microseconds=1)
"""What holds from ever is set before a test begins, and before whatever happens in it."""

GotBefore = Callable[[Mapping[str, History], datetime], tuple[list[Row], list[Delivered]]]
"""The journal of some histories up to an instant, and what was delivered by then."""


def everybody(test: Test) -> list[str]:
    """Whoever the lines name, in the order of the text."""
    named = [line.who for line in (*test.given, *test.happens, *test.forced, *test.expects)]
    return list(dict.fromkeys(named))


def forced_by(test: Test) -> Forced:
    """Nobody is held out unless a line says so."""
    forced: dict[tuple[str, str | None, str], str] = {
        (who, None, HOLD_OUT): "" for who in everybody(test)
    }
    for line in test.forced:
        if isinstance(line, Force):
            forced[line.who, line.campaign, line.split] = line.arm
    return forced


def histories_of(project: Project, test: Test, got_before: GotBefore) -> dict[str, History]:
    """The history of everybody whom the test names, by key.

    An event about a message is about the latest such message that the customer got before, so the
    test is run up to that instant first.
    """
    versions = {who: _versions(project, test, who) for who in everybody(test)}
    events = {who: list(_set_before(project, test, who)) for who in versions}

    def so_far() -> dict[str, History]:
        return {
            who: History(
                who, versions[who], tuple(sorted(each, key=lambda event: event.order)),
                _records(project, test, who),
            )
            for who, each in events.items()
        }  # fmt: skip

    for number, line in sorted(_does(test), key=lambda each: each[1].at):
        about: Mapping[str, Plain | None] = {}
        enrolment = None
        if project.events[line.event].about_messages and line.event != "unsubscribed":
            about, enrolment = _about(line, *got_before(so_far(), line.at))
        given = {**about, **dict(line.fields)}
        fields = _read(project.events[line.event].fields, given)
        id = f"{number:0{len(str(len(test.happens)))}}"
        event = Occurrence(line.event, id, line.at, line.at, fields, enrolment)
        events[line.who].append(event)
    return so_far()


def _set_before(project: Project, test: Test, who: str) -> Iterator[Occurrence]:
    """What the lines give to fields and lists that Segue keeps: from ever, or as of an instant."""
    kept = {event.keeps: event for event in project.events.values() if event.keeps}
    for line in test.given:
        for name, value in line.fields if line.who == who else ():
            if name in kept:
                yield own_events.given(kept[name], 0, test.starts - EARLIER, value)
    for number, change in enumerate(test.happens, 1):
        if isinstance(change, Becomes) and change.who == who and change.field in kept:
            yield own_events.given(kept[change.field], number, change.at, change.value)


def _does(test: Test) -> Iterator[tuple[int, Does]]:
    """The events with the numbers of their lines, which name them: equal instants keep the order
    of the text within a kind."""
    for number, line in enumerate(test.happens, 1):
        if isinstance(line, Does):
            yield number, line


def _about(
    line: Does, rows: Sequence[Row], delivered: Sequence[Delivered]
) -> tuple[dict[str, Plain | None], str | None]:
    """What an event about a message says of it, and the enrolment that sent it."""
    got = [
        each
        for each in delivered
        if each.row.customer == line.who and line.message in (None, each.row.message)
    ]
    if not got:
        return {"message": line.message}, None
    row = max(got, key=lambda each: each.at).row
    arms = [each.arm for each in rows if each.kind is Kind.ARM and each.enrolment == row.enrolment]
    return {
        "message": row.message,
        "channel": max(got, key=lambda each: each.at).channel,
        "campaign": row.campaign,
        "step": row.step,
        "arm": arms[-1] if arms else None,
    }, row.enrolment


def _versions(project: Project, test: Test, who: str) -> tuple[Version, ...]:
    """`customer … with` holds from ever; several changes at one instant are one version."""
    declared = project.customers.fields
    given = [dict(line.fields) for line in test.given if line.who == who]
    versions = [Version(None, _read(declared, each)) for each in given[-1:]]
    current = dict(given[-1]) if given else {}
    fields = {field.name for field in declared}
    changes = [
        line for line in test.happens
        if isinstance(line, Becomes) and line.who == who and line.field in fields
    ]  # fmt: skip
    for change in sorted(changes, key=lambda line: line.at):
        current[change.field] = change.value
        if versions and versions[-1].since == change.at:
            versions.pop()
        versions.append(Version(change.at, _read(declared, current)))
    return tuple(versions)


def _records(project: Project, test: Test, who: str) -> tuple[RecordVersion, ...]:
    """A record holds from ever, until a line changes it."""
    mine = [record for record in test.records if record.who == who]
    return tuple(version for record in mine for version in _states(project, test, record))


def _states(project: Project, test: Test, record: GivenRecord) -> list[RecordVersion]:
    declared = project.records[record.record].fields
    changes = sorted(
        (each for each in test.changes if each.which == record.which), key=lambda each: each.at
    )
    starts: list[datetime | None] = [None, *dict.fromkeys(each.at for each in changes)]
    current = dict(record.fields)
    found = []
    for since, until in zip(starts, [*starts[1:], None], strict=True):
        current |= {each.field: each.value for each in changes if each.at == since}
        fields = _read(declared, current)
        found.append(RecordVersion(record.record, record.which, since, until, fields))
    return found


def _read(declared: Sequence[Field], given: Fields) -> dict[str, Plain | None]:
    """The fields as they are recorded: what is unknown reads as the declared `else`."""
    return {
        each.name: each.default if given.get(each.name) is None else given[each.name]
        for each in declared
    }
