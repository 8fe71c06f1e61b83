"""A project as it stands in the editor: what is typed over what is on the disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from compiler.check import check, files_named
from compiler.editing.focus import BETWEEN, focused
from compiler.editing.index import FileNames, Index, names_of
from compiler.editing.legal import Context
from compiler.findings import AND_HERE
from dsl.decoding import decode, typed
from dsl.diagnostics import Diagnostic, Edit, Label, once
from dsl.parse import Parsed, parse
from dsl.source import Source
from runtime.folder import SETTINGS, campaign_files, named_in
from runtime.loading import texts_named
from segue.lsp.memory import settled

Found = Mapping[str, list[Diagnostic]]
"""What is wrong, by file."""


@dataclass(frozen=True)
class Written:
    """One file, read once: `undecoded` is what was wrong with its bytes."""

    source: Source
    parsed: Parsed
    names: FileNames
    undecoded: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True)
class State:
    """All files at one moment; they do not change any more, so that another thread may look at
    them."""

    files: Mapping[str, Written]
    texts: Mapping[str, str]
    undecoded: tuple[Diagnostic, ...] = ()

    @cached_property
    def index(self) -> Index:
        return Index(each.names for each in self.files.values())

    @cached_property
    def context(self) -> Context:
        return Context(self.index, {path: each.source.text for path, each in self.files.items()})

    @cached_property
    def refused(self) -> list[Diagnostic]:
        """What could not be read, in all files."""
        every = (each for file in self.files.values() for each in _unread(file))
        return [*every, *self.undecoded]

    def whole(self) -> Found:
        """What is wrong in the whole project."""
        files = [each.parsed.file for each in self.files.values()]
        checked = check(files, self.texts, [each.span for each in self.refused])
        return self._by_file([*self.refused, *checked.diagnostics])

    def of(self, path: str) -> list[Diagnostic]:
        """What is wrong in one file, sooner told than what is in all; without what hangs on all
        campaigns together."""
        broken = [each.span for each in self.refused]
        part = focused(self.index, path, broken)
        checked = check(part, self.texts, broken, self.index.used)
        found = [
            each for each in in_each_file(once([*self.refused, *checked.diagnostics]))
            if each.span.path == path and each.code not in BETWEEN
        ]  # fmt: skip
        return sorted(found, key=lambda diagnostic: diagnostic.span)

    def unread(self, path: str) -> list[Diagnostic]:
        """What could not be read in one file."""
        return [*_unread(self.files[path])]

    def _by_file(self, found: Iterable[Diagnostic]) -> Found:
        by_file: dict[str, list[Diagnostic]] = {path: [] for path in self.files}
        for each in sorted(in_each_file(once(found)), key=lambda diagnostic: diagnostic.span):
            by_file.setdefault(each.span.path, []).append(each)
        return by_file


def in_each_file(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """What is found in several places is said once, at the first. Whoever has another file before
    them sees it there, too."""
    for each in found:
        yield each
        told = {each.span.path}
        for label in each.labels:
            if label.text == AND_HERE and label.span.path not in told:
                told.add(label.span.path)
                here = label.span
                alike = each.edit is not None and each.edit.span == each.span
                edit = Edit(here, each.edit.text) if each.edit and alike else None
                yield replace(each, span=here, labels=(Label(each.span, AND_HERE),), edit=edit)


def _unread(file: Written) -> tuple[Diagnostic, ...]:
    return (*file.undecoded, *file.parsed.diagnostics)


class Project:
    """The project in the folder `root`; a file that is in none is one by itself, of which only the
    lines are looked at. `addresses`: how the editor calls the files that it named, by path."""

    def __init__(self, root: Path, *, only: str | None = None) -> None:
        self.root = root.resolve()
        self.complete = only is None
        self.addresses: dict[str, str] = {}
        self._files: dict[str, Written] = {}
        self._named: set[str] = set()
        self._texts: dict[str, str] = {}
        self._unread: list[Diagnostic] = []
        with settled():
            for path in campaign_files(self.root) if only is None else []:
                self._read(path)
            self.state = self._state()
            for file in self.state.files.values():
                file.names.prepare()

    def path(self, file: Path) -> str:
        """The path of a file from the root."""
        return file.relative_to(self.root).as_posix()

    def uri(self, path: str) -> str:
        """How the editor calls a file."""
        return self.addresses.get(path) or (self.root / path).as_uri()

    def write(self, path: str, text: str) -> None:
        """The file `path` is this text now."""
        before = self._files.get(path)
        if before is None or before.source.text != text:
            self._files[path] = _written(typed(path, text))
            self.state = self._state(again=False)

    def reread(self, path: str) -> None:
        """The file `path` is what is on the disk now, or is gone."""
        self._files.pop(path, None)
        if (self.root / path).is_file() and path.endswith(".campaign"):
            self._read(self.root / path)
        self.state = self._state()

    def settings(self) -> str:
        """The text of segue.toml."""
        file = self.root / SETTINGS
        return file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""

    def _read(self, file: Path) -> None:
        source, undecoded = decode(self.path(file), file.read_bytes())
        self._files[source.path] = _written(source, undecoded)

    def _state(self, *, again: bool = True) -> State:
        """`again`: also what messages name may have changed on the disk."""
        files = dict(sorted(self._files.items()))
        trees = [each.parsed.file for each in files.values()]
        named = files_named(trees)
        if again or named != self._named:
            self._named = named
            self._texts, self._unread = texts_named(trees, named_in(self.root))
        return State(files, self._texts, tuple(self._unread))


def _written(source: Source, undecoded: tuple[Diagnostic, ...] = ()) -> Written:
    parsed = parse(source)
    return Written(source, parsed, names_of(parsed.file), undecoded)
