"""Campaigns that would let each other in without end, by what Segue itself does."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from compiler.meaning.blocks import sends
from compiler.meaning.names import OWN_EVENTS
from compiler.meaning.world import World
from dsl import tree
from dsl.diagnostics import Label
from dsl.source import Span

Looks = dict[str, dict[str, Span]]
"""By campaign: the campaigns whose deeds let into it, each with the place that says so."""


def refuse_endless(world: World) -> None:
    """E0205 for every circle of campaigns each of which lets in by what the next one does: an entry
    would cause another a microsecond later, for ever."""
    campaigns = world.names.campaigns
    looks = {name: dict(_lets_in(node, world)) for name, node in campaigns.items()}
    told: set[str] = set()
    for name in looks:
        circle = _circle(name, looks)
        if circle and told.isdisjoint(circle):
            told.update(circle)
            _report(circle, looks, world)


def _lets_in(node: tree.Campaign, world: World) -> Iterator[tuple[str, Span]]:
    for entry in node.entries:
        if not isinstance(entry, tree.EnterOn) or not isinstance(entry.event, tree.EventRef):
            continue
        event = entry.event
        if event.name.text not in OWN_EVENTS or (event.subject is None and not event.any_subject):
            continue
        for name in _doing(event, world):
            yield name, event.span


def _doing(event: tree.EventRef, world: World) -> Iterator[str]:
    """The campaigns that do it."""
    if event.name.text != "sent":
        if event.subject is not None and event.subject.text in world.names.campaigns:
            yield event.subject.text
        return
    for name, node in world.names.campaigns.items():
        sent = {each.message.text for each in sends(node.steps)}
        if sent if event.subject is None else event.subject.text in sent:
            yield name


def _circle(start: str, looks: Looks) -> list[str]:
    """The shortest way from a campaign back to itself; empty where there is none."""
    ways = [[start]]
    seen: set[str] = set()
    for way in ways:
        for following in looks[way[-1]]:
            if following == start:
                return way
            if following not in seen:
                seen.add(following)
                ways.append([*way, following])
    return []


def _report(circle: list[str], looks: Looks, world: World) -> None:
    round_trip = [*circle, circle[0]]
    spans = [looks[one][other] for one, other in pairwise(round_trip)]
    way = " → ".join(f"`{name}`" for name in round_trip)
    title = (
        f"`{circle[0]}` lets in by what it does itself, and would never end" if len(circle) == 1
        else f"these let each other in without end: {way}"
    )  # fmt: skip
    world.findings.add(
        "E0205", spans[0], title,
        "enter on an event of the shop, or by a schedule, and ask for this with `only if`",
        labels=tuple(Label(span, "then here") for span in spans[1:]),
    )  # fmt: skip
