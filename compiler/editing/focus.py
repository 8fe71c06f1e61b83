"""What of a project must be looked at to say what is wrong in one of its files.

Checking all campaigns of a large project takes a second; somebody who types waits for less. So the
others are left out, but for what has to do with the file: `tests/editing/test_focus.py` shows that
what is found in it stays the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from compiler.editing.index import FileNames, Index
from compiler.editing.symbols import Mention, Space, Symbol
from dsl import tree
from dsl.source import Span

BETWEEN = frozenset({"W0120", "W0121", "W0205"})
"""What hangs on all campaigns together, and silences of it: what a part of them says of these is no
more than a part."""

_SPACES: dict[type, Space] = {tree.Campaign: Space.CAMPAIGN, tree.Message: Space.MESSAGE}
"""What there are many of, and what little hangs on; tests, on which nothing does, apart."""

_LOOSE = (Space.SPLIT, Space.GOAL)
"""What the tests of one file ask of the campaigns of another."""

Named = tuple[Space, str]


def focused(index: Index, path: str, broken: Sequence[Span] = ()) -> list[tree.File]:
    """The files of the project without those campaigns, messages and tests of other files that have
    nothing to do with the file `path`. `broken`: where the parser refused a line.

    Where the file names a message or campaign that is unknown, the others are there by name only,
    so that the nearest one is found.
    """
    wanted = _Wanted(index, path, broken)
    if wanted.everything:
        return [file.file for file in index.files.values()]
    return [
        file.file if name == path else wanted.of(file) for name, file in index.files.items()
    ]


class _Wanted:
    """Which campaigns and messages of other files are looked at."""

    def __init__(self, index: Index, path: str, broken: Sequence[Span]) -> None:
        self._index = index
        self._path = path
        self._broken = {span.path: [each for each in broken if each.path == span.path]
                        for span in broken}  # fmt: skip
        self._names: set[Named] = set()
        own = index.files[path]
        self._add(self._asked(own.mentions))
        self._add(self._senders(own))
        self._add((each.symbol.space, each.symbol.name) for each in own.declared)
        self.everything = self._unknown(own, _LOOSE)
        self._by_name = self._unknown(own, _SPACES.values())

    def of(self, file: FileNames) -> tree.File:
        """What is looked at of another file."""
        broken = file.file.path in self._broken
        if not broken and not self._by_name and self._names.isdisjoint(file.apart):
            return file.bare
        shown = (self._shown(node) for node in file.file.declarations)
        return replace(file.file, declarations=tuple(node for node in shown if node is not None))

    def _shown(self, node: tree.Declaration) -> tree.Declaration | None:
        """The declaration, its name only, or nothing."""
        if self._is_broken(node.span):
            return node
        if isinstance(node, tree.Campaign | tree.Message):
            if (_SPACES[type(node)], node.name.text) in self._names:
                return node
            return _shell(node) if self._by_name else None
        return None if isinstance(node, tree.Test) else node

    def _is_broken(self, span: Span) -> bool:
        here = self._broken.get(span.path, ())
        return any(span.start <= each.start < span.end for each in here)

    def _unknown(self, own: FileNames, spaces: Iterable[Space]) -> bool:
        """Whether the file uses a name in these spaces that is declared nowhere."""
        asked = frozenset(spaces)
        return any(
            each.symbol.space in asked and not self._index.meant(each.symbol)
            for each in own.mentions
        )

    def _add(self, names: Iterable[Named]) -> None:
        """These, and what they ask for."""
        for space, name in names:
            if space not in _SPACES.values() or (space, name) in self._names:
                continue
            self._names.add((space, name))
            found = self._index.declared.get(Symbol(space, name))
            if found is not None:
                self._add(self._asked(self._below(found)))

    def _below(self, declared: Mention) -> list[Mention]:
        """The mentions in what a declaration says."""
        whole = declared.whole or declared.span
        nodes = self._index.files[whole.path].declarations
        return [each for node, mentions in nodes if node.span == whole for each in mentions]

    def _asked(self, mentions: Iterable[Mention]) -> Iterator[Named]:
        for each in mentions:
            if each.symbol.space in _LOOSE and not each.declares:
                for meant in self._index.meant(each.symbol):
                    yield Space.CAMPAIGN, meant.owner.partition(".")[0]
            elif not each.declares:
                yield each.symbol.space, each.symbol.name

    def _senders(self, own: FileNames) -> Iterator[Named]:
        """The campaigns of other files that use something of the file: all that send a message,
        since what its text may show hangs on each; of all else one, which shows that it is used."""
        for space, name in {(each.symbol.space, each.symbol.name): None for each in own.declared}:
            for campaign in self._users(space, name):
                yield Space.CAMPAIGN, campaign
                if space not in _SPACES.values():
                    break

    def _users(self, space: Space, name: str) -> Iterator[str]:
        for path, file in self._index.files.items():
            if path != self._path:
                yield from file.campaigns_by_use.get((space, name), ())


def _shell(node: tree.Campaign | tree.Message) -> tree.Campaign | tree.Message:
    """The declaration without what it says."""
    if isinstance(node, tree.Campaign):
        return tree.Campaign(node.name, span=node.span)
    return replace(node, variants=())
