"""What the names of a path stand for, which depends on where it stands."""

from __future__ import annotations

from collections.abc import Iterable

from compiler.editing.mentions.place import Place
from compiler.editing.mentions.registry import Found, looks_through
from compiler.editing.symbols import Mention, Space, Symbol
from dsl import tree


@looks_through(tree.Path)
def path(node: tree.Path, place: Place) -> Found:
    """`city`, `customer.city`, `entry.total`, `rfm.recency`, `answer.cart`, `booking.starts`."""
    first, *rest = node.parts
    if not rest:
        yield from _alone(first, place)
        return
    yield from _owner(first, place)
    for owner in _owners(first.text, place):
        yield from (Mention(_dotted(owner, name.text), name.span) for name in rest[:1])


def whole_path(node: tree.Path) -> Found:
    """A path that no `where` is around: `purchase.amount`, `booking.starts`, `revenue`."""
    yield from path(node, Place())


def chosen(node: tree.Path, place: Place) -> list[str]:
    """Who owns the texts that the value of a path can be."""
    first, *rest = node.parts
    if not rest:
        return [f"{row}.{first.text}" for row in place.row] if place.row else [first.text]
    owners = _owners(first.text, place)
    return [f"{owner}.{rest[0].text}" if owner else rest[0].text for owner in owners]


def _alone(name: tree.Name, place: Place) -> Found:
    if place.row is None:
        yield Mention(Symbol(Space.SHARED, name.text), name.span)
    else:
        yield from _in_each(place.row, name)


def _in_each(owners: Iterable[str], name: tree.Name) -> Found:
    for owner in owners:
        yield Mention(Symbol(Space.FIELD, name.text, owner), name.span)


def _owner(name: tree.Name, place: Place) -> Found:
    """What stands before the dot."""
    if name.text in place.answers:
        yield Mention(Symbol(Space.STEP, name.text, place.campaign), name.span)
    elif name.text not in ("customer", "entry"):
        yield Mention(Symbol(Space.SHARED, name.text), name.span)
        yield Mention(Symbol(Space.OFFER, name.text), name.span)


def _owners(name: str, place: Place) -> tuple[str, ...]:
    """The events or records whose field stands behind `name.`; "" for the customer."""
    if name == "customer":
        return ("",)
    if name == "entry":
        return place.entry
    return place.answers.get(name, (name,))


def _dotted(owner: str, name: str) -> Symbol:
    if not owner:
        return Symbol(Space.SHARED, name)
    return Symbol(Space.FIELD, name, owner)
