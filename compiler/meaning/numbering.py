"""The numbers and names of one campaign's steps."""

from __future__ import annotations

from dataclasses import dataclass, field

from compiler.meaning.scope import Scope
from compiler.model.steps import Trial
from dsl import tree
from dsl.diagnostics import Label
from dsl.source import Span


@dataclass(frozen=True, slots=True)
class At:
    """Where a step stands: `id`, its name or else its place; `order`, its number in the text;
    `place`, its place in any case, behind which those of the steps in it stand."""

    id: str
    order: int
    place: str


@dataclass
class Numbering:
    """Counts the steps of one campaign; `nodes` are the steps as they stand in the file, by id;
    `trials` the tests of its splits.
    `repeating`: whether those that come are repeated."""

    order: int = 0
    nodes: dict[str, tree.Step] = field(default_factory=dict)
    splits: dict[str, Span] = field(default_factory=dict)
    trials: list[Trial] = field(default_factory=list)
    aliases: dict[str, Span] = field(default_factory=dict)
    broken: bool = False
    repeating: bool = False

    def number(self, node: tree.Step, place: str) -> At:
        id = place if node.called is None else node.called.text
        self.order += 1
        self.nodes[id] = node
        return At(id, self.order, place)


def once(name: tree.Name, what: str, seen: dict[str, Span], scope: Scope) -> None:
    if name.text in seen:
        scope.world.findings.add(
            "E0202", name.span, f"{what} is declared twice in this campaign",
            "choose another name", labels=(Label(seen[name.text], "declared here first"),),
        )  # fmt: skip
    seen.setdefault(name.text, name.span)
