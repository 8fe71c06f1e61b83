"""Two ways to do the same, timed in turn: medians, the ratio pair by pair, and its interval.

Machines are shared, so single times mean little: what is reported is the median ratio and the
upper end of its 90% bootstrap interval.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from statistics import median
from time import perf_counter


@dataclass(frozen=True)
class Pairs:
    """Seconds of the subject and of the baseline, pair by pair."""

    subject: tuple[float, ...]
    baseline: tuple[float, ...]

    @property
    def ratios(self) -> list[float]:
        return [a / b for a, b in zip(self.subject, self.baseline, strict=True)]

    @property
    def interval(self) -> tuple[float, float]:
        """The 90% bootstrap interval of the median ratio (2,000 resamples, seeded)."""
        random, ratios = Random(1), self.ratios
        medians = sorted(median(random.choices(ratios, k=len(ratios))) for _ in range(2_000))
        return medians[100], medians[1_899]

    def told(self, name: str, bar: float) -> str:
        """One line for a report."""
        low, high = self.interval
        verdict = "within" if high <= bar else "OVER"
        return (
            f"{name}: {median(self.subject) * 1000:,.1f} ms against "
            f"{median(self.baseline) * 1000:,.1f} ms, ratio {median(self.ratios):.2f} "
            f"(90%: {low:.2f} to {high:.2f}; {len(self.ratios)} pairs), "
            f"{verdict} the bar of {bar}"
        )


def timed(subject: Callable[[], object], baseline: Callable[[], object], count: int) -> Pairs:
    """Run the two in turn `count` times, after one run of each that is not counted."""
    subject()
    baseline()
    times = [(_seconds(subject), _seconds(baseline)) for _ in range(count)]
    return Pairs(tuple(a for a, _ in times), tuple(b for _, b in times))


def _seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start
