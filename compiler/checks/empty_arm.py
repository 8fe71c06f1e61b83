"""Arms that nobody gets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from compiler.catalogue.code import Code
from compiler.model.steps import Split
from compiler.walk import steps
from dsl import tree

if TYPE_CHECKING:
    from compiler.meaning.campaigns import Built
    from compiler.meaning.world import World

CODES = (
    Code(
        "W0114", "empty-arm",
        "An arm of 0% is given to nobody, so its steps are never done; one that was switched off "
        "for good is better taken out. Where shares move by themselves, each arm keeps some.",
        '''campaign back
  enter every Monday at 09:00 for loyal
  goal purchase within 7 days

  split wording
    short 100%
      send hello by sms
    long 0%
      send hello by email
''',
        '''campaign back
  enter every Monday at 09:00 for loyal
  goal purchase within 7 days

  split wording
    short 90%
      send hello by sms
    long 10%
      send hello by email
''',
    ),
)  # fmt: skip


def check(world: World, built: Sequence[Built]) -> None:
    """W0114 at the name of each arm that nobody gets."""
    for each in built:
        for step in steps(each.campaign) if each.campaign is not None else ():
            node = each.steps.get(step.id)
            if isinstance(step, Split) and isinstance(node, tree.Split) and not step.learns:
                for place in _empty(step):
                    arm = node.arms[place]
                    world.findings.add(
                        "W0114", arm.name.span, f"nobody gets the arm `{arm.name.text}`",
                        "give it a share, or take it out",
                    )  # fmt: skip


def _empty(step: Split) -> list[int]:
    ends = [0, *(arm.until for arm in step.arms)]
    return [place for place, arm in enumerate(step.arms) if arm.until == ends[place]]
