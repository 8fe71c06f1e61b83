"""What a run could not use of the data, counted as they were recorded (S11, S12)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from runtime.recording.customers import Refreshed
from runtime.recording.record import Recorded


@dataclass
class LeftOut:
    """Over all ticks of a run. `repeats` of an id and rows `unusable` for want of a customer or a
    time, by event; the customers' as they were at the last look."""

    repeats: Counter[str] = field(default_factory=Counter)
    unusable: Counter[str] = field(default_factory=Counter)
    doubled: int = 0
    zoneless: int = 0

    def add(self, recorded: Recorded) -> None:
        for name, counts in recorded.events.items():
            self.repeats[name] += counts.repeats
            self.unusable[name] += counts.unusable
        if recorded.refreshed is not None and recorded.refreshed != Refreshed():
            self.doubled = recorded.refreshed.repeats
            self.zoneless = recorded.refreshed.zoneless

    def __str__(self) -> str:
        """`not used of the data: 2 repeats of an id (purchase) …`; empty where all was used."""
        parts = ", ".join(self._parts())
        return f"not used of the data: {parts}; see `segue check --data`" if parts else ""

    def _parts(self) -> Iterator[str]:
        for name, number in sorted(self.repeats.items()):
            if number:
                yield f"{_counted(number, 'repeat', 'repeats')} of an id of {name}"
        for name, number in sorted(self.unusable.items()):
            if number:
                yield f"{_counted(number, 'row', 'rows')} of {name} without a customer or a time"
        if self.doubled:
            yield f"{_counted(self.doubled, 'repeat', 'repeats')} of a customer's key"
        if self.zoneless:
            zones = "the time zone" if self.zoneless == 1 else "the time zones"
            yield f"{zones} of {_counted(self.zoneless, 'customer', 'customers')}"


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
