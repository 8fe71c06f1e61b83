"""The fullest week of one enrolment, and when its messages can come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from compiler.model.steps import Send
from compiler.pressure.lengths import NOTHING, Length
from compiler.pressure.result import WEEK, Touch
from compiler.pressure.ways import Ways

Counts = Callable[[Send], bool]
Path = tuple[tuple[timedelta, Send], ...]
"""Messages, each so long after where one looks from."""


@dataclass(frozen=True, slots=True)
class When:
    """How long after the entry: at the `first` and the `last`. Two enrolments are so much apart
    here as their entries, but for `varies`. None: without bound."""

    first: timedelta
    last: timedelta | None
    varies: timedelta | None

    def behind(self, took: Length, gap: timedelta) -> When:
        """So much later. What puts off to the same time of day or week keeps who comes whole days
        or weeks apart as far apart."""
        last = None if self.last is None or took.most is None else self.last + took.most
        if took.puts_off is not None and gap % took.puts_off == NOTHING:
            return When(self.first + took.least, last, self.varies)
        more = None if took.most is None else took.most - took.least
        varies = None if self.varies is None or more is None else self.varies + more
        return When(self.first + took.least, last, varies)

    def wider(self, other: When) -> When:
        """Where two ways come together."""
        first = min(self.first, other.first)
        if self.last is None or other.last is None:
            return When(first, None, None)
        last = max(self.last, other.last)
        return When(first, last, last - first)


@dataclass
class Fullest:
    """Of the ways through one campaign; `counts` says which messages do."""

    ways: Ways
    counts: Counts
    _known: dict[tuple[int, timedelta], Path] = field(default_factory=dict)

    def week(self) -> tuple[Touch, ...]:
        """The most messages within a week that one enrolment can bring."""
        best: Path = ()
        for number in self._reached():
            stop = self.ways.stops[number]
            if stop.send is not None and self.counts(stop.send):
                best = max(best, self._from(number, WEEK), key=len)
        return tuple(
            Touch(send.id, send.message, send.channels, after) for after, send in best
        )

    def _from(self, number: int, left: timedelta) -> Path:
        """The most messages from a stop on in the time that is left, its end excluded."""
        if (number, left) not in self._known:
            stop = self.ways.stops[number]
            best: Path = ()
            for took, behind in stop.on:
                if took.least < left:
                    ahead = self._from(behind, left - took.least)
                    if len(ahead) > len(best):
                        best = tuple((after + took.least, send) for after, send in ahead)
            if stop.send is not None and self.counts(stop.send):
                best = ((NOTHING, stop.send), *best)
            self._known[number, left] = best
        return self._known[number, left]

    @property
    def sends(self) -> dict[str, Send]:
        """The messages that count, by their steps."""
        every = [self.ways.stops[number].send for number in self._reached()]
        return {send.id: send for send in every if send is not None and self.counts(send)}

    def _reached(self) -> list[int]:
        """The stops that can be reached from the entry, in order."""
        found = {self.ways.start}
        for number in range(self.ways.start, -1, -1):
            if number in found:
                found.update(behind for _, behind in self.ways.stops[number].on)
        return sorted(found, reverse=True)

    def when(self, gap: timedelta) -> dict[str, When]:
        """When the messages come, by their steps. `gap`: so far apart are entries at the least."""
        whens = {self.ways.start: When(NOTHING, NOTHING, NOTHING)}
        found = {}
        for number in self._reached():
            stop, here = self.ways.stops[number], whens[number]
            if stop.send is not None and self.counts(stop.send):
                found[stop.send.id] = here
            for took, behind in stop.on:
                there = here.behind(took, gap)
                known = whens.get(behind)
                whens[behind] = there if known is None else known.wider(there)
        return found

    def soonest(self) -> list[timedelta]:
        """How long after the entry an enrolment can have sent one message, two, and so on."""
        best: dict[int, list[timedelta]] = {}
        for number in sorted(self._reached()):
            stop = self.ways.stops[number]
            found: list[timedelta] = []
            for took, behind in stop.on:
                found = _sooner(found, [took.least + each for each in best[behind]])
            own = stop.send is not None and self.counts(stop.send)
            best[number] = [NOTHING, *found] if own else found
        return best[self.ways.start]


def _sooner(one: list[timedelta], other: list[timedelta]) -> list[timedelta]:
    long, short = (one, other) if len(one) >= len(other) else (other, one)
    return [min(each, short[place]) if place < len(short) else each
            for place, each in enumerate(long)]  # fmt: skip
