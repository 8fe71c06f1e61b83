"""What the words before a place say of it: over which events one is, and in what campaign."""

from __future__ import annotations

from collections.abc import Sequence

from compiler.editing.index import Index
from compiler.editing.mentions.place import Kinds, Place, in_campaign, in_test
from compiler.editing.spot import Spot
from compiler.editing.symbols import Space, Symbol
from dsl import tree
from dsl.lexer import Token

_SEVERAL = frozenset({"enter", "leave", "goal", "guard", "wait", "unless", "until", "split"})
"""Lines whose `where` is over all events before it."""


def around(here: Spot, index: Index) -> Place:
    """The place: its campaign or test, as far as it is typed, and the events of a `where`."""
    node = here.declaration
    place = Place()
    if isinstance(node, tree.Campaign):
        place = in_campaign(node)
    elif isinstance(node, tree.Test):
        place = in_test(node)
    elif isinstance(node, tree.Message):
        place = Place(message=node.name.text)
    return place.at(_row(here, index))


def events_before(tokens: Sequence[Token], index: Index) -> Kinds:
    """The declared events and records among these words."""
    return tuple(token.text for token in tokens if _is_several(token, index))


def _is_several(token: Token, index: Index) -> bool:
    found = index.declared.get(Symbol(Space.SHARED, token.text))
    return token.kind == "NAME" and found is not None and found.sort in ("event", "record")


def _row(here: Spot, index: Index) -> Kinds | None:
    """The events of the `where` that one is in; it ends with a comma or its parenthesis."""
    depth = 0
    for at in range(len(here.before) - 1, -1, -1):
        token = here.before[at]
        depth += {"RPAR": 1, "LPAR": -1}.get(token.kind, 0)
        if token.kind == "COMMA" and depth == 0:
            return None
        if token.text == "where" and depth <= 0:
            return _over(here.before[:at], index)
    return None


def _over(before: Sequence[Token], index: Index) -> Kinds:
    opened = max((at for at, token in enumerate(before) if token.kind == "LPAR"), default=-1)
    closed = max((at for at, token in enumerate(before) if token.kind == "RPAR"), default=-1)
    inside = before[opened + 1 :] if opened > closed else before
    found = events_before(inside, index)
    if opened <= closed and before[0].text in _SEVERAL and "if" not in [t.text for t in before[:2]]:
        return found
    return found[-1:]
