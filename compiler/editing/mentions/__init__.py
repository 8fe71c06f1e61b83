"""Every place of a file where a declared name stands, with what it is the name of.

Whether anything of that name is declared, and in which file, is not known here (see
`compiler/editing/index.py`).
"""

from __future__ import annotations

from typing import Any

from compiler.editing.mentions import events, paths, proving, steps, texts  # they register
from compiler.editing.mentions.place import Place, in_campaign, in_test
from compiler.editing.mentions.registry import Found, below, declared, text
from compiler.editing.symbols import Space, Symbol
from compiler.meaning.names import ROLES
from dsl import tree

__all__ = ["events", "of_declaration", "paths", "proving", "steps", "texts"]


SORTS: dict[type, tuple[Space, str]] = {
    tree.Event: (Space.SHARED, "event"),
    tree.Record: (Space.SHARED, "record"),
    tree.List: (Space.SHARED, "list"),
    tree.Trait: (Space.SHARED, "trait"),
    tree.Predict: (Space.SHARED, "prediction"),
    tree.Score: (Space.SHARED, "score"),
    tree.Segment: (Space.SHARED, "segment"),
    tree.Groups: (Space.SHARED, "groups"),
    tree.Channel: (Space.CHANNEL, "channel"),
    tree.Message: (Space.MESSAGE, "message"),
    tree.Offer: (Space.OFFER, "offer"),
    tree.Hook: (Space.HOOK, "hook"),
    tree.Staff: (Space.STAFF, "colleague"),
    tree.Campaign: (Space.CAMPAIGN, "campaign"),
}
"""What each declaration with a name declares."""


def of_declaration(node: Any) -> Found:
    """The mentions of one declaration."""
    if type(node) in SORTS:
        space, sort = SORTS[type(node)]
        yield declared(Symbol(space, node.name.text), node.name, sort, node)
    if isinstance(node, tree.Customers | tree.Event | tree.Record | tree.Products):
        yield from _fields(node)
    elif isinstance(node, tree.Groups):
        yield from _lines(node)
    elif isinstance(node, tree.Score):
        yield from _parts(node)
    yield from below(node, _place(node))


def _place(node: Any) -> Place:
    if isinstance(node, tree.Campaign):
        return in_campaign(node)
    if isinstance(node, tree.Test):
        return in_test(node)
    return Place(message=node.name.text) if isinstance(node, tree.Message) else Place()


def _fields(node: tree.Customers | tree.Event | tree.Record | tree.Products) -> Found:
    for line in node.fields:
        if line.type is None and line.name.text in ROLES:
            continue
        symbol, owner = _field(node, line.name.text)
        yield declared(symbol, line.name, "field", line)
        for option in line.type.options if line.type else ():
            yield text(option, owner, line)
        if isinstance(line.default, tree.Text):
            yield text(line.default, owner)


def _field(
    node: tree.Customers | tree.Event | tree.Record | tree.Products, name: str
) -> tuple[Symbol, str]:
    """A field, and as whose its choices are known."""
    if isinstance(node, tree.Customers):
        return Symbol(Space.SHARED, name), name
    owner = "products" if isinstance(node, tree.Products) else node.name.text
    return Symbol(Space.FIELD, name, owner), f"{owner}.{name}"


def _lines(node: tree.Groups) -> Found:
    for line in node.lines:
        symbol = Symbol(Space.CHOICE, line.name.text, node.name.text)
        yield declared(symbol, line.name, "group", line)


def _parts(node: tree.Score) -> Found:
    """They are owned as fields are, since they stand behind the score's dot as these do."""
    for part in node.parts:
        symbol = Symbol(Space.FIELD, part.name.text, node.name.text)
        yield declared(symbol, part.name, "part of a score", part)
