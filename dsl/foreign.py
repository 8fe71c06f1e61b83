"""Words that other languages have for values, in lower case."""

from __future__ import annotations

NOTHING = frozenset(
    {"null", "nil", "none", "nothing", "empty", "blank", "missing", "undefined", "unknown"}
)
YES = frozenset({"true", "yes"})
NO = frozenset({"false", "no"})
