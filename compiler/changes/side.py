"""One of the two projects that are compared, with the words of its files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from textwrap import dedent

from compiler.changes.model import Sentence, Subject
from compiler.meaning.blocks import inner_blocks
from compiler.model.campaigns import Campaign
from compiler.model.project import Project
from compiler.model.steps import Settle, Step, Trial
from compiler.walk import blocks
from dsl import tree
from dsl.source import Source

Sources = Mapping[str, Source]
"""The campaign files, by path."""


@dataclass(frozen=True)
class Side:
    """`declared`: what declares each subject; empty where the words were not kept."""

    project: Project
    sources: Sources = field(default_factory=dict)
    declared: Mapping[Subject, tree.Declaration] = field(default_factory=dict)

    def campaign(self, name: str) -> tree.Campaign | None:
        """How the files declare the campaign."""
        found = self.declared.get(Subject("campaign", name))
        return found if isinstance(found, tree.Campaign) else None

    def whole(self, node: tree.Node | None) -> Sentence | None:
        """The lines of a part of a file."""
        return self._lines(node, None)

    def head(self, node: tree.Node | None, inside: Iterable[tree.Node] = ()) -> Sentence | None:
        """The lines of a part, up to the first of the parts that stand `inside` it."""
        return self._lines(node, min((each.span.start for each in inside), default=None))

    def of(self, subject: Subject) -> Sentence | None:
        """The lines that declare a subject."""
        return self.whole(self.declared.get(subject))

    def _lines(self, node: tree.Node | None, before: int | None) -> Sentence | None:
        source = self.sources.get(node.span.path) if node is not None else None
        if node is None or source is None:
            return None
        first, _ = source.place(node.span.start)
        last, _ = source.place(max(node.span.end - 1, node.span.start))
        if before is not None:
            last = max(first, min(last, source.place(before)[0] - 1))
        lines = "\n".join(source.line(number) for number in range(first, last + 1))
        return Sentence(source.path, first, dedent(lines).rstrip())


def side(project: Project, files: Iterable[tree.File] = (), sources: Sources | None = None) -> Side:
    """A project with the trees and the texts of its files."""
    nodes = (node for file in files for node in file.declarations)
    return Side(project, sources or {}, {_subject(node): node for node in nodes})


def _subject(node: tree.Declaration) -> Subject:
    kind = _KINDS.get(type(node), type(node).__name__.lower())
    name = getattr(node, "name", None)
    return Subject(kind, name.text if isinstance(name, tree.Name) else "")


_KINDS: dict[type, str] = {tree.Predict: "trait", tree.List: "list"}
"""Where a declaration is not called after its node."""


def joined(sentences: Iterable[Sentence | None]) -> Sentence | None:
    """Several lines as one sentence, at the place of the first."""
    found = [each for each in sentences if each is not None]
    if not found:
        return None
    return Sentence(found[0].path, found[0].line, "\n".join(each.text for each in found))


def written(campaign: Campaign, node: tree.Campaign | None) -> dict[str, tree.Step]:
    """The steps of a campaign as they stand in its file, by id."""
    if node is None:
        return {}
    found = dict(_pairs(campaign.steps, node.steps))
    leaving = (each for each in node.ways_out if each.steps)
    for parting, leave in zip(campaign.partings, leaving, strict=True):
        found |= dict(_pairs(parting.steps, leave.steps))
    return found


def _pairs(
    typed: tuple[Step, ...], nodes: tuple[tree.Step, ...]
) -> Iterator[tuple[str, tree.Step]]:
    """The two go side by side, but for what nobody wrote, and for the later times of `repeat`."""
    for step, node in zip(in_text(typed), nodes, strict=True):
        yield step.id, node
        for (_, block), inner in zip(blocks(step), inner_blocks(node), strict=False):
            yield from _pairs(block, inner)


def in_text(block: tuple[Step, ...]) -> list[Step]:
    """The steps of a block that stand in the text as lines of their own."""
    return [step for step in block if not isinstance(step, Settle | Trial)]
