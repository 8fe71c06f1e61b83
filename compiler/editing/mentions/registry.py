"""What the modules beside this one share: how a node of the tree is looked through for names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from compiler.editing.mentions.place import Place, parts
from compiler.editing.symbols import Mention, Space, Symbol
from dsl import tree
from dsl.source import Span

Found = Iterator[Mention]
_Own = Callable[[Any, Place], Found]
_Function = TypeVar("_Function", bound=_Own)

_OWN: dict[type, _Own] = {}


def looks_through(*kinds: type) -> Callable[[_Function], _Function]:
    """Registers a function as what looks through nodes of these kinds, and below them."""

    def register(function: _Function) -> _Function:
        _OWN.update(dict.fromkeys(kinds, function))
        return function

    return register


USES: dict[type, tuple[tuple[str, Space], ...]] = {
    tree.InSegment: (("name", Space.SHARED),),
    tree.OnList: (("list", Space.SHARED),),
    tree.EnterEvery: (("segment", Space.SHARED),),
    tree.EnterAt: (("segment", Space.SHARED),),
    tree.EnterMoving: (("segment", Space.SHARED),),
    tree.InBest: (("across", Space.SHARED),),
    tree.Aggregate: (("across", Space.SHARED),),
    tree.SetField: (("field", Space.SHARED),),
    tree.GivenRecord: (("record", Space.SHARED),),
    tree.ExpectInSegment: (("segment", Space.SHARED),),
    tree.Reachable: (("channel", Space.CHANNEL),),
    tree.Variant: (("channel", Space.CHANNEL),),
    tree.FailChannel: (("channel", Space.CHANNEL),),
    tree.Send: (("message", Space.MESSAGE), ("channels", Space.CHANNEL)),
    tree.ExpectMessage: (("message", Space.MESSAGE), ("channel", Space.CHANNEL)),
    tree.HasUnused: (("offer", Space.OFFER),),
    tree.Give: (("offer", Space.OFFER),),
    tree.Call: (("hook", Space.HOOK),),
    tree.ExpectCalled: (("hook", Space.HOOK),),
    tree.ExpectReached: (("campaign", Space.CAMPAIGN),),
}
"""Which names of a node are of which space, whatever stands around it."""


def visit(node: Any, place: Place) -> Found:
    """The mentions in a node."""
    for attribute, space in USES.get(type(node), ()):
        value = getattr(node, attribute)
        for name in value if isinstance(value, tuple) else (value,):
            if name is not None:
                yield Mention(Symbol(space, name.text), name.span)
    own = _OWN.get(type(node))
    yield from own(node, place) if own is not None else below(node, place)


def below(node: Any, place: Place) -> Found:
    """The mentions in what stands directly in a node."""
    for part in parts(node):
        yield from visit(part, place)


def declared(symbol: Symbol, name: tree.Node, sort: str, node: tree.Node) -> Mention:
    """The mention that declares `symbol` as a `sort`, by the whole of `node`."""
    return Mention(symbol, name.span, True, sort, node.span)


def text(node: tree.Text, owner: str, within: tree.Node | None = None) -> Mention:
    """What stands between the quotes of one of the choices that `owner` has; declared where it
    stands in the declaration `within`."""
    inside = Span(node.span.path, node.span.start + 1, node.span.end - 1)
    symbol = Symbol(Space.CHOICE, node.value, owner)
    if within is None:
        return Mention(symbol, inside)
    return Mention(symbol, inside, True, "choice", within.span)
