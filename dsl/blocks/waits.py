"""Waits for events, and steps that an event ends: what stands under them and beside them.

`steps` reads a block.
"""

from __future__ import annotations

from dataclasses import replace

from dsl import tree
from dsl.blocks.groups import Group, Steps, block, is_then, no_else
from dsl.blocks.reader import Reader
from dsl.builders.lines import BlockHead
from dsl.layout import Line


def wait_for(reader: Reader, group: Group, wait: tree.WaitFor, steps: Steps) -> tree.WaitFor:
    span = reader.span(group.line).to(reader.whole((group.others or [group.line])[-1]))
    if wait.unless:
        inside = block(reader, group.line, steps)
        no_else(reader, group.others, steps)
        return replace(wait, otherwise=inside, span=span)
    then = steps(reader, group.line.children)
    return replace(wait, then=then, otherwise=_otherwise(reader, group, steps), span=span)


def _otherwise(reader: Reader, group: Group, steps: Steps) -> tuple[tree.Step, ...]:
    """The one `else` of a `wait for`."""
    if not group.others:
        return ()
    if is_then(group.others[0]):
        no_else(reader, group.others, steps)
        return ()
    head = reader.read("step_line", group.others[0])
    found = block(reader, group.others[0], steps)
    no_else(reader, group.others[1:], steps)
    if isinstance(head, BlockHead) and head.kind == "else if":
        reader.report("E0108", "`else if` belongs to `if`; `wait for` has one `else`",
                      head.span, "write `else`, and the `if` on a line under it")
        return ()
    return found


def first_of(
    reader: Reader, group: Group, wait: tree.WaitForFirst, steps: Steps
) -> tree.WaitForFirst:
    reader.needs_block(group.line, "events, such as `purchase`, each with steps under it")
    ways = [way(reader, child, steps) for child in group.line.children]
    if len(ways) == 1 and ways[0] is not None:
        reader.report("E0113", "here is one event only", ways[0].span,
                      "write it behind `wait for`, or other events below it")
    found = tuple(each for each in ways if each is not None)
    otherwise = _otherwise(reader, group, steps)
    span = reader.span(group.line).to(reader.whole((group.others or [group.line])[-1]))
    return replace(wait, ways=found, otherwise=otherwise, span=span)


def until_event(
    reader: Reader, group: Group, until: tree.UntilEvent, steps: Steps
) -> tree.UntilEvent:
    """Behind its block `then`, `else` or both, in this order."""
    blocks: dict[str, tuple[tree.Step, ...]] = {}
    inside = block(reader, group.line, steps)
    for line in group.others:
        head = reader.read("step_line", line)
        word = head.kind if isinstance(head, BlockHead) else ""
        if head is None:
            steps(reader, line.children)
        elif word in blocks or "else" in blocks or word == "else if":
            no_else(reader, [line], steps)
        else:
            blocks[word] = block(reader, line, steps)
    span = reader.span(group.line).to(reader.whole((group.others or [group.line])[-1]))
    return replace(
        until, steps=inside, then=blocks.get("then", ()), otherwise=blocks.get("else", ()),
        span=span,
    )  # fmt: skip


def way(reader: Reader, line: Line, steps: Steps) -> tree.Way | None:
    """A line under `wait for the first of`."""
    found: tree.Way | None = reader.read("way_line", line)
    inside = steps(reader, line.children)
    return found and replace(found, steps=inside)
