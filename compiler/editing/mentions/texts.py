"""Names in the texts of messages: `{{ customer.name }}`, `{{ entry.product }}`."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.editing.mentions.place import Place
from compiler.editing.mentions.registry import Found, below, looks_through
from compiler.editing.symbols import Mention, Space, Symbol
from compiler.inside import Inside, in_block, in_text
from compiler.liquid import Variable, read
from dsl import tree


@looks_through(tree.Variant)
def _variant(node: tree.Variant, place: Place) -> Found:
    for text, inside in _texts(node):
        for variable in read(text).variables:
            yield from _shown(variable, inside, place)
    yield from below(node, place)


def _texts(node: tree.Variant) -> Iterator[tuple[str, Inside]]:
    if node.subject is not None:
        yield node.subject.value, in_text(node.subject)
    if node.text is not None:
        yield node.text.value, in_block(node.text)


def _shown(variable: Variable, inside: Inside, place: Place) -> Found:
    """The owner and the field of a variable, each where it stands."""
    owner, *fields = variable.path
    first = inside(variable.start, variable.start + len(owner))
    symbol = _field(owner, fields[0], place) if fields else None
    if owner not in ("customer", "entry", "campaign"):
        yield Mention(Symbol(Space.SHARED, owner), first)
        yield Mention(Symbol(Space.OFFER, owner), first)
    if symbol is not None and len(fields) == 1:
        yield Mention(symbol, inside(variable.end - len(fields[0]), variable.end))


def _field(owner: str, name: str, place: Place) -> Symbol | None:
    if owner == "customer":
        return Symbol(Space.SHARED, name)
    if owner == "entry":
        return Symbol(Space.ENTRY, name, place.message)
    return None if owner == "campaign" else Symbol(Space.FIELD, name, owner)
