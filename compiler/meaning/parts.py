"""What can stand behind the dot of a score: its parts, and the named group."""

from __future__ import annotations

from decimal import Decimal

from dsl import tree

GROUP = "group"
"""The part that no line declares: the named group."""


CELLS = {
    "Champions": ((5, 5), (4, 5)),
    "Loyal Customers": ((3, 4), (4, 5)),
    "Potential Loyalist": ((4, 5), (2, 3)),
    "New Customers": ((5, 5), (1, 1)),
    "Promising": ((4, 4), (1, 1)),
    "Need Attention": ((3, 3), (3, 3)),
    "About To Sleep": ((3, 3), (1, 2)),
    "At Risk": ((1, 2), (3, 4)),
    "Can't Lose Them": ((1, 2), (5, 5)),
    "Hibernating": ((2, 2), (1, 2)),
    "Lost": ((1, 1), (1, 2)),
}
"""The eleven usual names, each with its lowest and highest recency and frequency; all 25 cells
have one."""


def grouped(node: tree.Score) -> bool:
    """Whether the score has named groups: they are of a recency and a frequency from 1 to 5."""
    best = {part.name.text: part.high.value for part in node.parts}
    return best.get("recency") == best.get("frequency") == Decimal(5)
