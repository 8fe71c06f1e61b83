"""A step with the lines that hang on it, and what is said of lines that hang on none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from dsl import tree
from dsl.blocks.reader import Reader
from dsl.layout import Line

Steps = Callable[[Reader, Sequence[Line]], tuple[tree.Step, ...]]
"""Reads the lines of a block of steps."""


@dataclass(slots=True)
class Group:
    """A step and the `else` lines that hang on it."""

    line: Line
    value: Any
    others: list[Line] = field(default_factory=list)


def is_then(line: Line) -> bool:
    return [token.text for token in line.tokens] == ["then"]


def block(reader: Reader, line: Line, steps: Steps) -> tuple[tree.Step, ...]:
    reader.needs_block(line, "write the steps on the lines below, deeper than this one")
    return steps(reader, line.children)


def no_else(reader: Reader, lines: Sequence[Line], steps: Steps) -> None:
    if lines:
        reader.report("E0108", "this `then` has no `until` directly above it"
                      if is_then(lines[0]) else
                      "this `else` has no `if` and no `wait for` directly above it",
                      reader.first_word(lines[0]),
                      "put it in the column of the line that it belongs to")
    for line in lines:
        steps(reader, line.children)
