"""A project, read: its files, and what the compiler says of them."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from compiler.check import Checked, check, files_named
from dsl.decoding import decode
from dsl.diagnostics import Diagnostic, Severity, once
from dsl.parse import parse
from dsl.source import Source
from dsl.tree import File
from runtime.folder import Named, contents, named_in


@dataclass(frozen=True)
class Loaded:
    """`sources` by path from the root, `texts` the contents of the files that messages and offers
    name; `diagnostics` in the order of file and place."""

    root: Path
    sources: Mapping[str, Source]
    texts: Mapping[str, str]
    files: tuple[File, ...]
    checked: Checked
    diagnostics: tuple[Diagnostic, ...]


def load(root: Path) -> Loaded:
    """Read and check the project in the folder `root`.

    Raises ProjectError where there is no project; mistakes in its files are diagnostics.
    """
    return read(root, contents(root).items(), named_in(root))


def errors(loaded: Loaded) -> int:
    """How many of the findings are errors, which keep a project from being executed."""
    return sum(each.severity is Severity.ERROR for each in loaded.diagnostics)


def read(root: Path, files: Iterable[tuple[str, bytes]], named: Named) -> Loaded:
    """What the compiler says of campaign files, given by path from the root in their order, however
    they were kept; `named`: the contents of a file that they name, None where there is none."""
    gc.disable()  # trees are many small objects that all stay: collecting only costs time
    try:
        return _read(root, files, named)
    finally:
        gc.enable()


def _read(root: Path, files: Iterable[tuple[str, bytes]], named: Named) -> Loaded:
    sources: dict[str, Source] = {}
    found: list[Diagnostic] = []
    trees: list[File] = []
    for name, content in files:
        source, problems = decode(name, content)
        parsed = parse(source)
        sources[name] = source
        trees.append(parsed.file)
        found += [*problems, *parsed.diagnostics]
    texts, unread = texts_named(trees, named)
    found += unread
    checked = check(trees, texts, [each.span for each in found])
    said = once([*found, *checked.diagnostics])
    said.sort(key=lambda diagnostic: diagnostic.span)
    return Loaded(root, sources, texts, tuple(trees), checked, tuple(said))


def texts_named(
    files: Iterable[File], named: Named
) -> tuple[dict[str, str], list[Diagnostic]]:
    """The contents of the files that messages and offers name, and which of them are not in UTF-8;
    one that is missing stays out."""
    texts: dict[str, str] = {}
    unread: list[Diagnostic] = []
    for name in sorted(files_named(list(files))):
        content = named(name)
        if content is not None:
            source, problems = decode(name, content)
            texts[name] = source.text
            unread += problems
    return texts, unread
