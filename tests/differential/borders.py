"""Narrow projects: a few short campaigns that name the same few times of day and lengths.

Their worlds draw instants from just these (`worlds.Clock`), so that everything meets everything
else at its very border: a wait its end, a send the end of quiet time, an entry the end of `runs`,
a message the instant at which a cap is free again, and several campaigns each other at one event.
They ask little of customers, so that each costs a fraction of a broad project.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.differential import leaving
from tests.differential.first import first_of
from tests.differential.guarding import guarded
from tests.differential.hooks import calling
from tests.differential.naming import named
from tests.differential.parting import parting
from tests.differential.projects import KNOWN, best_hours
from tests.differential.sending import CHANNELS, MESSAGES, channel_head, hushed, message
from tests.differential.several import several
from tests.differential.staff import elsewhere
from tests.differential.until import bounded

TIMES = ("00:00", "01:30", "02:30", "08:00", "10:00", "21:00")
LENGTHS = ("1 hour", "6 hours", "1 day", "2 days")
ZONES = ("UTC", "America/New_York", "Asia/Seoul", "Australia/Lord_Howe")
EVENTS = ("visit", "cart_add", "purchase")


@dataclass(frozen=True)
class Pool:
    """What a project's times of day, lengths and quiet times are drawn from."""

    random: Random
    times: tuple[str, ...]
    lengths: tuple[str, ...]
    quiet: tuple[tuple[str, str], ...]

    def time(self) -> str:
        return self.random.choice(self.times)

    def length(self) -> str:
        return self.random.choice(self.lengths)

    def happens(self, share: float) -> bool:
        return self.random.random() < share


def project(random: Random) -> str:
    """The text of one narrow project."""
    times = tuple(sorted(random.sample(TIMES, 3)))
    spans = list(zip(times, times[1:] + times[:1], strict=True))
    pool = Pool(random, times, tuple(random.sample(LENGTHS, 2)), tuple(random.sample(spans, 2)))
    kinds = random.sample(CAMPAIGNS, random.randint(2, 3))
    blocks = [KNOWN, "segment s0\n  points >= 0\n", _policy(pool)]
    blocks += [_channel(pool, name) for name in CHANNELS]
    blocks += [message(name) for name in MESSAGES]
    for number, kind in enumerate(kinds):
        entry, steps = kind(pool)
        lines = [f"campaign c{number}", *_head(pool), *entry, *_goals(pool), "", *steps]
        blocks.append("\n".join(lines) + "\n")
    text = leaving.on_borders("\n".join(blocks), pool.lengths, 0.3)
    text = calling(parting(text, 0.5), 0.3)
    text = elsewhere(several(guarded(text, 0.3), 0.4), 0.25)
    text = named(bounded(first_of(text, 0.5), pool.lengths, 0.4))
    return best_hours(hushed(text, 0.25, lambda _: _quiet(pool, 1)), 0.3)


def _policy(pool: Pool) -> str:
    zone = pool.random.choice(ZONES)
    lines = ["policy", f'  timezone "{zone}"', *_caps(pool, 0.8), *_quiet(pool, 0.3)]
    return "\n".join(lines) + "\n"


def _channel(pool: Pool, name: str) -> str:
    return "\n".join([*channel_head(name), *_quiet(pool, 0.4), *_caps(pool, 0.2)]) + "\n"


def _caps(pool: Pool, share: float) -> list[str]:
    """Tight ones, so that the order of messages decides which of them passes."""
    if not pool.happens(share):
        return []
    limit = pool.random.choice((1, 1, 2))
    return [f"  at most {limit} per {pool.random.choice(('day', 'day', 'week'))} per customer"]


def _quiet(pool: Pool, share: float) -> list[str]:
    """One of two that touch; both together leave a part of the day in which it is not quiet."""
    if not pool.happens(share):
        return []
    start, end = pool.random.choice(pool.quiet)
    return [f"  quiet from {start} until {end}{', then drop' if pool.happens(0.4) else ''}"]


def _head(pool: Pool) -> list[str]:
    lines = []
    if pool.happens(0.4):
        first = pool.random.randint(6, 8)
        lines.append(f"  runs from 2026-03-{first:02} until 2026-03-{first + 2:02}")
    if pool.happens(0.5):
        lines.append(f"  priority {pool.random.randint(1, 3)}")
    return lines


def _goals(pool: Pool) -> list[str]:
    lines = []
    if pool.happens(0.3):
        lines.append(f"  leave on {pool.random.choice(EVENTS)}")
    happened = pool.random.choice(EVENTS)
    return [*lines, f"  goal g0: {happened} within {pool.length()}, target 10%"]


def _on_event(pool: Pool, *again: str) -> list[str]:
    kept = pool.random.choice(again or ("each time",))
    return [f"  enter on {pool.random.choice(EVENTS)}", f"    {kept}"]


def _send(pool: Pool, indent: str = "  ") -> str:
    name = pool.random.choice(("hello", "offer", "news", "news", "receipt"))
    channels = pool.random.sample(CHANNELS, pool.random.choice((1, 1, 2)))
    return f"{indent}send {name} by {', else '.join(channels)}"


def _until(pool: Pool) -> str:
    zone = ' in "America/New_York"' if pool.happens(0.2) else ""
    roll = pool.random.random()
    if roll < 0.6:
        return f"  wait until {pool.time()}{zone}"
    if roll < 0.8:
        day = pool.random.choice(("Friday", "Saturday", "Sunday", "Monday"))
        return f"  wait until {day} at {pool.time()}{zone}"
    return f"  wait until 2026-03-{pool.random.randint(6, 10):02} at {pool.time()}{zone}"


Campaign = tuple[list[str], list[str]]


def _entering(pool: Pool) -> Campaign:
    """Sends at the entering event itself, and again later."""
    again = f"again after {pool.length()}"
    entry = _on_event(pool, "each time", again, again, "once")
    return entry, [_send(pool), f"  wait {pool.length()}", _send(pool)]


def _answering(pool: Pool) -> Campaign:
    """Sends at an answer, at which another campaign may enter."""
    answer = pool.random.choice((*EVENTS, "clicked any message"))
    entry = _on_event(pool, "each time", "again at once, starting over")
    steps = [f"  wait for {answer}, at most {pool.length()}", _send(pool, "    ")]
    return entry, [*steps, *(["  else", _send(pool, "    ")] if pool.happens(0.5) else [])]


def _daily(pool: Pool) -> Campaign:
    """Sends every day, to those who gave their consent again, too."""
    zone = pool.random.choice(("", "", ' in "Asia/Seoul"'))
    again = ["    again after 1 day"] if pool.happens(0.3) else []
    entry = [f"  enter every day at {pool.time()}{zone} for s0", *again]
    return entry, [*([_until(pool)] if pool.happens(0.4) else []), _send(pool)]


def _until_then(pool: Pool) -> Campaign:
    entry = _on_event(pool, "each time", "again after leaving this campaign")
    return entry, [_until(pool), _send(pool)]


def _starting_over(pool: Pool) -> Campaign:
    entry = _on_event(pool, "again at once, starting over")
    return entry, [f"  wait {pool.length()}", _send(pool), f"  wait {pool.length()}"]


CAMPAIGNS = (_entering, _answering, _daily, _until_then, _starting_over)
