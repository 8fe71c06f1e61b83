"""The queries of a machine's tick, in the order in which a tick asks them; for people to read.

A tick itself asks only those whose answers can be other than nothing, each in the variant that
what it brought calls for (`rendering`). Here all that can happen does.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from compiler.machine import admission, candidates, goals, leaving, moving, occurrences
from compiler.machine.decisions import decided
from compiler.machine.places import Place, Reaching
from compiler.machine.setting import Setting
from compiler.machine.standing import Arrivals, listened
from compiler.model.campaigns import Goal, Guard
from compiler.model.steps import Trial


def queries(setting: Setting) -> Iterator[tuple[str, exp.Query]]:
    """Each query with what it asks for."""
    machine = setting.machine
    asked = candidates.candidates(setting)
    yield "who may enter, and why others may not", admission.admitted(setting, asked)
    if machine.campaign.ways_out:
        standing = [place for place in machine.places if place.stands]
        looked = leaving.positions(setting, standing, back=(), candidates=True)
        yield "where conditions may take out", looked
    entering = admission.entering(setting)
    yield "what is decided at the entry", decided(setting, machine.entry, entering)
    for place in machine.places[1:]:
        step = f"step {place.step.id}" if place.step else f"place {place.number}"
        arriving = list(_arriving(setting, place))
        if place.asks:
            stood = occurrences.stood(setting, place, _everything(setting, place), arriving)
            if stood is not None:
                yield f"{step}: what becomes of those who stand here", stood
        if place.parting is not None:
            continue
        movers = moving.movers(setting, place, place.asks, [] if place.asks else arriving)
        yield f"{step}: what is decided for those who go on", decided(setting, place, movers)
    for parting in machine.partings:
        for place in (each for each in machine.places if each.stands):
            left = moving.leaving(setting, parting, place)
            title = f"place {parting.number}: what is decided for those who leave {place.number}"
            yield title, decided(setting, parting, left)
    for order, goal in enumerate(machine.campaign.counted):
        yield f"who {_TITLES[type(goal)]} {goal.name}", goals.reached(setting, goal, order)


_TITLES: dict[type, str] = {
    Goal: "reached the goal", Guard: "did what is guarded against:", Trial: "did what is tested:",
}  # fmt: skip


def _everything(setting: Setting, place: Place) -> Arrivals:
    """All that a tick can bring to a place."""
    looked = bool(setting.machine.campaign.ways_out)
    return Arrivals(
        listened(setting, place), setting.machine.replaces, due=True, stored=place.stands,
        looked=looked,
    )  # fmt: skip


def _arriving(setting: Setting, place: Place) -> Iterator[exp.Query]:
    """Those who come here from the moves of other places."""
    for index in place.sources:
        source = setting.machine.places[index]
        for each in source.move:
            if isinstance(each, Reaching) and each.place == place.index:
                yield moving.arriving(setting, source, each)
