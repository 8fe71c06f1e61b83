"""Giving a declared name another spelling everywhere, or saying why that cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from compiler.editing.index import Index
from compiler.editing.mentions.steps import UNNAMED
from compiler.editing.symbols import Mention, Space, Symbol
from compiler.liquid import read
from compiler.meaning.names import TAKEN
from dsl import tree
from dsl.diagnostics import Edit
from dsl.lexer import tokens
from dsl.reserved import RESERVED, RESERVED_BEHIND
from dsl.source import Span

BEHIND = frozenset({Space.MESSAGE, Space.CHANNEL, Space.OFFER, Space.HOOK, Space.SPLIT})
"""Names that stand where a word of the language may stand, too; so do those of segments."""


class Impossible(Exception):
    """The name cannot be changed; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Renaming:
    """A name that can be changed, and where it stands that was pointed at."""

    symbol: Symbol
    span: Span


def renamable(index: Index, path: str, offset: int) -> Renaming:
    """The name at a place. Raises Impossible where there is none, or where it is no name of the
    project's own."""
    found = index.at(path, offset)
    if not found:
        raise Impossible("no declared name stands here")
    shortest = found[0].span
    symbols = list(dict.fromkeys(each.symbol for each in found if each.span == shortest))
    if len(symbols) > 1:
        several = " and ".join(f"`{each.owner}`" for each in symbols)
        raise Impossible(f"`{symbols[0].name}` is a field of {several} here; rename it where each "
                         "declares it")  # fmt: skip
    if index.declared[symbols[0]].sort == UNNAMED:
        event = symbols[0].name
        raise Impossible(f"this goal has no name of its own: write `goal NAME: {event} …`")
    if _is_text(index, symbols[0]):
        raise Impossible(f'"{symbols[0].name}" is a value in the data, which a file cannot change')
    return Renaming(symbols[0], shortest)


def renamed(
    index: Index, symbol: Symbol, name: str, texts: Mapping[str, str], settings: str
) -> list[Edit]:
    """The edits that make `name` of `symbol`, over all files, each place once.

    `texts`: the contents of the files that messages name; `settings`: the text of segue.toml, where
    channels, hooks and lists are named, too. Raises Impossible where the new name is none, is
    taken, or where segue.toml would no longer fit.
    """
    _is_a_name(name, symbol, index)
    _is_free(index, symbol, name)
    _is_not_set(symbol, settings)
    uses = index.uses(symbol)
    _stands_alone(index, symbol, uses)
    found = {each.span: Edit(each.span, name) for each in uses}
    for edit in (*_columns(index, symbol), *_in_files(symbol, name, texts)):
        found.setdefault(edit.span, edit)
    return sorted(found.values(), key=lambda each: each.span)


def _is_text(index: Index, symbol: Symbol) -> bool:
    return symbol.space is Space.CHOICE and index.declared[symbol].sort != "group"


def _is_a_name(name: str, symbol: Symbol, index: Index) -> None:
    found = tokens(name, 0, len(name))
    if len(found) != 1 or found[0].kind != "NAME" or found[0].text != name:
        raise Impossible(f"`{name}` is no name: write letters, digits and `_`, a letter first")
    behind = symbol.space in BEHIND or index.declared[symbol].sort in ("segment", "groups", "list")
    if name in RESERVED or (behind and name in RESERVED_BEHIND):
        raise Impossible(f"`{name}` is a word of the language; choose another name")
    if symbol.space is Space.SHARED and name in TAKEN:
        raise Impossible(f"`{name}` means {TAKEN[name]}; choose another name")


def _is_free(index: Index, symbol: Symbol, name: str) -> None:
    taken = index.declared.get(symbol._replace(name=name))
    if taken is not None:
        raise Impossible(f"{taken.sort} `{name}` is declared already, in `{taken.span.path}`")


def _is_not_set(symbol: Symbol, settings: str) -> None:
    """What segue.toml names, nobody can tell from here what else knows by that name."""
    if symbol.space not in (Space.CHANNEL, Space.HOOK):
        return
    if f"{symbol.space}s.{symbol.name}]" in settings:
        raise Impossible(
            f"segue.toml says how `{symbol.name}` hands over: rename "
            f"`[{symbol.space}s.{symbol.name}]` there, and the {symbol.space} by hand"
        )


def _stands_alone(index: Index, symbol: Symbol, uses: list[Mention]) -> None:
    """A field that stands for that of several events at once cannot be renamed for one of them."""
    for use in uses:
        for other in index.at(use.span.path, use.span.start):
            if other.span == use.span and other.symbol != symbol:
                raise Impossible(
                    f"`{symbol.name}` is also a field of `{other.symbol.owner}` in "
                    f"`{use.span.path}`; say there of each event what is meant for it"
                )


def _columns(index: Index, symbol: Symbol) -> Iterator[Edit]:
    """A field whose column has its name keeps the column."""
    declared = index.declared[symbol]
    if declared.sort != "field":
        return
    for node in index.files[declared.span.path].file.declarations:
        kept = isinstance(node, tree.Event) and node.table is None
        for line in getattr(node, "fields", ()):
            if line.name.span == declared.span and not kept and _reads_its_name(line):
                end = line.type.span.end
                yield Edit(Span(declared.span.path, end, end), f" from {_quoted(symbol.name)}")


def _reads_its_name(line: tree.FieldLine) -> bool:
    return line.column is None and line.kept is None and line.type is not None


def _quoted(name: str) -> str:
    return name if name not in RESERVED else f"`{name}`"


def _in_files(symbol: Symbol, name: str, texts: Mapping[str, str]) -> Iterator[Edit]:
    """Texts of messages that stand in files of their own show fields of customers, and offers."""
    for path, text in texts.items():
        for variable in read(text).variables if "{" in text else ():
            owner, *fields = variable.path
            if symbol.space is Space.SHARED and owner == "customer" and fields == [symbol.name]:
                yield Edit(Span(path, variable.end - len(symbol.name), variable.end), name)
            elif symbol.space is Space.OFFER and owner == symbol.name:
                yield Edit(Span(path, variable.start, variable.start + len(owner)), name)
            elif owner == "entry" and fields == [symbol.name] and symbol.space is Space.FIELD:
                raise Impossible(f"`{path}` shows `entry.{symbol.name}`; which events let in there "
                                 "is not looked up: change it by hand")  # fmt: skip
