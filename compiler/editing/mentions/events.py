"""Names in what asks about events: `has`, `count of`, `wait for`, `goal` and their `where`."""

from __future__ import annotations

from typing import Any

from compiler.editing.mentions.paths import chosen, path, whole_path
from compiler.editing.mentions.place import Place, kinds, parts
from compiler.editing.mentions.registry import Found, below, looks_through, text, visit
from compiler.editing.symbols import Mention, Space, Symbol
from compiler.meaning.names import OFFER_EVENTS
from dsl import tree


@looks_through(tree.EventRef)
def event(node: tree.EventRef, place: Place) -> Found:
    yield Mention(Symbol(Space.SHARED, node.name.text), node.name.span)
    if node.subject is not None:
        yield Mention(Symbol(_about(node.name.text), node.subject.text), node.subject.span)


def _about(word: str) -> Space:
    """What an event of Segue's own names behind it."""
    if word in ("entered", "left"):
        return Space.CAMPAIGN
    return Space.OFFER if word in OFFER_EVENTS else Space.MESSAGE


_OneEvent = tree.Alternative | tree.Has | tree.Followed | tree.UsedBy


@looks_through(tree.Alternative, tree.Has, tree.Followed, tree.UsedBy)
def _of_event(node: _OneEvent, place: Place) -> Found:
    """What is said of one event, with a `where` over it."""
    row = place.at((node.event.name.text,))
    for part in parts(node):
        yield from visit(part, row if part is node.where else place)


@looks_through(tree.EnterOn, tree.LeaveOn, tree.Guard, tree.Trial)
def of_events(node: Any, place: Place) -> Found:
    """Lines about events, with a `where` over all of them."""
    row = place.at(kinds(node.events))
    for part in parts(node):
        over = part is node.where or part is getattr(node, "worth", None)
        if not isinstance(part, tree.Name):
            yield from visit(part, row if over else place)


@looks_through(tree.Aggregate, tree.Edge)
def _measured(node: tree.Aggregate | tree.Edge, place: Place) -> Found:
    """`sum of purchase.amount`, `last purchase`."""
    if isinstance(node.subject, tree.Path):
        yield from whole_path(node.subject)
        row = (node.subject.parts[0].text,)
    else:
        yield from event(node.subject, place)
        row = (node.subject.name.text,)
    if node.window is not None:
        yield from visit(node.window, place)
    if node.where is not None:
        yield from visit(node.where, place.at(row))


@looks_through(tree.Compare, tree.OneOf)
def _compare(node: tree.Compare | tree.OneOf, place: Place) -> Found:
    """A value, and the texts that it is compared with: of `one of`, or of groups."""
    yield from below(node, place)
    value = node.left if isinstance(node, tree.Compare) else node.value
    texts = (node.right,) if isinstance(node, tree.Compare) else node.options
    if isinstance(value, tree.Path):
        for owner in chosen(value, place):
            yield from (text(each, owner) for each in texts if isinstance(each, tree.Text))


@looks_through(tree.Again)
def _again(node: tree.Again, place: Place) -> Found:
    """`once per cart`: of the entering event."""
    if node.field is not None:
        yield from path(node.field, place.at(place.entry))


@looks_through(tree.EnterAround)
def _around(node: tree.EnterAround, place: Place) -> Found:
    yield from whole_path(node.field)


@looks_through(tree.EnterBecoming)
def _becoming(node: tree.EnterBecoming, place: Place) -> Found:
    yield from path(node.field, place)
    for owner in chosen(node.field, place):
        yield from (text(each, owner) for each in (node.source, node.target) if each is not None)
