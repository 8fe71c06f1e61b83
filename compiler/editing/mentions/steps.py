"""Names that the lines of a campaign declare in it: steps, goals, splits and their arms."""

from __future__ import annotations

from typing import Any

from compiler.editing.mentions.events import of_events
from compiler.editing.mentions.paths import path
from compiler.editing.mentions.place import Place
from compiler.editing.mentions.registry import Found, below, declared, looks_through
from compiler.editing.symbols import Mention, Space, Symbol
from dsl import tree
from dsl.source import Span


@looks_through(
    tree.Wait, tree.WaitUntil, tree.WaitAround, tree.BestHour, tree.WaitForFirst, tree.Repeat,
    tree.If, tree.Leave, tree.SetField, tree.OnList, tree.Give, tree.Call,
)  # fmt: skip
def _step(node: Any, place: Place) -> Found:
    yield from _called(node, place)
    yield from below(node, place)


def _called(node: Any, place: Place) -> Found:
    """The name of a step (`as NAME`)."""
    if node.called is not None:
        symbol = Symbol(Space.STEP, node.called.text, place.campaign)
        yield declared(symbol, node.called, "step", node)


@looks_through(tree.WaitFor, tree.UntilEvent)
def _wait(node: tree.WaitFor | tree.UntilEvent, place: Place) -> Found:
    yield from _called(node, place)
    if isinstance(node, tree.WaitFor):
        yield from _seen(node, place)
    yield from of_events(node, place)


@looks_through(tree.Way)
def _way(node: tree.Way, place: Place) -> Found:
    yield from _seen(node, place)
    yield from of_events(node, place)


def _seen(node: tree.WaitFor | tree.Way, place: Place) -> Found:
    """The name of the event that a wait saw."""
    if node.name is not None:
        symbol = Symbol(Space.STEP, node.name.text, place.campaign)
        yield declared(symbol, node.name, "event that a wait saw", node)


@looks_through(tree.Goal)
def _goal(node: tree.Goal, place: Place) -> Found:
    if node.name is not None:
        symbol = Symbol(Space.GOAL, node.name.text, place.campaign)
        yield declared(symbol, node.name, "goal", node)
    elif len(node.events) == 1:
        symbol = Symbol(Space.GOAL, node.events[0].event.name.text, place.campaign)
        yield Mention(symbol, _word(node), True, UNNAMED, node.span)
    yield from of_events(node, place)


UNNAMED = "goal by its event"
"""A goal without a name, which is known by that of its event; the word `goal` declares it."""


def _word(node: tree.Goal) -> Span:
    return Span(node.span.path, node.span.start, node.span.start + len("goal"))


@looks_through(tree.Split)
def _split(node: tree.Split, place: Place) -> Found:
    yield from _called(node, place)
    split = Symbol(Space.SPLIT, node.name.text, place.campaign)
    yield declared(split, node.name, "split", node)
    if node.goal is not None:
        yield Mention(Symbol(Space.GOAL, node.goal.text, place.campaign), node.goal.span)
    for arm in node.arms:
        symbol = Symbol(Space.ARM, arm.name.text, f"{place.campaign}.{node.name.text}")
        yield declared(symbol, arm.name, "arm", arm)
    yield from below(node, place)


@looks_through(tree.Send)
def _send(node: tree.Send, place: Place) -> Found:
    yield from _called(node, place)
    if node.to is not None and len(node.to.parts) == 1:
        yield Mention(Symbol(Space.STAFF, node.to.parts[0].text), node.to.span)
    elif node.to is not None:
        yield from path(node.to, place)
