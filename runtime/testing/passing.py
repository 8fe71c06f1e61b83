"""What of a campaign an enrolment went through, read from its journal: which steps it came to, and
by which ways it went on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from compiler.model.campaigns import Campaign
from compiler.model.steps import (
    BY_ITSELF,
    MISSED,
    TEST,
    If,
    Leave,
    Listening,
    Repeat,
    Send,
    Split,
    Step,
    Trial,
    Until,
    Wait,
    WaitsUntil,
)
from compiler.walk import blocks
from compiler.walk import steps as every
from runtime.journal import Kind, Row

_COUNTED = (Kind.GOAL, Kind.GUARD, Kind.COUNTED)
"""What is written beside the journey, wherever one stands."""


@dataclass
class Passed:
    """`steps` by id, `ways` by the id of the step and the word of the way (as in step ids; `missed`
    for a wait whose instant was past), `left` by the reasons that the journal names; `entered`:
    whether anybody did."""

    entered: bool = False
    steps: set[str] = field(default_factory=set)
    ways: set[tuple[str, str]] = field(default_factory=set)
    left: set[str] = field(default_factory=set)


def passed(campaign: Campaign, journals: Iterable[Sequence[Row]]) -> Passed:
    """What all enrolments went through, given the journal of each test: two tests can have
    enrolments of one name. The rows of one enrolment are in the order of their happening."""
    found = Passed()
    for rows in journals:
        enrolments = defaultdict[str, list[Row]](list)
        for row in rows:
            if row.campaign == campaign.name and row.kind is not Kind.REFUSED:
                enrolments[row.enrolment].append(row)
        for each in enrolments.values():
            _Journey(found, each).whole(campaign)
    return found


class _Journey:
    """One enrolment, followed through the steps as far as its journal says that it came."""

    def __init__(self, found: Passed, journal: Sequence[Row]) -> None:
        self.found, self.journal = found, journal
        self.rows = defaultdict[str, list[Row]](list)
        for row in journal:
            self.rows[row.step].append(row)

    def whole(self, campaign: Campaign) -> None:
        self.found.entered = True
        self.found.left |= {row.reason for row in self.journal if row.kind is Kind.LEFT}
        self.block(campaign.steps)
        for parting in campaign.partings:
            if self.rows.get(parting.steps[0].id):  # what is done at once is journaled at once
                self.block(parting.steps)

    def block(self, steps: Sequence[Step]) -> bool:
        """Whether it came out behind the last of them."""
        return all(self._step(step) for step in steps)

    def _step(self, step: Step) -> bool:
        """Marks the step, and says whether it came out behind it."""
        if isinstance(step, Trial):  # nobody wrote this step: it stands for its split
            waits = self._row(step.id, Kind.HELD, TEST) is not None
            return not waits or self._row(step.id, Kind.ARM) is not None
        self.found.steps.add(step.id)
        match step:
            case Wait():
                return self._row(step.id, Kind.WAITED) is not None
            case Send():
                kinds = (Kind.PLANNED, Kind.DROPPED, Kind.SHADOW)
                return any(self._row(step.id, kind) for kind in kinds)
            case Leave():
                return False
            case If():
                return self._decided(step, Kind.BRANCH)
            case Split():
                return self._decided(step, Kind.ARM)
            case Repeat():
                return self._repeated(step)
            case Until():
                return self._until(step)
            case _:
                return self._waited(step)

    def _decided(self, step: If | Split, kind: Kind) -> bool:
        row = self._row(step.id, kind)
        return row is not None and self._way(step, row.arm)

    def _waited(self, step: Step) -> bool:
        """What takes no time is over at once."""
        if not isinstance(step, Listening | WaitsUntil):
            return True
        row = self._row(step.id, Kind.WAITED)
        if row is None:
            return False
        if isinstance(step, WaitsUntil):
            if row.reason == MISSED:
                self.found.ways.add((step.id, MISSED))
                return True
            return self._way(step, "then")
        return self._way(step, "else" if row.reason == "time" else row.arm or "then")

    def _repeated(self, step: Repeat) -> bool:
        for each in step.passes:
            if each.number > 1 and self._row(each.id, Kind.WAITED) is None:
                return False
            if not self.block(each.steps):
                return False
        return True

    def _until(self, step: Until) -> bool:
        row = self._row(step.id, Kind.WAITED)
        if row is None or not self._at_once(step, row):
            through = self.block(step.steps)
            if row is None:
                if through:
                    self.found.ways.add((step.id, BY_ITSELF))
                return through
        return self._way(step, row.arm)

    def _at_once(self, step: Until, row: Row) -> bool:
        """Whether the event was there already when it came to the step."""
        inside = {each.id for each in every(step.steps)}
        before = self.journal[: self.journal.index(row)]
        last = [each for each in before if each.kind not in _COUNTED][-1]
        return last.at == row.at and not any(each.step in inside for each in before)

    def _way(self, step: Step, label: str) -> bool:
        self.found.ways.add((step.id, label))
        return self.block(dict(blocks(step)).get(label, ()))

    def _row(self, step: str, kind: Kind, reason: str = "") -> Row | None:
        for row in self.rows.get(step, ()):
            if row.kind is kind and reason in ("", row.reason):
                return row
        return None
