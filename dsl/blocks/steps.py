"""Blocks of steps. `else` is attached here: it belongs to the line above it in its column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dsl import tree
from dsl.blocks.groups import Group, block, is_then, no_else
from dsl.blocks.reader import Reader
from dsl.blocks.waits import first_of, until_event, wait_for, way
from dsl.builders.lines import BlockHead
from dsl.heads import known_heads, nearest
from dsl.layout import Line


def step_block(
    reader: Reader, lines: Sequence[Line], start: str = "step_line"
) -> tuple[tree.Step, ...]:
    """The steps that these lines make, those with mistakes left out."""
    groups: list[Group] = []
    for line in lines:
        if _continues(line) and groups:
            groups[-1].others.append(line)
        else:
            groups.append(Group(line, reader.read(start, line)))
    steps = (_step(reader, group) for group in groups)
    return tuple(step for step in steps if step is not None)


def _continues(line: Line) -> bool:
    words = [token.text for token in line.tokens[:2]]
    return words[:1] == ["else"] or words == ["then"]


def _step(reader: Reader, group: Group) -> Any:
    line, value = group.line, group.value
    if isinstance(value, BlockHead):
        return _if(reader, group) if value.kind == "if" else _lonely(reader, group)
    if isinstance(value, tree.WaitFor):
        return wait_for(reader, group, value, step_block)
    if isinstance(value, tree.WaitForFirst):
        return first_of(reader, group, value, step_block)
    if isinstance(value, tree.UntilEvent):
        return until_event(reader, group, value, step_block)
    if value is None:
        _damaged(reader, group)
        return None
    no_else(reader, group.others, step_block)
    if isinstance(value, tree.Split):
        return _split(reader, line, value)
    if isinstance(value, tree.Repeat):
        return replace(value, steps=_block(reader, line), span=reader.whole(line))
    if isinstance(value, tree.WaitsUntil) and line.children:
        steps = step_block(reader, line.children)
        return replace(value, steps=steps, span=reader.whole(line))
    reader.leaf(line)
    return value


def _block(reader: Reader, line: Line) -> tuple[tree.Step, ...]:
    return block(reader, line, step_block)


def _if(reader: Reader, group: Group) -> tree.If:
    branches = [_branch(reader, group.line, group.value)]
    otherwise: tuple[tree.Step, ...] = ()
    closed = False
    for line in group.others:
        if closed or is_then(line):
            no_else(reader, [line], step_block)
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


def _split(reader: Reader, line: Line, split: tree.Split) -> tree.Split:
    reader.needs_block(line, "its arms, such as `urgency 50%`, each with steps under it")
    arms = tuple(arm for arm in (_arm(reader, child) for child in line.children) if arm)
    return replace(split, arms=arms, span=reader.whole(line))


def _arm(reader: Reader, line: Line) -> tree.Arm | None:
    arm: tree.Arm | None = reader.read("arm_line", line)
    steps = step_block(reader, line.children)
    return arm and replace(arm, steps=steps, span=reader.whole(line))


def _damaged(reader: Reader, group: Group) -> None:
    """The line could not be read; what stands under it is read as its first word says."""
    for line in (group.line, *group.others):
        word = line.tokens[0].text if line.tokens else ""
        if any(token.kind == "THE_FIRST_OF" for token in line.tokens):
            for child in line.children:
                way(reader, child, step_block)
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


def _lonely(reader: Reader, group: Group) -> None:
    no_else(reader, [group.line], step_block)
    for line in group.others:
        step_block(reader, line.children)
