"""What the compiler says of a text, and the project that it makes of one."""

from __future__ import annotations

from collections.abc import Mapping

from compiler.check import check
from compiler.codes import BASE
from compiler.model.project import Project
from dsl.diagnostics import Diagnostic, once
from dsl.parse import parse_text


def findings(
    text: str, *, base: str = BASE, texts: Mapping[str, str] | None = None
) -> list[Diagnostic]:
    """Everything that is wrong with a file that stands beside `base`, the parser's findings
    first."""
    parsed = [parse_text(path, text) for path, text in (("base", base), ("file", text)) if text]
    every = [finding for each in parsed for finding in each.diagnostics]
    broken = [finding.span for finding in every]
    checked = check([each.file for each in parsed], texts or {}, broken)
    return once([*every, *checked.diagnostics])


def said(
    text: str, *, base: str = BASE, texts: Mapping[str, str] | None = None
) -> list[tuple[str, str]]:
    """Codes, each with the text that it underlines."""
    sources = {"base": base, "file": text}
    return [
        (each.code, sources[each.span.path][each.span.start : each.span.end])
        for each in findings(text, base=base, texts=texts)
    ]


def project(
    text: str, *, base: str = BASE, texts: Mapping[str, str] | None = None, path: str = "file"
) -> Project:
    """The typed project of a text beside `base`, which must be without errors."""
    parsed = [parse_text(name, text) for name, text in (("base", base), (path, text)) if text]
    assert not [finding for each in parsed for finding in each.diagnostics]
    checked = check([each.file for each in parsed], texts or {})
    assert checked.project is not None, checked.diagnostics
    return checked.project
