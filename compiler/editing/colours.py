"""What each word of a file is: a word of the language, a name of something, a value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from compiler.editing.index import FileNames, Index
from compiler.editing.mentions.place import walk
from compiler.editing.symbols import Space
from dsl import tree
from dsl.engine import tables
from dsl.layout import Line, layout
from dsl.lexer import PHRASES, Token
from dsl.source import Source, Span


class Colour(NamedTuple):
    """`sort`: keyword, number, string, column, or what is declared (`segment`, `field` …)."""

    span: Span
    sort: str
    declares: bool = False


_VALUES = {
    "NUMBER": "number", "PERCENT": "number", "DATE": "number", "TIME": "number",
    "INSTANT": "number", "STRING": "string", "QUOTED": "column",
}  # fmt: skip


def colours(source: Source, names: FileNames, index: Index) -> list[Colour]:
    """The words of a file in the order of the text. Signs and comments are left to the editor."""
    known = {**_columns(names.file), **_named(names, index)}
    found: list[Colour] = []
    for token in _tokens(layout(source).lines):
        named = known.get((token.start, token.end))
        if named is not None and token.kind in ("NAME", "QUOTED"):
            found.append(named)
        elif token.kind in _VALUES:
            found.append(Colour(_span(source, token), _VALUES[token.kind]))
        elif token.kind in PHRASES.values() or (
            token.kind == "NAME" and token.text in tables().words
        ):
            found.append(Colour(_span(source, token), "keyword"))
    inside = [colour for colour in known.values() if _in_a_text(source, colour.span)]
    return _apart([*found, *inside])


def _tokens(lines: Sequence[Line]) -> Iterator[Token]:
    for line in lines:
        yield from line.tokens
        yield from _tokens(line.children)


def _span(source: Source, token: Token) -> Span:
    return Span(source.path, token.start, token.end)


def _named(names: FileNames, index: Index) -> Mapping[tuple[int, int], Colour]:
    """The names that stand for something, choices apart, which are texts."""
    found: dict[tuple[int, int], Colour] = {}
    for mention in names.mentions:
        for symbol in index.meant(mention.symbol)[:1]:
            if symbol.space is not Space.CHOICE or mention.sort == "group":
                sort = index.declared[symbol].sort
                key = (mention.span.start, mention.span.end)
                found[key] = Colour(mention.span, sort, mention.declares)
    return found


def _columns(file: tree.File) -> Mapping[tuple[int, int], Colour]:
    """Tables and columns."""
    nodes = (
        name
        for declared in file.declarations
        for node in walk(declared)
        for name in (getattr(node, "table", None), getattr(node, "column", None))
        if isinstance(name, tree.Name)
    )
    return {(each.span.start, each.span.end): Colour(each.span, "column") for each in nodes}


def _in_a_text(source: Source, span: Span) -> bool:
    """Whether a name stands between `{{` and `}}`, or in a tag."""
    line = source.text[source.text.rfind("\n", 0, span.start) + 1 : span.start]
    return "{{" in line or "{%" in line


def _apart(found: list[Colour]) -> list[Colour]:
    """In order, none over another: a name in a text divides it."""
    result: list[Colour] = []
    for colour in sorted(found, key=lambda each: (each.span.start, -each.span.end)):
        before = result[-1] if result else None
        if before is not None and colour.span.start < before.span.end:
            if colour.span == before.span:
                continue
            result[-1] = before._replace(span=_cut(before.span, colour.span.start))
            result.append(colour)
            rest = Span(before.span.path, colour.span.end, before.span.end)
            if rest.end > rest.start:
                result.append(before._replace(span=rest))
        else:
            result.append(colour)
    return [each for each in result if each.span.end > each.span.start]


def _cut(span: Span, end: int) -> Span:
    return Span(span.path, span.start, end)
