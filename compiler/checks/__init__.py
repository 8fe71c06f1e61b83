"""Checks of what is typed already: one rule a file, each with its own entry in the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from compiler.checks import (
    early_goal,
    endless_quiet,
    lines_of_groups,
    placeholders,
    unreachable,
    unused,
    variables,
    wait_into_quiet,
)

if TYPE_CHECKING:
    from compiler.meaning.campaigns import Built
    from compiler.meaning.world import World

CODES = (
    *variables.CODES, *endless_quiet.CODES, *unused.CODES, *early_goal.CODES,
    *unreachable.CODES, *wait_into_quiet.CODES, *lines_of_groups.CODES, *placeholders.CODES,
)  # fmt: skip


def run(world: World, built: Sequence[Built]) -> None:
    """Every check, in turn. What nothing uses is only looked for where all else is right: an
    error elsewhere is mostly why it is not used."""
    variables.check(world, built)
    endless_quiet.check(world, built)
    unreachable.check(world, built)
    if world.findings.wrong or world.names.broken:
        return
    wait_into_quiet.check(world, built)
    early_goal.check(world, built)
    lines_of_groups.check(world, built)
    unused.check(world, built)
