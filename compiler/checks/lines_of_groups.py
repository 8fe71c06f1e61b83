"""Lines of groups that nobody is in, and groups that leave somebody out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from compiler.catalogue.code import Code
from compiler.holding.implied import implies
from compiler.model.declarations import Group, Groups
from dsl.diagnostics import Label

if TYPE_CHECKING:
    from compiler.meaning.campaigns import Built
    from compiler.meaning.world import World

CODES = (
    Code(
        "W0107", "empty-group",
        "The first line of groups that holds is taken. Where a line above holds for everybody for "
        "whom this one does, nobody is left for it.",
        "groups size\n  some  when orders >= 1\n  many  when orders >= 5\n  none_yet  otherwise\n",
        "groups size\n  many  when orders >= 5\n  some  when orders >= 1\n  none_yet  otherwise\n",
    ),
    Code(
        "W0108", "groups-without-otherwise",
        "For whom no line of groups holds is in none of them: the groups are then unknown, and "
        "every comparison with them is false. A last line with `otherwise` names these customers.",
        "groups size\n  some  when orders >= 1\n",
        "groups size\n  some  when orders >= 1\n  none_yet  otherwise\n",
    ),
)  # fmt: skip


def check(world: World, built: Sequence[Built]) -> None:
    """W0107 at the name of each line that nothing reaches, W0108 at the name of groups whose last
    line has a condition."""
    for name, node in world.names.groups.items():
        groups = world.groups[name]
        for place, before in _empty(groups):
            line, above = node.lines[place], node.lines[before]
            world.findings.add(
                "W0107", line.name.span, f"nobody is in `{line.name.text}`: for whom it holds, "
                f"`{above.name.text}` holds before", "put it above that line, or take it out",
                labels=(Label(above.name.span, "this line is taken"),),
            )  # fmt: skip
        if node.lines and node.lines[-1].condition is None:
            continue
        world.findings.add(
            "W0108", node.name.span, f"who is in none of these lines is in no group of `{name}`",
            "add a last line such as `others otherwise`",
        )  # fmt: skip


def _empty(groups: Groups) -> Iterator[tuple[int, int]]:
    """The place of each line that is seen to be empty, and of the line above that is why."""
    for place, line in enumerate(groups.lines):
        before = _taken_before(line, groups.lines[:place])
        if before is not None:
            yield place, before


def _taken_before(line: Group, above: tuple[Group, ...]) -> int | None:
    if line.condition is None:
        return None
    for place, other in enumerate(above):
        if other.condition is not None and implies(line.condition, other.condition):
            return place
    return None
