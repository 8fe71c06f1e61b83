"""What is shown of the name or word that somebody points at, in Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from compiler.editing.about import about
from compiler.editing.index import Index
from compiler.editing.legal.proposal import Context
from compiler.editing.spot import spot
from compiler.editing.symbols import Mention, Space, Symbol
from compiler.editing.words import about_word
from dsl.source import Source, Span

Known = Mapping[Symbol, str]
"""What a store knows of what is declared, in a sentence: `1,204 customers are inside`."""


@dataclass(frozen=True, slots=True)
class Hover:
    span: Span
    text: str


def hover(source: Source, offset: int, context: Context, known: Known) -> Hover | None:
    """What a name means: its title, the comment above it, the sentence that declares it, and what
    the store knows; of a word that begins a line, what such lines are for."""
    found = context.index.at(source.path, offset)
    if not found:
        return _word(source, offset)
    shortest = found[0].span
    meant = dict.fromkeys(each.symbol for each in found if each.span == shortest)
    texts = [_of(context.index.declared[symbol], context, known) for symbol in meant]
    return Hover(shortest, "\n\n---\n\n".join(texts))


def _of(declared: Mention, context: Context, known: Known) -> str:
    said = about(declared, context.texts)
    title = f"**{said.title}**" if said.title else ""
    store = known.get(declared.symbol, "")
    code = f"```campaign\n{said.sentence}\n```"
    parts = [said.called, title, said.comment, code, store, _uses(declared, context.index)]
    return "\n\n".join(part for part in parts if part)


def _uses(declared: Mention, index: Index) -> str:
    """In how many places of how many files it is used; campaigns need no use."""
    if declared.symbol.space is Space.WHO:
        return ""
    uses = [each for each in index.uses(declared.symbol) if not each.declares]
    files = {each.span.path for each in uses}
    if not uses:
        return "" if declared.symbol.space is Space.CAMPAIGN else "used nowhere"
    times = "once" if len(uses) == 1 else f"{len(uses)} times"
    return f"used {times}, in {len(files)} file{'s' if len(files) > 1 else ''}"


def _word(source: Source, offset: int) -> Hover | None:
    """A word that begins its line."""
    begin, end = offset, offset
    text = source.text
    while begin > 0 and text[begin - 1].isalpha():
        begin -= 1
    while end < len(text) and text[end].isalpha():
        end += 1
    word = text[begin:end]
    if not word or text[text.rfind("\n", 0, begin) + 1 : begin].strip():
        return None
    line = about_word(spot(source, begin).start, word)
    return Hover(Span(source.path, begin, end), f"`{word}`: {line}") if line else None
