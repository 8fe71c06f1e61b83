"""What the interpreter holds while it follows one customer: where it is, who is enrolled, what was
planned, and the journal so far."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from compiler.model.campaigns import Campaign
from compiler.model.entries import OnDate, OnMove, Schedule
from compiler.model.occurring import Occurring
from compiler.model.project import Project
from runtime import acts
from runtime.acts import Act, Dates
from runtime.history import History, Occurrence, RecordVersion
from runtime.identity import Forced, Identity
from runtime.interpreter.applying import Applied, in_order
from runtime.interpreter.conditions import holds
from runtime.interpreter.guards import Broken, in_force
from runtime.interpreter.learning import Moved
from runtime.interpreter.view import EVENTS_FIRST, TIMER, Position, View
from runtime.journal import Kind, Row, enrolment_name
from runtime.pools import Codes


@dataclass(frozen=True, slots=True)
class Waiting:
    """What an enrolment stands still for: the instant `until`, or before it one of the answers; and
    the id of the `step` at which it does."""

    until: datetime
    step: str
    answers: tuple[Occurring, ...] = ()


Walk = Generator[Waiting, Dates | None, bool]
"""Yields what it waits for, is sent what a resume says of it where it is one that makes it look
again, returns whether a step has left."""


@dataclass(slots=True)
class Enrolment:
    """One customer's way through a campaign. `text` is what was executed at the entry, with today's
    data; `time` the entry's own time, which windows look at; `zone` the customer's clock at the
    entry; `shadow` why they are held out; `heard` the position after which the next answer is
    looked for (S23); `record` the id of the one whose date let in; `limits`, by the ids of the
    steps `until` among whose steps it is, until when it may do them; `passes`, by those of
    `repeat`, when the next pass may begin; `tried`, by the terms of tests, when it was given an arm
    in them; `moved` where it was moved along last."""

    campaign: Campaign
    text: Applied
    name: str
    cause: str
    entered: Position
    entry: Occurrence | None
    time: datetime
    zone: str
    shadow: str
    heard: Position
    walk: Walk | None = None  # begins at the first move
    waiting: Waiting | None = None
    open: bool = True
    replaced: bool = False
    record: str | None = None
    answers: dict[str, Occurrence] = field(default_factory=dict)
    limits: dict[str, datetime] = field(default_factory=dict)
    passes: dict[str, datetime] = field(default_factory=dict)
    tried: dict[str, datetime] = field(default_factory=dict)
    moved: Position | None = None

    def precedes(self, event: Occurrence) -> bool:
        """Whether the event is after the entry, by (time, id) too (S14)."""
        if self.entry is not None:
            return self.entry.order < event.order
        return self.time < event.time


@dataclass(frozen=True, slots=True)
class Planned:
    """A message that caps count (S26); `zone` was the customer's clock then."""

    at: datetime
    channel: str
    zone: str


@dataclass(slots=True)
class Run:
    """The interpreter's state. `position` moves on; everything else grows: `history` by what Segue
    itself does. Of its events so many are `behind` the position, or at it. `codes`: what gifts get,
    which hangs on what others were given; `acts`: what people did to campaigns; `broken`: their
    guards that were; `moved`: the shares of splits that were; `arms`: what splits gave, by campaign
    and split, the first first (S19)."""

    today: Applied
    history: History
    identity: Identity
    forced: Forced
    beginning: datetime
    position: Position
    behind: int = 0
    rows: list[Row] = field(default_factory=list)
    enrolments: list[Enrolment] = field(default_factory=list)
    planned: list[Planned] = field(default_factory=list)
    codes: Codes = field(default_factory=dict)
    acts: Sequence[Act] = ()
    begun: dict[str, datetime] = field(default_factory=dict)
    broken: Sequence[Broken] = ()
    moved: Moved = field(default_factory=dict)
    arms: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    @property
    def project(self) -> Project:
        return self.today.project

    def apply(self, text: Applied) -> None:
        """From here on that is executed; who is inside goes on by the text of their entry. A
        campaign begins where its name is first among those executed."""
        self.position = Position(text.at, EVENTS_FIRST)
        self.today = text.behind(self.today)
        pinned = {id(each.text): each.text.under(self.today) for each in self.enrolments}
        for each in self.enrolments:
            each.text = pinned[id(each.text)]
        self.begin()

    def begin(self) -> None:
        """Puts down since when campaigns let in who was already there (S18)."""
        for campaign in self.project.campaigns.values():
            if isinstance(campaign.entry, OnMove) and campaign.entry.already:
                self.begun.setdefault(campaign.name, self.today.at)

    @property
    def at(self) -> datetime:
        return self.position.at

    @property
    def event(self) -> Occurrence | None:
        """The event at this position; None at a timer, and where somebody acts."""
        place = self.position.place
        return None if place in (TIMER, EVENTS_FIRST) else self.history.events[place]

    def shut(self, campaign: Campaign) -> str:
        """Why nobody enters or goes on (`paused`, `stopped`); the empty text: it runs (S36)."""
        act = acts.shut(self.acts, campaign.name, self.at)
        return "" if act is None else act.doing

    def guarded(self, campaign: Campaign) -> bool:
        """Whether a guard of today's version is broken, so that nobody enters (S8)."""
        version = self.today.versions.get(campaign.name, "")
        timer = self.position.place == TIMER
        return in_force(
            self.broken, self.acts, campaign.name, version, self.at, timer=timer
        ) is not None  # fmt: skip

    def skips(self, campaign: Campaign) -> bool:
        """Whether who goes on here does so late, because of a pause whose resume skips their
        messages (S36)."""
        dates = acts.resumed(self.acts, campaign.name, self.at)
        return self.position.place == EVENTS_FIRST and dates is Dates.SKIP

    def happened(self, own: Iterable[Occurrence]) -> None:
        """What was done here lies ahead, among the shop's events that arrive with it."""
        events = sorted([*self.history.events, *own], key=lambda each: (each.arrival, each.order))
        self.history = replace(self.history, events=tuple(events))

    def campaigns(self) -> list[Campaign]:
        """Those that one can enter, in the order of S7."""
        return [each for each in in_order(self.project) if each.name in self.project.campaigns]

    def enrolments_in_order(self) -> Iterator[Enrolment]:
        """By campaign, whatever the version, then by order of entry (S7)."""
        for campaign in in_order(self.project):
            yield from self.of_campaign(campaign.name)

    def of_campaign(self, name: str) -> list[Enrolment]:
        return [each for each in self.enrolments if each.campaign.name == name]

    def view(self, enrolment: Enrolment | None = None, position: Position | None = None) -> View:
        """What is visible here (or at an earlier position) to a condition of the enrolment."""
        text = enrolment.text if enrolment else self.today
        here = position or self.position
        view = View(text.project, self.history, here, text.populations)
        if enrolment is None:
            return view
        return replace(
            view,
            entry=enrolment.entry or _standing(view, enrolment),
            entry_time=enrolment.time,
            answers=enrolment.answers,
            enrolment=enrolment.name,
        )

    def matches(self, on: Occurring, place: int, enrolment: Enrolment) -> bool:
        """Whether the event at that place of the history is one of those that the campaign names,
        after the entry. Its `where` is looked at as of the event's own position."""
        event = self.history.events[place]
        view = replace(self.view(enrolment, Position(event.arrival, place)), row=event)
        return enrolment.precedes(event) and any(is_one(view, each) for each in on.each)

    def write(
        self,
        enrolment: Enrolment,
        kind: Kind,
        rule: str,
        *,
        step: str = "",
        message: str = "",
        channel: str = "",
        arm: str = "",
        reason: str = "",
    ) -> None:
        """One row of the journal, at this position."""
        event, name = self.event, enrolment.campaign.name
        self.rows.append(
            Row(
                at=self.at,
                position=cause_of(event) if event else "",
                customer=self.history.key,
                campaign=name,
                version=enrolment.text.versions.get(name, ""),
                cause=enrolment.cause,
                kind=kind,
                step=step,
                message=message,
                channel=channel,
                arm=arm,
                reason=reason,
                rule=rule,
            )
        )


def is_one(view: View, on: Occurring) -> bool:
    """Whether the row of the view is an event of that kind, which the campaign names."""
    event = view.row
    return (
        isinstance(event, Occurrence)
        and event.kind == on.event
        and (not on.mine or event.enrolment == view.enrolment)
        and (on.where is None or holds(view, on.where))
    )


def _standing(view: View, enrolment: Enrolment) -> RecordVersion | None:
    """The record whose date let in, as it stands there; None where there is none or it is gone."""
    entry = enrolment.campaign.entry
    if not isinstance(entry, OnDate) or entry.record is None:
        return None
    return view.record(entry.record, enrolment.record)


def cause_of(event: Occurrence) -> str:
    """How the journal names an event (S15)."""
    return f"{event.kind} {event.id}"


def cause_of_instant(at: datetime) -> str:
    """How the journal names a change, or a customer's own time: by the instant (S15)."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f} UTC"


def new_enrolment(
    run: Run, campaign: Campaign, cause: str, shadow: str = "", record: str | None = None
) -> Enrolment:
    """An enrolment that begins at this position; nothing is recorded of it yet."""
    entry = None if isinstance(campaign.entry, Schedule) else run.event
    return Enrolment(
        campaign=campaign,
        text=run.today,
        name=enrolment_name(campaign.name, run.history.key, cause),
        cause=cause,
        entered=run.position,
        entry=entry,
        time=entry.time if entry else run.at,
        zone=run.view().zone,
        shadow=shadow,
        heard=run.position,
        record=record,
    )


def heard(
    run: Run, enrolment: Enrolment, awaited: Sequence[Occurring], until: datetime
) -> Position | None:
    """The first answer so far, up to the wait's end: after the last send, and after the event that
    answered last (S23)."""
    last = min(run.position, Position(until))
    for place, event in enumerate(run.history.events):
        position = Position(event.arrival, place)
        since = enrolment.heard < position <= last
        if since and any(run.matches(on, place, enrolment) for on in awaited):
            return position
    return None


def stand(run: Run, until: datetime, step: str) -> Walk:
    """Waits at a step until a later instant, which no resume moves; what is overdue goes on at once
    (S36)."""
    while Position(until) > run.position:
        yield Waiting(until, step)
    return False


def still(run: Run, until: datetime, step: str) -> Walk:
    """The same for who stands there already."""
    yield Waiting(until, step)
    return (yield from stand(run, until, step))
