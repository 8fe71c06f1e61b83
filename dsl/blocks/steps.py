"""Blocks of steps. `else` is attached here: it belongs to the line above it in its column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dsl import tree
from dsl.blocks.reader import Reader
from dsl.builders.lines import BlockHead
from dsl.heads import known_heads, nearest
from dsl.layout import Line


@dataclass(slots=True)
class _Group:
    """A step and the `else` lines that hang on it."""

    line: Line
    value: Any
    others: list[Line] = field(default_factory=list)


def step_block(
    reader: Reader, lines: Sequence[Line], start: str = "step_line"
) -> tuple[tree.Step, ...]:
    """The steps that these lines make, those with mistakes left out."""
    groups: list[_Group] = []
    for line in lines:
        if _continues(line) and groups:
            groups[-1].others.append(line)
        else:
            groups.append(_Group(line, reader.read(start, line)))
    steps = (_step(reader, group) for group in groups)
    return tuple(step for step in steps if step is not None)


def _continues(line: Line) -> bool:
    words = [token.text for token in line.tokens[:2]]
    return words[:1] == ["else"] or words == ["then"]


def _is_then(line: Line) -> bool:
    return [token.text for token in line.tokens] == ["then"]


def _step(reader: Reader, group: _Group) -> Any:
    line, value = group.line, group.value
    if isinstance(value, BlockHead):
        return _if(reader, group) if value.kind == "if" else _lonely(reader, group)
    if isinstance(value, tree.WaitFor):
        return _wait_for(reader, group, value)
    if isinstance(value, tree.WaitForFirst):
        return _first_of(reader, group, value)
    if isinstance(value, tree.UntilEvent):
        return _until(reader, group, value)
    if isinstance(value, tree.Unbuilt):
        return _unbuilt(reader, group, value)
    if value is None:
        _damaged(reader, group)
        return None
    _no_else(reader, group.others)
    if isinstance(value, tree.Split):
        return _split(reader, line, value)
    if isinstance(value, tree.Repeat):
        return replace(value, steps=_block(reader, line), span=reader.whole(line))
    if isinstance(value, tree.WaitUntil | tree.BestHour) and line.children:
        step_block(reader, line.children)
        return tree.Unbuilt("steps under `wait until`", span=reader.whole(line))
    reader.leaf(line)
    return value


def _block(reader: Reader, line: Line) -> tuple[tree.Step, ...]:
    reader.needs_block(line, "write the steps on the lines below, deeper than this one")
    return step_block(reader, line.children)


def _if(reader: Reader, group: _Group) -> tree.If:
    branches = [_branch(reader, group.line, group.value)]
    otherwise: tuple[tree.Step, ...] = ()
    closed = False
    for line in group.others:
        if closed or _is_then(line):
            _no_else(reader, [line])
            continue
        head = reader.read("step_line", line)
        if isinstance(head, BlockHead) and head.kind == "else if":
            branches.append(_branch(reader, line, head))
            continue
        steps = _block(reader, line)
        if isinstance(head, BlockHead):
            otherwise, closed = steps, True
    last = group.others[-1] if group.others else group.line
    span = reader.span(group.line).to(reader.whole(last))
    return tree.If(tuple(branches), otherwise, called=group.value.called, span=span)


def _branch(reader: Reader, line: Line, head: BlockHead) -> tree.Branch:
    return tree.Branch(head.value, _block(reader, line), span=reader.whole(line))


def _wait_for(reader: Reader, group: _Group, wait: tree.WaitFor) -> tree.WaitFor:
    span = reader.span(group.line).to(reader.whole((group.others or [group.line])[-1]))
    if wait.unless:
        steps = _block(reader, group.line)
        _no_else(reader, group.others)
        return replace(wait, otherwise=steps, span=span)
    then = step_block(reader, group.line.children)
    return replace(wait, then=then, otherwise=_otherwise(reader, group), span=span)


def _otherwise(reader: Reader, group: _Group) -> tuple[tree.Step, ...]:
    """The one `else` of a `wait for`."""
    if not group.others:
        return ()
    if _is_then(group.others[0]):
        _no_else(reader, group.others)
        return ()
    head = reader.read("step_line", group.others[0])
    steps = _block(reader, group.others[0])
    _no_else(reader, group.others[1:])
    if isinstance(head, BlockHead) and head.kind == "else if":
        reader.report("E0108", "`else if` belongs to `if`; `wait for` has one `else`",
                      head.span, "write `else`, and the `if` on a line under it")
        return ()
    return steps


def _first_of(reader: Reader, group: _Group, wait: tree.WaitForFirst) -> tree.WaitForFirst:
    reader.needs_block(group.line, "events, such as `purchase`, each with steps under it")
    ways = [_way(reader, child) for child in group.line.children]
    if len(ways) == 1 and ways[0] is not None:
        reader.report("E0113", "here is one event only", ways[0].span,
                      "write it behind `wait for`, or other events below it")
    found = tuple(each for each in ways if each is not None)
    otherwise = _otherwise(reader, group)
    span = reader.span(group.line).to(reader.whole((group.others or [group.line])[-1]))
    return replace(wait, ways=found, otherwise=otherwise, span=span)


def _until(reader: Reader, group: _Group, until: tree.UntilEvent) -> tree.UntilEvent:
    """Behind its block `then`, `else` or both, in this order."""
    blocks: dict[str, tuple[tree.Step, ...]] = {}
    steps = _block(reader, group.line)
    for line in group.others:
        head = reader.read("step_line", line)
        word = head.kind if isinstance(head, BlockHead) else ""
        if head is None:
            step_block(reader, line.children)
        elif word in blocks or "else" in blocks or word == "else if":
            _no_else(reader, [line])
        else:
            blocks[word] = _block(reader, line)
    span = reader.span(group.line).to(reader.whole((group.others or [group.line])[-1]))
    return replace(
        until, steps=steps, then=blocks.get("then", ()), otherwise=blocks.get("else", ()),
        span=span,
    )  # fmt: skip


def _way(reader: Reader, line: Line) -> tree.Way | None:
    way: tree.Way | None = reader.read("way_line", line)
    steps = step_block(reader, line.children)
    return way and replace(way, steps=steps)


def _split(reader: Reader, line: Line, split: tree.Split) -> tree.Split:
    reader.needs_block(line, "its arms, such as `urgency 50%`, each with steps under it")
    arms = tuple(arm for arm in (_arm(reader, child) for child in line.children) if arm)
    return replace(split, arms=arms, span=reader.whole(line))


def _arm(reader: Reader, line: Line) -> tree.Arm | None:
    arm: tree.Arm | None = reader.read("arm_line", line)
    steps = step_block(reader, line.children)
    return arm and replace(arm, steps=steps, span=reader.whole(line))


def _unbuilt(reader: Reader, group: _Group, value: tree.Unbuilt) -> tree.Unbuilt:
    """What stands under it is still looked through where it is known how."""
    if value.what.startswith("split"):
        for child in group.line.children:
            _arm(reader, child)
        _no_else(reader, group.others)
    last = (group.others or [group.line])[-1]
    return replace(value, span=reader.span(group.line).to(reader.whole(last)))


def _damaged(reader: Reader, group: _Group) -> None:
    """The line could not be read; what stands under it is read as its first word says."""
    for line in (group.line, *group.others):
        word = line.tokens[0].text if line.tokens else ""
        if any(token.kind == "THE_FIRST_OF" for token in line.tokens):
            for child in line.children:
                _way(reader, child)
        elif "split" in (word, nearest("step_line", word)) or _is_arm_block(line):
            for child in line.children:
                _arm(reader, child)
        elif _is_entry_block(line):
            reader.parts("entry_line", line.children)
        else:
            step_block(reader, [child for child in line.children if child.text is None])
    for line in group.others:
        reader.read("step_line", line)


def _is_arm_block(line: Line) -> bool:
    """Whether the first line below begins like no step and has lines below itself."""
    first = next((child for child in line.children if child.tokens), None)
    if first is None or not first.children:
        return False
    return first.tokens[0].text not in known_heads("step_line")


def _is_entry_block(line: Line) -> bool:
    words = [child.tokens[0].text for child in line.children if child.tokens]
    return bool(words) and words[0] in known_heads("entry_line")


def _lonely(reader: Reader, group: _Group) -> None:
    _no_else(reader, [group.line])
    for line in group.others:
        step_block(reader, line.children)


def _no_else(reader: Reader, lines: Sequence[Line]) -> None:
    if lines:
        reader.report("E0108", "this `then` has no `until` directly above it"
                      if _is_then(lines[0]) else
                      "this `else` has no `if` and no `wait for` directly above it",
                      reader.first_word(lines[0]),
                      "put it in the column of the line that it belongs to")
    for line in lines:
        step_block(reader, line.children)
