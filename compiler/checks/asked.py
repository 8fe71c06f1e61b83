"""Every condition of a project, as it is written and as it is typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from compiler.model.campaigns import Campaign
from compiler.model.conditions import Condition
from compiler.model.entries import OnEvent
from compiler.model.occurring import Occurring
from compiler.model.steps import FirstOf, If, Until, WaitFor
from compiler.walk import steps
from dsl import tree

if TYPE_CHECKING:
    from compiler.meaning.campaigns import Built
    from compiler.meaning.world import World


@dataclass(frozen=True, slots=True)
class Asked:
    """`never`: what it means that the condition never holds; `always`: that it always does."""

    node: tree.Condition
    condition: Condition
    never: str
    always: str = "this holds for everybody"


def asked(world: World, built: Sequence[Built]) -> Iterator[Asked]:
    """The conditions of segments, groups and campaigns. Where a project is without errors, each
    is typed."""
    for name, node in world.names.segments.items():
        typed = world.segments[name].condition
        yield Asked(node.condition, typed, f"nobody can ever be in `{name}`",
                    f"everybody is always in `{name}`")  # fmt: skip
    for name, groups in world.names.groups.items():
        for line, made in zip(groups.lines, world.groups[name].lines, strict=True):
            if line.condition is not None and made.condition is not None:
                yield Asked(line.condition, made.condition,
                            f"nobody can ever be in `{line.name.text}`")  # fmt: skip
    for each in built:
        if each.campaign is not None:
            yield from _of_head(each.node, each.campaign)
            yield from _of_steps(each, each.campaign)


def _of_head(node: tree.Campaign, campaign: Campaign) -> Iterator[Asked]:
    nobody = f"nobody can ever enter `{campaign.name}`"
    if node.only_if is not None and campaign.only_if is not None:
        yield Asked(node.only_if, campaign.only_if, nobody)
    if node.only_while is not None and campaign.only_while is not None:
        yield Asked(node.only_while, campaign.only_while, nobody)
    for leave, condition in zip(node.leaves_if, campaign.leaves_if, strict=True):
        yield Asked(leave.condition, condition, "nobody can ever leave by this",
                    "everybody leaves by this at once")  # fmt: skip
    for entry in node.entries:
        if isinstance(entry, tree.EnterOn) and isinstance(campaign.entry, OnEvent):
            yield from _of_events(entry.events, entry.where, campaign.entry.on)
    for goal, made in zip(node.goals, campaign.goals, strict=True):
        yield from _of_events(goal.events, goal.where, made.on)
    for guard, watched in zip(node.guards, campaign.guards, strict=True):
        yield from _of_events(guard.events, guard.where, watched.on)
    if sum(len(leave.events) for leave in node.leaves) == len(campaign.leaves):
        left = iter(campaign.leaves)
        for on in node.leaves:
            first, *others = [next(left) for _ in on.events]
            yield from _of_each(on.events, on.where, (first, *others))


def _of_steps(built: Built, campaign: Campaign) -> Iterator[Asked]:
    for step in steps(campaign):
        node = built.steps.get(step.id)
        if isinstance(step, If) and isinstance(node, tree.If):
            for branch, made in zip(node.branches, step.branches, strict=True):
                yield Asked(branch.condition, made.condition, "nobody can fulfil this")
        elif isinstance(step, WaitFor | Until) and isinstance(node, tree.WaitFor | tree.UntilEvent):
            yield from _of_events(node.events, node.where, step.on)
        elif isinstance(step, FirstOf) and isinstance(node, tree.WaitForFirst):
            for way, seen in zip(node.ways, step.ways, strict=True):
                yield from _of_events(way.events, way.where, seen.on)


def _of_events(
    events: tree.Events, where: tree.Condition | None, on: Occurring
) -> Iterator[Asked]:
    """The `where` of each, unless some are of one kind, and typed as one."""
    if len(events) == len(on.each):
        yield from _of_each(events, where, on.each)


def _of_each(
    events: tree.Events, where: tree.Condition | None, each: tuple[Occurring, ...]
) -> Iterator[Asked]:
    for node, on in zip(events, each, strict=True):
        said = node.where or where
        if said is not None and on.where is not None:
            yield Asked(said, on.where, f"no `{node.event.name.text}` can ever be like this",
                        f"every `{node.event.name.text}` is like this")  # fmt: skip
