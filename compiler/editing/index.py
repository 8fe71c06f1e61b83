"""All names of a project: where each is declared, and where it is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from compiler.editing.mentions import of_declaration
from compiler.editing.mentions.place import Kinds, entering
from compiler.editing.symbols import Mention, Space, Symbol
from compiler.meaning.blocks import sends, top
from dsl import tree

LOOSE = frozenset({Space.GOAL, Space.STEP, Space.SPLIT, Space.ARM})
"""Spaces whose owner a test need not say."""


@dataclass(frozen=True)
class FileNames:
    """What one file says: each declaration with the names in it, and by message, which events or
    records let in where its campaigns send it."""

    file: tree.File
    declarations: tuple[tuple[tree.Declaration, tuple[Mention, ...]], ...]
    senders: tuple[tuple[str, Kinds], ...]

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """In the order of the text."""
        every = (each for _, mentions in self.declarations for each in mentions)
        return tuple(sorted(every, key=lambda each: (each.span.start, each.span.end)))

    @cached_property
    def declared(self) -> tuple[Mention, ...]:
        return tuple(each for each in self.mentions if each.declares)

    @cached_property
    def by_symbol(self) -> Mapping[Symbol, Mention]:
        """What is declared; of two declarations the first counts."""
        found: dict[Symbol, Mention] = {}
        for each in self.declared:
            found.setdefault(each.symbol, each)
        return found

    @cached_property
    def by_name(self) -> Mapping[str, list[Mention]]:
        """The mentions of each name."""
        return _grouped((each.symbol.name, each) for each in self.mentions)

    @cached_property
    def by_owner(self) -> Mapping[tuple[Space, str], list[Mention]]:
        """What is declared in a space, by what owns it."""
        return _grouped(((each.symbol.space, each.symbol.owner), each) for each in self.declared)

    @cached_property
    def by_space(self) -> Mapping[Space, list[Mention]]:
        """What is declared in a space."""
        return _grouped((each.symbol.space, each) for each in self.declared)

    @cached_property
    def campaigns_by_use(self) -> Mapping[tuple[Space, str], list[str]]:
        """The campaigns that mention a name, each once."""
        found = {
            ((each.symbol.space, each.symbol.name), node.name.text): None
            for node, mentions in self.declarations if isinstance(node, tree.Campaign)
            for each in mentions if not each.declares and not each.symbol.owner
        }  # fmt: skip
        return _grouped(found)

    @cached_property
    def apart(self) -> frozenset[tuple[Space, str]]:
        """The campaigns and messages of the file."""
        spaces = (Space.CAMPAIGN, Space.MESSAGE)
        return frozenset(
            (space, each.symbol.name) for space in spaces for each in self.by_space.get(space, ())
        )

    @cached_property
    def bare(self) -> tree.File:
        """The file without these, and without tests."""
        left = (
            node for node in self.file.declarations
            if not isinstance(node, tree.Campaign | tree.Message | tree.Test)
        )  # fmt: skip
        return replace(self.file, declarations=tuple(left))

    @cached_property
    def entries(self) -> Mapping[str, list[Kinds]]:
        """By message, what lets in where it is sent."""
        return _grouped(self.senders)


Key = TypeVar("Key")
Value = TypeVar("Value")


def _grouped(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, list[Value]]:
    found: dict[Key, list[Value]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def names_of(file: tree.File) -> FileNames:
    """The names of one file."""
    found = tuple((node, tuple(of_declaration(node))) for node in file.declarations)
    return FileNames(file, found, tuple(_senders(file)))


def _senders(file: tree.File) -> Iterator[tuple[str, Kinds]]:
    for node in file.declarations:
        if isinstance(node, tree.Campaign):
            for name in dict.fromkeys(send.message.text for send in sends(top(node))):
                yield name, entering(node)


class Index:
    """The names of all files of a project."""

    def __init__(self, files: Iterable[FileNames]) -> None:
        self.files = {each.file.path: each for each in files}

    @cached_property
    def declared(self) -> Mapping[Symbol, Mention]:
        """Where each symbol is declared; of two declarations the first counts."""
        found: dict[Symbol, Mention] = {}
        for file in self.files.values():
            for symbol, mention in file.by_symbol.items():
                found.setdefault(symbol, mention)
        return found

    def entries_of(self, message: str) -> Kinds:
        """The events or records that let in where a message is sent, each once."""
        every = (
            kind
            for file in self.files.values()
            for kinds in file.entries.get(message, ())
            for kind in kinds
        )
        return tuple(dict.fromkeys(every))

    def meant(self, symbol: Symbol) -> tuple[Symbol, ...]:
        """The declared symbols that a mention stands for: none where nothing of that name is
        declared, several where it is a field of several events."""
        if symbol in self.declared:
            return (symbol,)
        if symbol.space is Space.ENTRY:
            owners = self.entries_of(symbol.owner)
            fields = (Symbol(Space.FIELD, symbol.name, owner) for owner in owners)
            return tuple(each for each in fields if each in self.declared)
        if symbol.space in LOOSE and (not symbol.owner or symbol.owner.startswith(".")):
            named = (each.symbol for each in self.of(symbol.space))
            return tuple(
                each for each in named
                if each.name == symbol.name and each.owner.endswith(symbol.owner)
            )  # fmt: skip
        return ()

    def at(self, path: str, offset: int) -> list[Mention]:
        """The mentions at a place, each of a declared symbol; the shortest first. A place behind
        the last letter of a name is at that name."""
        file = self.files.get(path)
        found = [
            each._replace(symbol=symbol)
            for each in (file.mentions if file else ())
            if each.span.start <= offset <= each.span.end
            for symbol in self.meant(each.symbol)
        ]
        return sorted(found, key=lambda each: each.span.end - each.span.start)

    def uses(self, symbol: Symbol) -> list[Mention]:
        """Every mention of a symbol, also the one that declares it, by file and place."""
        return [
            each
            for file in self.files.values()
            for each in file.by_name.get(symbol.name, ())
            if symbol in self.meant(each.symbol)
        ]

    def used(self, name: str) -> bool:
        """Whether the name stands anywhere but where it is declared."""
        return any(
            not each.declares for file in self.files.values() for each in file.by_name.get(name, ())
        )

    def owned(self, space: Space, owner: str) -> list[Mention]:
        """What is declared in a space by one owner."""
        key = (space, owner)
        return [each for file in self.files.values() for each in file.by_owner.get(key, ())]

    def of(self, space: Space) -> list[Mention]:
        """What is declared in a space, whatever owns it."""
        return [each for file in self.files.values() for each in file.by_space.get(space, ())]
