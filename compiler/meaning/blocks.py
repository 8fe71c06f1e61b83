"""What stands in the blocks of a campaign, as it is written."""

from __future__ import annotations

from collections.abc import Iterator

from dsl import tree


def top(node: tree.Campaign) -> tuple[tree.Step, ...]:
    """The steps of a campaign that stand in no other: its own, and those under `leave`."""
    return (*node.steps, *(step for leave in node.ways_out for step in leave.steps))


def steps(nodes: tuple[tree.Step, ...]) -> Iterator[tree.Step]:
    """Every step of a block and below, in the order of the text."""
    for node in nodes:
        yield node
        for inner in inner_blocks(node):
            yield from steps(inner)


def sends(nodes: tuple[tree.Step, ...]) -> Iterator[tree.Send]:
    """Every send of a block and below."""
    return (node for node in steps(nodes) if isinstance(node, tree.Send))


def inner_blocks(step: tree.Step) -> list[tuple[tree.Step, ...]]:
    """The blocks under a step."""
    if isinstance(step, tree.WaitFor):
        return [step.then, step.otherwise]
    if isinstance(step, tree.WaitsUntil):
        return [step.steps, ()] if step.steps else []
    if isinstance(step, tree.WaitForFirst):
        return [*(way.steps for way in step.ways), step.otherwise]
    if isinstance(step, tree.UntilEvent):
        return [step.steps, step.then, step.otherwise]
    if isinstance(step, tree.Repeat):
        return [step.steps]
    if isinstance(step, tree.If):
        return [*(branch.steps for branch in step.branches), step.otherwise]
    return [arm.steps for arm in step.arms] if isinstance(step, tree.Split) else []
