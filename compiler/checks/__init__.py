"""Checks of what is typed already: one rule a file, each with its own entry in the catalogue."""

from __future__ import annotations

from collections.abc import Sequence

from compiler.campaigns import Built
from compiler.world import World


def run(world: World, built: Sequence[Built]) -> None:
    """Every check, in turn."""
