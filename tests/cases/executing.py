"""A case carried out: what is said of its source, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from compiler.check import check, files_named
from compiler.model.project import Project
from dsl.diagnostics import Diagnostic
from dsl.parse import parse
from dsl.printer import format_source
from dsl.source import Source
from runtime.identity import Identity
from runtime.telling.aloud import aloud
from runtime.testing.executor import Executor, interpreter
from runtime.testing.on_engine import engine
from runtime.testing.play import run_test
from tests.cases.reading import PAGES, Case

IDENTITY = Identity("reference")
PATH = "example.campaign"
BESIDE = {
    "": ("knowing", "ways"),
    "beside knowing": ("knowing",),
    "alone": (),
}
"""The shop's files that stand beside a case, by what is written behind `campaign`."""


@cache
def shop(name: str) -> str:
    """A file of the shop in which the examples play."""
    return PAGES.joinpath("shop", f"{name}.campaign").read_text("utf-8")


@dataclass(frozen=True)
class Read:
    """`findings` are those about the case's own text."""

    source: Source
    findings: tuple[Diagnostic, ...]
    project: Project | None


def read(case: Case) -> Read:
    """The case's text, and its data as a test behind it, beside the files of the shop."""
    sources = [Source(f"{name}.campaign", shop(name)) for name in BESIDE[case.info]]
    sources.append(Source(PATH, text_of(case)))
    parsed = [parse(source) for source in sources]
    files = [each.file for each in parsed]
    broken = [finding.span for each in parsed for finding in each.diagnostics]
    checked = check(files, dict.fromkeys(files_named(files), "Hello!"), broken)
    every = [finding for each in parsed for finding in each.diagnostics]
    own = [each for each in (*every, *checked.diagnostics) if each.span.path == PATH]
    return Read(sources[-1], tuple(sorted(own, key=lambda each: each.span)), checked.project)


def text_of(case: Case) -> str:
    """The case's text, and its data as the lines of a test behind it."""
    if not case.data:
        return case.text
    lines = "".join(f"  {line}\n" for line in case.data.splitlines())
    # A test must expect something; whether it does so rightly is not looked at.
    expected = f"  expect no message to {case.data.split()[1]}\n"
    return f'{case.text}\ntest "data"\n{lines}{expected}'


def diagnostics(case: Case) -> str:
    """Each finding as the command shows it: place, code, title, the line, what to type."""
    here = read(case)
    return "\n".join(shown(here.source, finding) for finding in here.findings)


def shown(source: Source, finding: Diagnostic) -> str:
    """One finding with the underlined text."""
    line, column = source.place(finding.span.start)
    row = source.line(line)
    length = min(finding.span.end, finding.span.start + len(row) - column + 1)
    marks = "^" * max(length - finding.span.start, 1)
    rows = [
        f"{line}:{column} {finding.code} {finding.name}: {finding.title}",
        f"    {row}",
        f"    {' ' * (column - 1)}{marks}",
    ]
    if finding.explanation:
        rows.append(finding.explanation)
    if finding.help:
        rows.append(f"help: {finding.help}")
    return "\n".join(rows) + "\n"


def formatted(case: Case) -> str:
    return format_source(Source(PATH, case.text))


def journal(case: Case) -> str:
    """The journal read aloud, customer by customer; engine and interpreter must agree on it."""
    one, other = (_journal(case, execute) for execute in (interpreter, engine))
    assert one == other, f"interpreter:\n{one}\nengine:\n{other}"
    return one


def _journal(case: Case, execute: Executor) -> str:
    project = whole(case)
    rows = run_test(project, project.tests[-1], execute, IDENTITY).rows
    width = max((len(row.customer) for row in rows), default=0)
    return "".join(f"{row.customer.ljust(width)}  {aloud(project, row)}\n" for row in rows)


def whole(case: Case) -> Project:
    """The project of a case, which must be right."""
    here = read(case)
    assert here.project is not None, [each.title for each in here.findings]
    return here.project
