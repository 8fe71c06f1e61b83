"""Checks of what is typed already: one rule a file, each with its own entry in the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from compiler.checks import (
    always_capped,
    early_goal,
    empty_arm,
    endless_quiet,
    fixed_conditions,
    law,
    lines_of_groups,
    missed_wait,
    never_comes,
    never_did,
    outlives,
    placeholders,
    quiet_lines,
    same_hours,
    too_many,
    unreachable,
    unreached_branches,
    unused,
    variables,
    wait_into_quiet,
)
from compiler.holding import Holding

if TYPE_CHECKING:
    from compiler.meaning.campaigns import Built
    from compiler.meaning.world import World

CODES = (
    *variables.CODES, *endless_quiet.CODES, *unused.CODES, *early_goal.CODES,
    *unreachable.CODES, *wait_into_quiet.CODES, *lines_of_groups.CODES, *placeholders.CODES,
    *fixed_conditions.CODES, *unreached_branches.CODES,
    *never_comes.CODES, *empty_arm.CODES, *missed_wait.CODES,
    *quiet_lines.CODES, *always_capped.CODES, *outlives.CODES, *same_hours.CODES, *too_many.CODES,
    *never_did.CODES, *law.CODES,
)  # fmt: skip


def run(world: World, built: Sequence[Built]) -> None:
    """Every check, in turn. What nothing uses is only looked for where all else is right: an
    error elsewhere is mostly why it is not used."""
    variables.check(world, built)
    endless_quiet.check(world, built)
    law.check(world)
    unreachable.check(world, built)
    if world.findings.wrong or world.names.broken or world.customers is None:
        return
    wait_into_quiet.check(world, built)
    early_goal.check(world, built)
    holding = Holding(world, world.zone)
    lines_of_groups.check(world, built, holding)
    fixed_conditions.check(world, built, holding)
    unreached_branches.check(world, built, holding)
    never_did.check(world, built, holding)
    never_comes.check(world, built)
    empty_arm.check(world, built)
    missed_wait.check(world, built)
    quiet_lines.check(world, built)
    always_capped.check(world, built)
    outlives.check(world, built)
    same_hours.check(world, built, holding)
    too_many.check(world, built, holding)
    unused.check(world, built)
