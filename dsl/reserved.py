"""The words that no name may be. A test computes both lists from the parse tables: it fails when
the grammar takes one more word from the marketers, so that this is done on purpose only."""

from __future__ import annotations

FROM_GRAMMAR = frozenset(
    {
        "all", "any", "average", "count", "distinct", "first", "has", "in", "largest", "last",
        "median", "most", "moved", "no", "none", "not", "smallest", "sum", "today", "unused", "yes",
    }
)  # fmt: skip
"""Where these may stand, a name may stand too."""

RESERVED = FROM_GRAMMAR | {"and", "between", "else", "is", "or", "where"}
"""No name may be one of these: what the grammar needs, and what a reader would stumble over."""

RESERVED_BEHIND = frozenset(
    {
        "across", "and", "as", "becomes", "before", "between", "changes", "contains",
        "drop", "ends", "followed", "for", "from", "hold", "is", "matches", "message", "more", "or",
        "since", "starts", "this", "until", "where", "with", "within",
    }
)  # fmt: skip
"""What else no segment, message or channel may be called: these words can follow where such a
name stands behind another word, as in `has clicked reminder` and `has clicked where …`."""
