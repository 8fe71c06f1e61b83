"""What becomes of a case's messages: a dispatcher over a store that runs, and providers that answer
as the case says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from runtime.channels.provider import Letter, Outcome, Took
from runtime.dispatch.dispatcher import Dispatcher
from runtime.store.connection import Connection
from tests.conformance.interpreting import told
from tests.conformance.journals import written
from tests.conformance.reading import Case, Line
from tests.conformance.running import by_engine
from tests.sending.shop import Clock

_LOG = 'SELECT "at", "name", "channel", "outcome", "detail" FROM "handovers" ORDER BY "name", rowid'


@dataclass
class Provider:
    """Answers each message as it is told to, time after time, then takes it. Whatever it takes
    counts; with `knows_keys` it takes a name once."""

    knows_keys: bool
    says: dict[str, list[Line]]
    asked: Counter[str] = field(default_factory=Counter)
    taken: Counter[str] = field(default_factory=Counter)

    def hand_over(self, letters: Sequence[Letter]) -> list[Outcome]:
        return [self._one(letter.name) for letter in letters]

    def _one(self, name: str) -> Outcome:
        self.asked[name] += 1
        script = self.says.get(name, [])
        line = script.pop(0) if script else {"says": "accepted", "why": ""}
        if line["says"] in ("accepted", NOTHING) and not (self.knows_keys and self.taken[name]):
            self.taken[name] += 1
        took = Took.UNKNOWN if line["says"] == NOTHING else Took(line["says"])
        return Outcome(took, line["why"])


NOTHING = "nothing"
"""It took the message, and nobody heard of it."""


@dataclass(frozen=True)
class Handed:
    """The log of the hand-over, message by message, and what each provider was asked and took."""

    log: list[Line]
    letters: list[Line]


def handed(case: Case, ends: Sequence[datetime]) -> Handed:
    """The case run in ticks with these ends, with a hand-over after each; by the clock on the wall
    where the case has one, and then in ticks that end when it says."""
    providers = {name: _provider(case, name) for name in case.texts[-1][1].channels}
    clock = Clock(case.start) if case.clock else None
    log: list[Line] = []

    def after(connection: Connection, end: datetime) -> None:
        if clock is not None and end not in case.clock:
            return  # a tick that ends there because somebody acts
        if clock is not None:
            clock.now = end
        project = case.texts[-1][1]
        hands = Dispatcher(connection, project, providers, clock, chance=lambda: 0.0)
        hands.hand_over(end)
        log[:] = [_row(*row) for row in connection.execute(_LOG).fetchall()]

    with by_engine(case, told(case).known, case.clock or ends, after):
        return Handed(log, _letters(providers))


def _provider(case: Case, channel: str) -> Provider:
    lines = [line for line in case.lines("providers.csv") if line["channel"] == channel]
    says: dict[str, list[Line]] = {}
    for line in lines:
        says.setdefault(line["send"], []).append(line)
    return Provider(all(line["knows names"] == "yes" for line in lines), says)


def _row(at: datetime, name: str, channel: str, outcome: str, detail: str) -> Line:
    return {
        "at": written(at.replace(tzinfo=UTC)), "send": name, "channel": channel,
        "outcome": outcome, "why": detail,
    }  # fmt: skip


def _letters(providers: dict[str, Provider]) -> list[Line]:
    """How often a provider was asked to take each message, and how often it took it."""
    return [
        {"channel": channel, "send": name, "asked": str(times), "taken": str(known.taken[name])}
        for channel, known in sorted(providers.items())
        for name, times in sorted(known.asked.items())
    ]
