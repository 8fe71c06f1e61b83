"""Lines of groups that nobody is in, and groups that leave somebody out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from compiler.catalogue.code import Code
from compiler.holding import Holding
from compiler.model.conditions import All, Condition, Not
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


def check(world: World, built: Sequence[Built], holding: Holding) -> None:
    """W0107 at the name of each line that nothing reaches, W0108 at the name of groups whose last
    line has a condition."""
    for name, node in world.names.groups.items():
        groups = world.groups[name]
        for place, before in _empty(groups, holding):
            line = node.lines[place]
            above = [node.lines[each].name for each in before]
            named = " or ".join(f"`{each.text}`" for each in above)
            world.findings.add(
                "W0107", line.name.span, f"nobody is in `{line.name.text}`: for whom it holds, "
                f"{named} holds before",
                f"put it above {'that line' if len(above) == 1 else 'them'}, or take it out",
                labels=tuple(Label(each.span, "this line is taken") for each in above),
            )  # fmt: skip
        if (node.lines and node.lines[-1].condition is None) or _everybody(groups, holding):
            continue
        world.findings.add(
            "W0108", node.name.span, f"who is in none of these lines is in no group of `{name}`",
            "add a last line such as `others otherwise`",
        )  # fmt: skip


def _empty(groups: Groups, holding: Holding) -> Iterator[tuple[int, list[int]]]:
    """The place of each line that nobody is left for, and of those above that are why."""
    for place, line in enumerate(groups.lines):
        if line.condition is not None and not holding.never(line.condition):
            before = _taken_before(line.condition, groups.lines[:place], holding)
            if before:
                yield place, before


def _taken_before(
    condition: Condition, above: tuple[Group, ...], holding: Holding
) -> list[int]:
    """The fewest lines above that leave nobody; none where somebody is left."""
    left = [place for place, other in enumerate(above) if other.condition is not None]
    if not holding.never(_none_of(condition, above, left)):
        return []
    for place in tuple(left):
        rest = [each for each in left if each != place]
        if holding.never(_none_of(condition, above, rest)):
            left = rest
    return left


def _none_of(condition: Condition, above: tuple[Group, ...], places: Sequence[int]) -> Condition:
    others = [other for place in places if (other := above[place].condition) is not None]
    return All((condition, *map(Not, others)))


def _everybody(groups: Groups, holding: Holding) -> bool:
    """Whether one of the lines holds for everybody."""
    conditions = [line.condition for line in groups.lines if line.condition is not None]
    return bool(conditions) and holding.never(All(tuple(map(Not, conditions))))
