"""Steps behind one at which every customer has left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from compiler.catalogue.code import Code
from compiler.meaning.blocks import inner_blocks
from dsl import tree

if TYPE_CHECKING:
    from compiler.meaning.campaigns import Built
    from compiler.meaning.world import World

CODES = (
    Code(
        "W0103", "unreachable-step",
        "Behind a `leave`, or behind branches that all end in one, nobody is left, so the step is "
        "never reached.",
        '''campaign thanks
  enter every Monday at 09:00 for loyal
  goal purchase within 7 days

  send hello by email
  leave "thanked"
  send receipt by email
''',
        '''campaign thanks
  enter every Monday at 09:00 for loyal
  goal purchase within 7 days

  send hello by email
  send receipt by email
  leave "thanked"
''',
    ),
)  # fmt: skip


def check(world: World, built: Sequence[Built]) -> None:
    """W0103 at the first step of each block that nothing reaches."""
    for each in built:
        _block(each.node.steps, world)


def _block(steps: tuple[tree.Step, ...], world: World) -> None:
    for place, step in enumerate(steps):
        for inner in inner_blocks(step):
            _block(inner, world)
        if _ends(step) and place + 1 < len(steps):
            world.findings.add(
                "W0103", steps[place + 1].span, "nobody reaches this step",
                "every customer has left at the step above it",
            )  # fmt: skip
            return


def _ends(step: tree.Step) -> bool:
    """Whether nobody goes on behind the step."""
    if isinstance(step, tree.Leave):
        return True
    inner = inner_blocks(step)
    return bool(inner) and all(any(_ends(each) for each in block) for block in inner)
