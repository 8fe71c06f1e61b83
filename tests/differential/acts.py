"""What people do to the campaigns of a case: pauses, resumes and stops, at instants at which
something happens, and a microsecond beside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from random import Random

from compiler.model.project import Project
from runtime import acts
from runtime.acting import act as acting
from runtime.acts import Act, Dates, Doing
from runtime.journal import Row
from runtime.store.connection import Connection
from tests.differential.worlds import World

BESIDE = timedelta(microseconds=1)
WHO = "somebody"


def drawn(
    seed: int, project: Project, world: World, rows: Sequence[Row]
) -> tuple[Act, ...]:
    """In every third case. `rows`: what would happen without, where instants are taken from."""
    random = Random(f"people {seed}")
    if random.random() >= 0.35 or not rows:
        return ()
    names = sorted({row.campaign for row in rows})
    chosen = random.sample(names, min(len(names), random.choice((1, 1, 2, 3))))
    found = [act for name in chosen for act in _of(random, name, world, rows)]
    return tuple(sorted(found, key=lambda act: act.at))


def _of(
    random: Random, name: str, world: World, rows: Sequence[Row]
) -> Iterator[Act]:
    """One after another; some at one instant, but for what would take a resume back."""
    own = [row.at for row in rows if row.campaign == name]
    moments = sorted(_moment(random, world, own) for _ in range(random.choice((1, 2, 3, 4, 6))))
    doing, before = Doing.RESUMED, None
    for at in moments:
        if random.random() < 0.1 and before is not None and doing is not Doing.RESUMED:
            at = before
        if at == before and doing is Doing.RESUMED:
            continue
        doing, before = _next(random, doing), at
        dates = random.choice([*Dates]) if doing is Doing.RESUMED else None
        yield Act(name, at, doing, dates, WHO)


def _next(random: Random, doing: Doing) -> Doing:
    if doing is Doing.RESUMED:
        return Doing.PAUSED if random.random() < 0.8 else Doing.STOPPED
    if doing is Doing.PAUSED:
        return Doing.RESUMED if random.random() < 0.8 else Doing.STOPPED
    return Doing.RESUMED


def _moment(random: Random, world: World, own: Sequence[datetime]) -> datetime:
    seen = [row.visible for row in world.rows if world.start <= row.visible < world.end]
    at = random.choice((
        random.choice(own), random.choice(own), random.choice(seen),
        world.start + timedelta(hours=random.randrange(120)),
    ))  # fmt: skip
    at += random.choice((0, 0, 0, 1, -1)) * BESIDE
    return min(max(at, world.start), world.end - BESIDE)


def cut(done: Sequence[Act], ticks: Sequence[datetime]) -> list[datetime]:
    """The ends of ticks, each of which goes no further than the next act."""
    return sorted({*ticks, *(act.at for act in done if act.at < ticks[-1])})


def do(connection: Connection, done: Sequence[Act], until: datetime | None) -> None:
    """What is done at the instant up to which the store has run, and has not been done there."""
    for act in done[len(acts.read(connection)):]:
        if act.at != until:
            return
        if act.doing is Doing.PAUSED:
            acting.pause(connection, act.campaign, act.by)
        elif act.doing is Doing.STOPPED:
            acting.stop(connection, act.campaign, act.by)
        elif act.dates is not None:
            acting.resume(connection, act.campaign, act.by, act.dates)
        else:  # of a guard, which need not be broken wherever time is cut: late rows come later
            with suppress(acting.AlreadySo):
                acting.resume(connection, act.campaign, act.by, None)
