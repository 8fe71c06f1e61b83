"""Conditions that leave out who never did something, without saying so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from compiler.catalogue.code import Code
from compiler.checks.fixed_conditions import parts
from compiler.holding import Holding
from compiler.holding.formula import TRUE, Formula, every
from compiler.holding.lowering import counted
from compiler.holding.subjects import count
from compiler.model.conditions import All, Compare, Condition, When
from compiler.model.values import Aggregate, Edge, Occurrences, Value
from compiler.model.windows import Before, MoreThanAgo
from dsl import tree

if TYPE_CHECKING:
    from compiler.meaning.campaigns import Built
    from compiler.meaning.world import World

CODES = (
    Code(
        "W0122", "never-did",
        "What was done last, and an average, are unknown of who never did it, and a comparison "
        "with what is unknown is false. So `last purchase more than 60 days ago` leaves out who "
        "never bought, which is easily missed: mostly they are the larger part of those who have "
        "not bought in 60 days. Where a line beside it says that they are left out, nothing is "
        "said. Looked at are segments and groups.",
        "segment asleep\n  last purchase more than 60 days ago\n",
        "segment asleep\n  has purchase\n  last purchase more than 60 days ago\n\n"
        "segment asleep_or_new\n  no purchase in last 60 days\n",
    ),
)  # fmt: skip

UNKNOWN_OVER_NONE = ("average", "smallest", "largest", "median")


def check(world: World, built: Sequence[Built], holding: Holding) -> None:
    """W0122 at each part of a condition that needs something done, where nothing beside it does."""
    for name, node in world.names.segments.items():
        _look(node.condition, world.segments[name].condition, TRUE, world, holding)
    for name, groups in world.names.groups.items():
        given: Formula = TRUE
        for line, made in zip(groups.lines, world.groups[name].lines, strict=True):
            if line.condition is not None and made.condition is not None:
                _look(line.condition, made.condition, given, world, holding)
                not_so = holding.lowering.formula(made.condition, holds=False)
                given = every((given, not_so))


def _look(
    node: tree.Condition, condition: Condition, given: Formula, world: World, holding: Holding
) -> None:
    """`given`: what is said beside it."""
    pairs = list(parts(node, condition))
    for inner, part in pairs:
        others = [other for _, other in pairs if other is not part]
        beside = map(holding.lowering.formula, others if isinstance(condition, All) else [])
        _look(inner, part, every((given, *beside)), world, holding)
    of = None if pairs else _needs(condition, holding)
    if of is not None and holding.possible(every((given, counted(count(of), False)))):
        world.findings.add(
            "W0122", node.span, f"this leaves out who never did `{of.event}`",
            f"say so in a line beside it, `has {of.event}`"
            + (f", or write `no {of.event} in last …`" if isinstance(condition, When) else ""),
        )  # fmt: skip


def _needs(condition: Condition, holding: Holding) -> Occurrences | None:
    """Of what there must be one, though one might think that there need not."""
    if isinstance(condition, When):
        late = isinstance(condition.window, MoreThanAgo | Before)
        return _last(holding.lowering.resolved(condition.value)) if late else None
    if isinstance(condition, Compare) and condition.op in ("<", "<="):
        value = holding.lowering.resolved(condition.left)
        if isinstance(value, Aggregate) and value.kind in UNKNOWN_OVER_NONE:
            return value.of
        return _last(value)
    return None


def _last(value: Value) -> Occurrences | None:
    last = isinstance(value, Edge) and value.which == "last" and value.field is None
    return value.of if last and isinstance(value, Edge) and not value.of.standing else None
