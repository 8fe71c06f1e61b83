"""A file's text to its syntax tree and to everything that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dsl import tree
from dsl.blocks import campaigns, declarations, hooks, offers
from dsl.blocks.reader import Reader
from dsl.builders.lines import Head
from dsl.decoding import decode
from dsl.diagnostics import Diagnostic
from dsl.heads import known_heads, nearest
from dsl.layout import Layout, Line, layout
from dsl.silences import silences
from dsl.source import Source, Span
from dsl.unbuilt import DECLARATIONS

_BLOCKS: Mapping[str, Callable[[Reader, Line, Head], Any]] = {
    "customers": declarations.customers,
    "event": declarations.event,
    "record": declarations.record,
    "products": declarations.products,
    "segment": declarations.segment,
    "groups": declarations.groups,
    "score": declarations.score,
    "policy": declarations.policy,
    "channel": declarations.channel,
    "message": declarations.message,
    "offer": offers.offer,
    "hook": hooks.hook,
    "campaign": campaigns.campaign,
    "test": declarations.test,
}


_QUOTES = "\"'`“”„«»‘’"
"""What a name may wrongly stand in."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """The tree of what could be read, and what could not."""

    file: tree.File
    diagnostics: tuple[Diagnostic, ...]


def parse(source: Source) -> Parsed:
    """The tree of a file. Any text can be parsed; one mistake gives one diagnostic."""
    return parse_layout(source, layout(source))


def parse_text(path: str, text: str) -> Parsed:
    """The same for a text that is not in a file."""
    return parse(Source(path, text))


def parse_bytes(path: str, data: bytes) -> Parsed:
    """The same for a file as it was read; one that is not UTF-8 gives an empty tree."""
    source, diagnostics = decode(path, data)
    if diagnostics:
        return Parsed(tree.File(path, ()), diagnostics)
    return parse(source)


def parse_layout(source: Source, lines: Layout, watching: Reader | None = None) -> Parsed:
    """The same for logical lines that are known already. `watching`: a reader that is told as
    which kind of line each of them is read."""
    reader = watching or Reader(source)
    found: list[Any] = []
    damaged: list[tree.Name] = []
    for line in _indented(reader, lines.lines):
        declaration = _declaration(reader, line)
        if declaration is not None:
            found.append(declaration)
        else:
            damaged.extend(_names(reader, line))
    span = Span(source.path, 0, len(source.text))
    told = silences(source, lines)
    file = tree.File(source.path, tuple(found), tuple(damaged), told, span=span)
    said = _beside_tabs(source.text, reader.diagnostics) if lines.tabs else reader.diagnostics
    everything = sorted((*lines.diagnostics, *said), key=lambda x: x.span)
    return Parsed(file, tuple(everything))


_BY_INDENTATION = frozenset({"E0005", "E0106", "E0107", "E0108", "E0111"})


_BY_BLOCK = frozenset({"E0101", "E0103"})
_SPACES = re.compile(r"^ +[^ \t\r\n]", re.MULTILINE)


def _beside_tabs(text: str, found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Where lines are indented with tabs, which is said once, nobody knows what stands under
    what; and where others have spaces, nor in which block one with a tab was meant to be."""
    mixed = _SPACES.search(text) is not None

    def doubtful(each: Diagnostic) -> bool:
        row = text.rfind("\n", 0, each.span.start) + 1
        return mixed and each.code in _BY_BLOCK and "\t" in text[row : each.span.start]

    return [each for each in found if each.code not in _BY_INDENTATION and not doubtful(each)]


def _indented(reader: Reader, lines: Sequence[Line]) -> list[Line]:
    """The declarations, where the lines of a block that stand in column 1 are put under it."""
    heads: list[Line] = []
    told: Line | None = None
    for line in lines:
        word = line.tokens[0].text if line.tokens else ""
        head = heads[-1] if heads else None
        if head is None or word in known_heads("declaration") or not _lacks_block(head, told):
            heads.append(line)
            continue
        if nearest("declaration", word) and line.children:
            heads.append(line)
            continue
        if head is not told:
            owner = " ".join(token.text for token in head.tokens[:2])
            reader.report("E0005", "this line stands in column 1, where declarations begin",
                          reader.span(line), f"indent it, and what follows, under `{owner}`")
        told = head
        head.children.append(line)
    return heads


def _lacks_block(head: Line, told: Line | None) -> bool:
    word = head.tokens[0].text if head.tokens else ""
    return head is told or (word in _BLOCKS and not head.children)


def _declaration(reader: Reader, line: Line) -> Any:
    """One declaration; None where not even its name can be told."""
    word = line.tokens[0].text if line.tokens else ""
    names = _name(reader, line)
    if word in DECLARATIONS:
        return tree.Unbuilt(word, names[0] if names else None, span=reader.whole(line))
    value = reader.read("declaration", line)
    if isinstance(value, Head):
        return _BLOCKS[word](reader, line, value)
    if value is not None:
        reader.leaf(line)
        return value
    meant = word if word in _BLOCKS else nearest("declaration", word)
    if meant in _BLOCKS and line.children:
        _BLOCKS[meant](reader, line, Head(meant, reader.span(line), tree.Name("")))
    return None


def _name(reader: Reader, line: Line) -> list[tree.Name]:
    """What a declaration declares, as far as it can be told without its grammar."""
    second = [token.start for token in line.tokens[1:2]]
    return [name for name in _names(reader, line) if name.span.start in second]


def _names(reader: Reader, line: Line) -> list[tree.Name]:
    """What a declaration may declare of which nothing can be told: any of its words."""
    found = []
    for token in line.tokens:
        name = token.text if token.kind == "NAME" else token.text.strip(_QUOTES)
        if name.isidentifier():
            span = Span(reader.source.path, token.start, token.end)
            found.append(tree.Name(name, span=span))
    return found
