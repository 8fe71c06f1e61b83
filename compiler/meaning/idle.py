"""Names that stand in all files once, where they are declared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from dsl import tree
from dsl.source import Span

_WORD = re.compile(r"\w+")


def idle(files: Sequence[tree.File], texts: Iterable[str]) -> Mapping[str, Span]:
    """The declarations whose names stand nowhere else, by name: not in a file, nor in a text of a
    message, of which `texts` are those in files of their own."""
    declared: dict[str, Span] = {}
    named = {word for text in texts for word in _WORD.findall(text)}
    for name, declares in _names(tuple(file.declarations for file in files)):
        if not declares or name.text in declared:
            named.add(name.text)
        else:
            declared[name.text] = name.span
    return {name: span for name, span in declared.items() if name not in named}


def _names(node: Any) -> Iterator[tuple[tree.Name, bool]]:
    """Every name, and whether it is declared there; the words of texts, which may name anything."""
    if isinstance(node, tree.Text | tree.TextBlock):
        yield from ((tree.Name(word), False) for word in _WORD.findall(node.value))
    elif isinstance(node, tree.Name):
        yield node, False
    elif isinstance(node, tuple):
        for part in node:
            yield from _names(part)
    elif is_dataclass(node):
        for field in fields(node):
            part = getattr(node, field.name)
            if field.name == "name" and isinstance(part, tree.Name):
                yield part, not isinstance(node, tree.EventRef | tree.InSegment)
            else:
                yield from _names(part)
