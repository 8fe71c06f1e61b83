"""What the language has and this version refuses: one message each."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence

from compiler.findings import Findings
from dsl import tree


def refuse(files: Sequence[tree.File], findings: Findings) -> None:
    """E0501 for every construct that is not built yet."""
    for file in files:
        for node in unbuilt(file.declarations):
            quoted = "`" in node.what
            title = f"not built yet: {node.what}" if quoted else f"`{node.what}` is not built yet"
            findings.add("E0501", node.span, title, "leave it out for now")


def unbuilt(nodes: Iterable[object]) -> Iterator[tree.Unbuilt]:
    """Every `Unbuilt` among the nodes and below them, in the order of the text."""
    for node in nodes:
        if isinstance(node, tree.Unbuilt):
            yield node
        elif isinstance(node, tuple):
            yield from unbuilt(node)
        elif isinstance(node, tree.Node) and not isinstance(node, _LEAVES):
            yield from unbuilt(getattr(node, name) for name in _inner(type(node)))


_LEAVES = (tree.Name, tree.Path, tree.Text, tree.Number, tree.Duration, tree.EventRef)
"""Nodes that hold none; most nodes are of these kinds."""


def _inner(kind: type) -> tuple[str, ...]:
    if kind not in _FIELDS:
        declared = dataclasses.fields(kind) if dataclasses.is_dataclass(kind) else ()
        _FIELDS[kind] = tuple(field.name for field in declared if field.name != "span")
    return _FIELDS[kind]


_FIELDS: dict[type, tuple[str, ...]] = {}
"""A cache."""
