"""From what the grammar recognised to the nodes of dsl/tree: one function per rule."""

from __future__ import annotations

from dsl.builders import campaigns, conditions, declarations, literals, offers, proving, values
from dsl.builders.registry import BUILDERS, NOT_BUILT, Builder, Refused

__all__ = [
    "BUILDERS", "NOT_BUILT", "Builder", "Refused", "campaigns", "conditions", "declarations",
    "literals", "offers", "proving", "values",
]  # fmt: skip
