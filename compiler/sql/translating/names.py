"""Names, of which PostgreSQL keeps no more than so many bytes."""

from __future__ import annotations

import hashlib

LONGEST = 63
WHOLE, MARKED = 40, 20
"""How much of a longer name is kept as it stands, and of its hash."""


def named(name: str) -> str:
    """The name under which PostgreSQL has what is called so."""
    if len(name.encode()) <= LONGEST:
        return name
    mark = hashlib.md5(name.encode()).hexdigest()[:MARKED]
    return name.encode()[:WHOLE].decode(errors="ignore") + mark
