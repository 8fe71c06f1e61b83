"""Conditions that nobody can fulfil, or that everybody does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from compiler.catalogue.code import Code
from compiler.checks.asked import Asked, asked
from compiler.holding import Holding
from compiler.model.conditions import All, AnyOf, Between, Compare, Condition
from compiler.model.values import Const
from dsl import tree
from dsl.diagnostics import Label

if TYPE_CHECKING:
    from compiler.meaning.campaigns import Built
    from compiler.meaning.world import World

CODES = (
    Code(
        "W0110", "never-holds",
        "A segment that nobody can be in is empty without a word: its campaign runs, and no "
        "customer ever hears of it. Mostly two lines exclude each other, or a sign is turned "
        "around. Seen are borders of numbers, money, dates and times, how long ago something was, "
        "texts that are one of several, yes and no, what is known and unknown, how often and when "
        "something happened, all of it through `and`, `or`, `not`, segments, groups and traits. "
        "Not seen is what hangs on how two values of a customer compare or calculate.",
        "segment asleep\n  last purchase more than 60 days ago\n  has purchase in last 30 days\n",
        "segment asleep\n  has purchase\n  no purchase in last 60 days\n",
    ),
    Code(
        "W0111", "always-holds",
        "A condition that holds for everybody leaves nobody out, so it does nothing: mostly some "
        "other number or another sign was meant. How far it is seen is said at never-holds.",
        "segment buyers\n  orders >= 0\n  wants_email\n",
        "segment buyers\n  orders >= 1\n  wants_email\n",
    ),
)  # fmt: skip


def check(world: World, built: Sequence[Built], holding: Holding) -> None:
    """W0110 and W0111 at each condition of segments, groups and campaigns, or at the part of one
    that is why. What campaigns know of their customers is looked at by `unreached_branches`."""
    for each in asked(world, built):
        _look(each, world, holding)


def _look(each: Asked, world: World, holding: Holding) -> None:
    if holding.never(each.condition):
        _never(each, world, holding)
    elif holding.always(each.condition):
        node, condition = _always(each.node, each.condition, holding)
        if not _said_already(condition):
            world.findings.add("W0111", node.span, each.always,
                               "say what is meant, or take it out")  # fmt: skip
    else:
        for node, condition in parts(each.node, each.condition):
            _look(Asked(node, condition, "this can never hold, so it adds nobody"), world, holding)


def parts(
    node: tree.Condition, condition: Condition
) -> Iterator[tuple[tree.Condition, Condition]]:
    """The parts of an `and` or `or`, as they are written and as they are typed."""
    written = node.parts if isinstance(node, tree.All | tree.Any) else ()
    typed = condition.parts if isinstance(condition, All | AnyOf) else ()
    if len(written) == len(typed):
        yield from zip(written, typed, strict=True)


def _never(each: Asked, world: World, holding: Holding) -> None:
    why = reasons(each.node, each.condition, holding)
    if len(why) == 1 and _said_already(why[0][1]):
        return
    (*others, (last, _)) = why
    help = "these lines exclude each other: change one, or say that `any of` them is enough"
    world.findings.add(
        "W0110", last.span, each.never, help if others else "say what is meant, or take it out",
        labels=tuple(Label(node.span, "because of this") for node, _ in others),
    )  # fmt: skip


def _always(
    node: tree.Condition, condition: Condition, holding: Holding
) -> tuple[tree.Condition, Condition]:
    """The one way of several that holds for everybody, where one alone does."""
    for inner, part in parts(node, condition) if isinstance(condition, AnyOf) else ():
        if holding.always(part):
            return _always(inner, part, holding)
    return node, condition


Why = list[tuple[tree.Condition, Condition]]


def reasons(node: tree.Condition, condition: Condition, holding: Holding) -> Why:
    """The fewest parts that cannot hold together, as far as they stand beside each other."""
    left = list(parts(node, condition)) if isinstance(condition, All) else []
    if not left:
        return [(node, condition)]
    for part in tuple(left):
        rest = [each for each in left if each is not part]
        if rest and holding.never(All(tuple(each for _, each in rest))):
            left = rest
    return reasons(*left[0], holding) if len(left) == 1 else left


def _said_already(condition: Condition) -> bool:
    """Two fixed values are compared (W0105)."""
    if isinstance(condition, Compare):
        return isinstance(condition.left, Const) and isinstance(condition.right, Const)
    return isinstance(condition, Between) and (
        isinstance(condition.low, Const) and isinstance(condition.high, Const)
    )


