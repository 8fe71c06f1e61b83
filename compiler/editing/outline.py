"""What a file declares, as a tree: declarations, and what they declare in them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from compiler.editing.index import FileNames
from compiler.editing.symbols import Mention
from dsl import tree
from dsl.source import Span


@dataclass(frozen=True, slots=True)
class Entry:
    """`span` is all of it, `name_span` where its name stands; `sort` what it is, `title` what
    stands behind it in quotes."""

    name: str
    sort: str
    span: Span
    name_span: Span
    title: str = ""
    below: tuple[Entry, ...] = ()


def outline(names: FileNames) -> list[Entry]:
    """The declarations of a file in the order of the text."""
    named = [each for each in names.declared if each.sort != "choice"]
    return [_entry(node, named) for node in names.file.declarations if _shown(node)]


def _shown(node: tree.Declaration) -> bool:
    return not isinstance(node, tree.Unbuilt)


def _entry(node: tree.Declaration, named: list[Mention]) -> Entry:
    inside = [
        each for each in named
        if node.span.start <= each.span.start < node.span.end and each.whole != node.span
    ]  # fmt: skip
    below = _nested([_of(each) for each in inside])
    name = getattr(node, "name", None)
    if isinstance(node, tree.Test):
        return Entry(node.name.value, "test", node.span, node.name.span)
    title = getattr(node, "title", None)
    word = type(node).__name__.lower()
    if name is None:
        start = Span(node.span.path, node.span.start, node.span.start + len(word))
        return Entry(word, word, node.span, start, "", below)
    sort = next((each.sort for each in named if each.span == name.span), word)
    return Entry(name.text, sort, node.span, name.span, title.value if title else "", below)


def _of(mention: Mention) -> Entry:
    whole = mention.whole or mention.span
    return Entry(mention.symbol.name, mention.sort, whole, mention.span)


def _nested(entries: list[Entry]) -> tuple[Entry, ...]:
    """Those that lie in another one below it: arms below their split."""
    found: list[Entry] = []
    waiting = sorted(entries, key=lambda each: (each.span.start, -each.span.end))
    while waiting:
        first = waiting.pop(0)
        inside = [each for each in waiting if each.span.end <= first.span.end]
        waiting = waiting[len(inside) :]
        found.append(replace(first, below=_nested(inside)) if inside else first)
    return tuple(found)
