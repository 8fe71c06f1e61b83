"""A case as the interpreter carries it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from runtime.acts import Act, Dates, Doing
from runtime.history import History, Occurrence
from runtime.identity import Identity
from runtime.interpreter import Applied, interpret, learning, snapshots
from runtime.interpreter.gifts import handed_out
from runtime.interpreter.learning import Moved
from runtime.journal import Kind, Row, message_name
from runtime.own_events import with_own_events
from runtime.pools import Codes, Files
from runtime.store.versions import versions
from tests.conformance.happening import FORGET, histories, in_order
from tests.conformance.reading import Case, Line, instant

WHO = "anna"
"""Who does what is done to campaigns."""

DOING = {"pause": Doing.PAUSED, "resume": Doing.RESUMED, "stop": Doing.STOPPED}


@dataclass(frozen=True)
class Told:
    """What there is to know of everybody, with what came back of messages, and the journal."""

    known: list[History]
    rows: list[Row]


def identity(case: Case) -> Identity:
    return Identity(case.salt, case.epoch)


def acts(case: Case) -> list[Act]:
    """What is done to campaigns."""
    return [
        Act(line["campaign"], instant(line["at"]), DOING[line["act"]],
            Dates(line["dates"]) if line.get("dates") else None, WHO)
        for line in case.lines("acts.csv") if line["act"] != FORGET
    ]  # fmt: skip


def told(case: Case) -> Told:
    """The journal, where what comes back of a message is told once the message is planned."""
    known = histories(case)
    rows = journal(case, known, acts(case))
    for line in sorted(case.lines("answers.csv"), key=lambda line: line["time"]):
        answer = _answer(line, rows)
        known = [
            replace(each, events=in_order([*each.events, answer[1]]))
            if each.key == answer[0] else each
            for each in known
        ]  # fmt: skip
        rows = journal(case, known, acts(case))
    return Told(known, rows)


def _answer(line: Line, rows: Sequence[Row]) -> tuple[str, Occurrence]:
    """What came back, and from whom."""
    at = instant(line["time"])
    own = {"button": line.get("button") or None, "reason": line.get("reason") or None}
    if not line.get("send"):
        named = {"channel": line.get("channel") or None, **own}
        return line["customer"], Occurrence(line["event"], line["id"], at, at, named)
    row = next(
        row for row in rows
        if row.kind is Kind.PLANNED and message_name(row.enrolment, row.step) == line["send"]
    )  # fmt: skip
    arms = [each.arm for each in rows
            if each.kind is Kind.ARM and each.enrolment == row.enrolment]  # fmt: skip
    about = {
        "message": row.message, "channel": row.channel, "campaign": row.campaign,
        "step": row.step, "arm": arms[-1] if arms else None, **own,
    }  # fmt: skip
    return row.customer, Occurrence(line["event"], line["id"], at, at, about, row.enrolment)


def moves(case: Case, at: datetime) -> Mapping[tuple[str, str], Mapping[str, str]]:
    """Where those go on whom a text takes along at its instant, by campaign and version."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    before = [versions(text) for since, text in case.texts if since < at]
    for line in case.lines("moves.csv"):
        if instant(line["at"]) == at:
            for each in before:
                version = (line["campaign"], each[line["campaign"]])
                found.setdefault(version, {})[line["step"]] = line["onto"]
    return found


def journal(case: Case, known: Sequence[History], done: Sequence[Act]) -> list[Row]:
    """The journal of these histories. A snapshot may look at what Segue itself did before it, and
    what a gift is hangs on whom others were given it before: so until nothing new comes of it."""
    pool, project = Files(case.folder), case.texts[-1][1]
    codes: Codes = {}
    moved: Moved = {}
    while True:
        first, *then = [
            Applied(
                at, text, versions(text), snapshots(text, known, case.start, case.until),
                moves(case, at),
            )
            for at, text in case.texts
        ]
        rows = [
            row
            for history in known
            for row in interpret(
                first.project, history, case.start, case.until, identity(case),
                first.populations, versions=first.versions, then=then, codes=codes, acts=done,
                moved=moved,
            )
        ]  # fmt: skip
        seen = [with_own_events(project, history, rows) for history in known]
        handed = handed_out(project, rows, pool)
        now = learning.found(rows, case.until, [first, *then])
        if handed == codes and seen == list(known) and now == moved:
            return rows
        codes, known, moved = handed, seen, now
