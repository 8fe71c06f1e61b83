"""What the language has and this version refuses: one message each."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence

from compiler.findings import Findings
from dsl import tree

INSTEAD = {
    "record": "an `event` can say what happened to it",
    "for everyone": "declare a segment that holds for all and write `for` and its name",
    "repeat": "write the steps out as often as they shall happen",
    "give": "put the code into the text of the message",
    "leave if": "ask with `if` and `leave \"…\"` before each send",
    "only while": "ask with `if` before each send",
    "matches": "use `contains`, `starts with`, `ends with` or `in (…)`",
    "this week": "use `in last 7 days`",
    "this month": "use `in last 30 days`",
    "today": "use `in last 1 day`",
    "law": "write the quiet time and the caps in `policy` and `channel`",
    "score": "use `groups` with conditions of your own",
    "guard": "watch it in the report",
    "usually": "watch it in the report",
    "at most late": "events that arrive more than a day late do not enter",
    "pace": "use `at most … per day per customer`",
    "or": "write a step for each event",
    "staff": "send it to a customer",
}
"""By what is refused: what can be written today."""


def refuse(files: Sequence[tree.File], findings: Findings) -> None:
    """E0501 for every construct that is not built yet."""
    for file in files:
        for node in unbuilt(file.declarations):
            findings.add("E0501", node.span, f"`{node.what}` is not built yet",
                         INSTEAD.get(node.what, "leave it out for now"))  # fmt: skip


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
