"""What of a project must be looked at to say what is wrong in one of its files.

Checking all campaigns of a large project takes a second; somebody who types waits for less. So the
others are left out, but for what has to do with the file: `tests/compiler/test_focus.py` shows that
what is found in it stays the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from compiler.editing.index import FileNames, Index
from compiler.editing.symbols import Mention, Space, Symbol
from dsl import tree
from dsl.source import Span

BETWEEN = frozenset({"W0120", "W0121", "W0205"})
"""What hangs on all campaigns together, and silences of it: what a part of them says of these is no
more than a part."""

_APART = (tree.Campaign, tree.Message, tree.Test)
"""What there are many of, and what little hangs on."""

_SPACES = (Space.CAMPAIGN, Space.MESSAGE)
_LOOSE = (Space.SPLIT, Space.GOAL)
"""What the tests of one file ask of the campaigns of another."""


def focused(index: Index, path: str, broken: Sequence[Span] = ()) -> list[tree.File]:
    """The files of the project without those campaigns, messages and tests of other files that have
    nothing to do with the file `path`. `broken`: where the parser refused a line."""
    wanted = _Wanted(index, path, broken)
    return [
        file.file if name == path else _without(file.file, wanted.kept)
        for name, file in index.files.items()
    ]


def _without(file: tree.File, kept: Callable[[tree.Declaration], bool]) -> tree.File:
    left = tuple(node for node in file.declarations if kept(node))
    return replace(file, declarations=left)


class _Wanted:
    """Which campaigns and messages of other files are looked at."""

    def __init__(self, index: Index, path: str, broken: Sequence[Span]) -> None:
        self._index = index
        self._path = path
        self._broken = {span.path: [each for each in broken if each.path == span.path]
                        for span in broken}  # fmt: skip
        self._names: set[tuple[Space, str]] = set()
        own = index.files[path]
        self._add(self._asked(own.mentions))
        self._add(self._senders(own))
        self._add((each.symbol.space, each.symbol.name) for each in own.declared)
        self.everything = self._unresolved(own)

    def kept(self, node: tree.Declaration) -> bool:
        if not isinstance(node, _APART):
            return True
        if self._is_broken(node.span):
            return True
        if isinstance(node, tree.Test):
            return False
        space = Space.CAMPAIGN if isinstance(node, tree.Campaign) else Space.MESSAGE
        return self.everything or (space, node.name.text) in self._names

    def _is_broken(self, span: Span) -> bool:
        here = self._broken.get(span.path, ())
        return any(span.start <= each.start < span.end for each in here)

    def _unresolved(self, own: FileNames) -> bool:
        """Whether a name of a message or campaign is unknown; then what is near it is looked for
        among all there are."""
        return any(
            each.symbol.space in (*_SPACES, *_LOOSE) and not self._index.meant(each.symbol)
            for each in own.mentions
        )

    def _add(self, names: Iterable[tuple[Space, str]]) -> None:
        """These, and what they ask for."""
        for space, name in names:
            if space not in _SPACES or (space, name) in self._names:
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

    def _asked(self, mentions: Iterable[Mention]) -> Iterator[tuple[Space, str]]:
        for each in mentions:
            if each.symbol.space in _LOOSE and not each.declares:
                for meant in self._index.meant(each.symbol):
                    yield Space.CAMPAIGN, meant.owner.partition(".")[0]
            elif not each.declares:
                yield each.symbol.space, each.symbol.name

    def _senders(self, own: FileNames) -> Iterator[tuple[Space, str]]:
        """The campaigns of other files that use something of the file: all that send a message,
        since what its text may show hangs on each; of all else one, which shows that it is used."""
        for space, name in {(each.symbol.space, each.symbol.name): None for each in own.declared}:
            for campaign in self._users(space, name):
                yield Space.CAMPAIGN, campaign
                if space not in _SPACES:
                    break

    def _users(self, space: Space, name: str) -> Iterator[str]:
        for path, file in self._index.files.items():
            if path != self._path:
                yield from file.campaigns_by_use.get((space, name), ())
