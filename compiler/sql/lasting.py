"""`has purchase since last cart_add` asks for no more than when the last purchase was.

Both instants are found at once, where the purchases would have to wait for the cart additions.
"""

from __future__ import annotations

from dataclasses import replace

from compiler.model.conditions import Has, When
from compiler.model.values import Edge, Type
from compiler.model.windows import Since
from compiler.walk import children


def of_the_last(asked: Has) -> When | None:
    """The same of the last occurrence, where the window begins with an event; None elsewhere: a
    border that is known beforehand lets old events be skipped (S13)."""
    window = asked.of.window
    if not isinstance(window, Since) or not _of_an_event(window.start):
        return None
    return When(Edge("last", replace(asked.of, window=None), None, Type.TIME), window)


def _of_an_event(node: object) -> bool:
    return isinstance(node, Edge) or any(_of_an_event(child) for child in children(node))
