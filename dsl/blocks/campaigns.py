"""What stands under `campaign`: its head, the block under `enter`, and its steps."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dsl import tree
from dsl.blocks.reader import Reader
from dsl.blocks.steps import step_block
from dsl.builders.lines import Head, Part
from dsl.heads import known_heads
from dsl.layout import Line

_HEAD_WORDS = frozenset(
    {"owner", "runs", "priority", "enter", "goal", "guard", "hold", "usually", "quiet"}
)


def campaign(reader: Reader, line: Line, head: Head) -> tree.Campaign:
    reader.needs_block(line, "who enters it, and what happens then")
    slots: dict[str, Any] = {}
    steps: list[Line] = []
    for child in line.children:
        if not _is_head(child):
            steps.append(child)
            continue
        before = len(reader.diagnostics)
        _head_line(reader, slots, child)
        step = next((line for line in steps if _is_step(line)), None)
        if step is not None and len(reader.diagnostics) == before:
            reader.report("E0111", f"`{child.tokens[0].text}` stands above the steps",
                          reader.first_word(child),
                          f"move this line above `{_words(step)}`")
    slots["steps"] = step_block(reader, steps, "campaign_line")
    return tree.Campaign(head.name, head.title, **slots, span=reader.whole(line))


def _is_head(line: Line) -> bool:
    words = [token.text for token in line.tokens[:2]]
    return words[:1] != [] and (
        words[0] in _HEAD_WORDS or words in (["leave", "on"], ["leave", "if"])
    )


def _is_step(line: Line) -> bool:
    if not line.tokens or line.tokens[0].text not in known_heads("step_line"):
        return False
    return line.tokens[0].text != "leave" or [x.kind for x in line.tokens[1:]] == ["STRING"]


def _words(line: Line) -> str:
    return " ".join(token.text for token in line.tokens[:2])


def _head_line(reader: Reader, slots: dict[str, Any], line: Line) -> None:
    value = reader.read("campaign_line", line)
    word = line.tokens[0].text
    if word == "leave" and isinstance(value, Part):
        steps = step_block(reader, line.children)
        leave = replace(value.value, steps=steps, span=reader.whole(line))
        reader.fill(slots, replace(value, value=leave))
        return
    if word == "enter":
        reader.fill(slots, value)
        for child in line.children:
            reader.fill(slots, reader.reads_leaf("entry_line", child))
        return
    if not isinstance(value, tree.Unbuilt):
        reader.leaf(line)
    reader.fill(slots, value)
