"""Campaigns that would let each other in without end, by what Segue itself does."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from compiler.meaning.blocks import sends, steps, top
from compiler.meaning.circles import say_circle
from compiler.meaning.names import OWN_EVENTS
from compiler.meaning.paths import spelled
from compiler.meaning.world import World
from compiler.model.offers import GIVEN
from dsl import tree
from dsl.source import Span

Looks = dict[str, dict[str, Span]]
"""By campaign: those that let into it by what they do, each with the place that says so."""


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
            steps = [looks[one][other] for one, other in pairwise([*circle, circle[0]])]
            say_circle(
                world, circle, steps,
                f"`{circle[0]}` lets in by what it does itself, and would never end",
                "these let each other in without end",
                "enter on an event of the shop, or by a schedule, and ask for this with `only if`",
            )  # fmt: skip


def _lets_in(node: tree.Campaign, world: World) -> Iterator[tuple[str, Span]]:
    for entry in node.entries:
        if isinstance(entry, tree.EnterBecoming):
            yield from ((name, entry.span) for name in _setting(entry, world))
        if isinstance(entry, tree.EnterOn):
            for each in entry.events:
                yield from ((name, each.event.span) for name in _doing(each.event, world))


def _setting(entry: tree.EnterBecoming, world: World) -> Iterator[str]:
    """The campaigns that set the field to the text that lets in."""
    for name, node in world.names.campaigns.items():
        for step in steps(top(node)):
            if (
                isinstance(step, tree.SetField)
                and step.field.text == spelled(entry.field)
                and isinstance(step.value, tree.Text)
                and step.value.value == entry.target.value
            ):
                yield name


def _doing(event: tree.EventRef, world: World) -> Iterator[str]:
    """The campaigns that do it, where it is something that campaigns do."""
    if event.name.text not in (*OWN_EVENTS, GIVEN):
        return
    if event.subject is None and not event.any_subject:
        return
    if event.name.text == GIVEN:
        yield from _giving(event, world)
        return
    if event.name.text != "sent":
        if event.subject is not None and event.subject.text in world.names.campaigns:
            yield event.subject.text
        return
    for name, node in world.names.campaigns.items():
        sent = {each.message.text for each in sends(top(node))}
        if sent if event.subject is None else event.subject.text in sent:
            yield name


def _giving(event: tree.EventRef, world: World) -> Iterator[str]:
    for name, node in world.names.campaigns.items():
        given = {each.offer.text for each in steps(top(node)) if isinstance(each, tree.Give)}
        if event.subject is not None and event.subject.text in given:
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
