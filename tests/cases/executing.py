"""A case carried out: what is said of its source, and what its campaigns do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache

from compiler.check import check, files_named
from compiler.model.conditions import Condition, InSegment
from compiler.model.project import Project
from compiler.model.tests import Test
from compiler.model.values import GroupValue, Plain, TraitValue, Value
from compiler.sql.dialects import emit
from compiler.sql.probe import Everybody, Inline, probe
from compiler.sql.queries import Key, groups_query, segment_query
from compiler.sql.tables import store_tables
from compiler.zones import midnight, to_civil
from dsl import tree
from dsl.diagnostics import Diagnostic
from dsl.parse import parse
from dsl.printer import format_source
from dsl.source import Source
from runtime import store
from runtime.aloud import aloud
from runtime.history import History
from runtime.identity import Identity
from runtime.interpreter import Position, View, populations
from runtime.interpreter.conditions import holds
from runtime.interpreter.values import value
from runtime.journal import Row
from runtime.testing.executor import Executor, interpreter
from runtime.testing.horizon import latest_end
from runtime.testing.lines import forced_by, histories_of
from runtime.testing.on_engine import engine, recorded
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
    text = case.text
    if case.data:
        lines = "".join(f"  {line}\n" for line in case.data.splitlines())
        # A test must expect something; whether it does so rightly is not looked at.
        text += f'\ntest "data"\n{lines}  expect no message to {case.data.split()[1]}\n'
    sources = [Source(f"{name}.campaign", shop(name)) for name in BESIDE[case.info]]
    sources.append(Source(PATH, text))
    parsed = [parse(source) for source in sources]
    files = [each.file for each in parsed]
    broken = [finding.span for each in parsed for finding in each.diagnostics]
    checked = check(files, dict.fromkeys(files_named(files), "Hello!"), broken)
    every = [finding for each in parsed for finding in each.diagnostics]
    own = [each for each in (*every, *checked.diagnostics) if each.span.path == PATH]
    return Read(sources[-1], tuple(sorted(own, key=lambda each: each.span)), checked.project)


def results(case: Case) -> dict[str, str]:
    """What each of the case's expected blocks should hold."""
    make = {
        "diagnostics": diagnostics, "formatted": formatted, "values": values, "sql": sql,
        "journal": journal,
    }  # fmt: skip
    return {kind: make[kind](case) for kind in case.blocks}


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


# The world ----------------------------------------------------------------------------------------


def _world(case: Case) -> tuple[Project, Test, dict[str, History]]:
    here = read(case)
    assert here.project is not None, [each.title for each in here.findings]
    test = here.project.tests[-1]
    histories = histories_of(here.project, test, lambda *_: ([], []))
    return here.project, test, histories


def journal(case: Case) -> str:
    """The journal read aloud, customer by customer; engine and interpreter must agree on it."""
    one, other = (_journal(case, execute) for execute in (interpreter, engine))
    assert one == other, f"interpreter:\n{one}\nengine:\n{other}"
    return one


def _journal(case: Case, execute: Executor) -> str:
    project, test, _ = _world(case)
    forced = forced_by(test)

    def before(histories: Mapping[str, History], until: datetime) -> tuple[list[Row], list[object]]:
        from runtime.testing.delivery import deliveries

        rows = execute(project, list(histories.values()), test.starts, until, IDENTITY, forced)
        return rows, deliveries(project, test, histories, rows)  # type: ignore[return-value]

    histories = histories_of(project, test, before)  # type: ignore[arg-type]
    rows, _delivered = before(histories, test.until or latest_end(project, test))
    who = sorted({row.customer for row in rows})
    width = max((len(each) for each in who), default=0)
    told = [f"{row.customer.ljust(width)}  {aloud(project, row)}" for row in rows]
    return "".join(f"{line}\n" for line in told)


def values(case: Case) -> str:
    """What the case's traits, groups and segments are for each customer at the end of its data,
    as a table: by SQL on DuckDB, which must equal the interpreter."""
    project, test, histories = _world(case)
    at = test.until
    assert at is not None, "say `until` when"
    asked = _asked(case, project)
    by_sql = _by_sql(project, asked, at, list(histories.values()))
    seen = populations(project, list(histories.values()), midnight(at, project.policy.timezone))
    for row, history in zip(by_sql, histories.values(), strict=True):
        view = View(project, history, Position(at), _snapshots(project, seen, at))
        for name, of in asked.items():
            right = value(view, of) if isinstance(of, Value) else holds(view, of)
            assert row[name] == right, f"{history.key} {name}: {row[name]} {right}"
    table = [["", *asked], *(
        [key, *(_cell(project, row[name]) for name in asked)]
        for key, row in zip(histories, by_sql, strict=True)
    )]  # fmt: skip
    return _table(table)


def _snapshots(project: Project, seen: Mapping[str, Plain | None], at: datetime) -> object:
    from runtime.interpreter import Populations

    return Populations(((midnight(at, project.policy.timezone), seen),))


def _asked(case: Case, project: Project) -> dict[str, Condition | Value]:
    """What the case itself declares, in its order."""
    own = parse(Source(PATH, case.text)).file.declarations
    kinds = (tree.Trait, tree.Groups, tree.Segment)
    names = [node.name.text for node in own if isinstance(node, kinds)]
    asked: dict[str, Condition | Value] = {}
    for name in names:
        if name in project.segments:
            asked[name] = InSegment(name)
        elif name in project.groups:
            asked[name] = GroupValue(name)
        elif name in project.traits:
            asked[name] = TraitValue(name, project.traits[name].value.type)
    return asked


def _by_sql(
    project: Project, asked: Mapping[str, Condition | Value], at: datetime,
    histories: Sequence[History],
) -> list[dict[str, object]]:  # fmt: skip
    connection = store.open(None, threads=1)
    try:
        recorded(connection, project, histories)
        snapshot = Inline(midnight(at, project.policy.timezone))
        query = probe(project, asked, Everybody(at), store_tables(project), snapshot)
        result = connection.execute(emit(query, "duckdb"))
        names = [column[0] for column in result.description or ()]
        rows = [
            {name: _aware(cell) for name, cell in zip(names, row, strict=True)}
            for row in result.fetchall()
        ]
        return sorted(rows, key=lambda row: int(row["customer"]))
    finally:
        connection.close()


def _aware(cell: object) -> object:
    """The store's instants are in UTC and say so nowhere."""
    return cell.replace(tzinfo=UTC) if isinstance(cell, datetime) else cell


def sql(case: Case) -> str:
    """The query for the last segment or groups of the case, as DuckDB executes it."""
    project, test, histories = _world(case)
    assert test.until is not None, "say `until` when"
    name = [each for each in _asked(case, project) if each not in project.traits][-1]
    make = groups_query if name in project.groups else segment_query
    snapshot = Inline(midnight(test.until, project.policy.timezone))
    query = make(project, name, test.until, store_tables(project), snapshot, Key.COUNT)
    text = emit(query, "duckdb")
    connection = store.open(None, threads=1)
    try:
        recorded(connection, project, list(histories.values()))
        rows = connection.execute(text).fetchall()
    finally:
        connection.close()
    told = "".join("-- " + " ".join(str(cell) for cell in row) + "\n" for row in rows)
    return f"{text.rstrip()}\n{told}"


def _cell(project: Project, of: object) -> str:
    if of is None:
        return "?"
    if isinstance(of, bool):
        return "yes" if of else "no"
    if isinstance(of, Decimal):
        return f"{of.normalize():f}"
    if isinstance(of, datetime):
        return f"{to_civil(of, project.policy.timezone):%Y-%m-%d %H:%M}"
    return str(of)


def _table(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        + "\n"
        for row in rows
    )
