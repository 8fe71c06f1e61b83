"""The numbers and names of one campaign's steps."""

from __future__ import annotations

from dataclasses import dataclass, field

from compiler.meaning.scope import Scope
from dsl import tree
from dsl.diagnostics import Label
from dsl.source import Span


@dataclass
class Numbering:
    """Counts the steps of one campaign; `nodes` are the steps as they stand in the file, by id."""

    order: int = 0
    nodes: dict[str, tree.Step] = field(default_factory=dict)
    splits: dict[str, Span] = field(default_factory=dict)
    aliases: dict[str, Span] = field(default_factory=dict)
    broken: bool = False

    def number(self, id: str, node: tree.Step) -> int:
        self.order += 1
        self.nodes[id] = node
        return self.order


def once(name: tree.Name, what: str, seen: dict[str, Span], scope: Scope) -> None:
    if name.text in seen:
        scope.world.findings.add(
            "E0202", name.span, f"{what} is declared twice in this campaign",
            "choose another name", labels=(Label(seen[name.text], "declared here first"),),
        )  # fmt: skip
    seen.setdefault(name.text, name.span)
