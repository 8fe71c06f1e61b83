"""The reference interpreter: the rules of the semantics, executed for one customer at a time."""

from __future__ import annotations

from runtime.interpreter.applying import Applied
from runtime.interpreter.interpret import interpret
from runtime.interpreter.snapshot import members, populations, snapshots
from runtime.interpreter.view import Populations, Position, View

__all__ = [
    "Applied",
    "Populations",
    "Position",
    "View",
    "interpret",
    "members",
    "populations",
    "snapshots",
]
