"""A statement in PostgreSQL's words."""

from __future__ import annotations

import re

import sqlglot
from sqlglot import exp

from compiler.sql.dialects import native
from compiler.sql.translating.edges import flatten
from compiler.sql.translating.names import named
from compiler.sql.translating.relations import Columns, names
from compiler.sql.translating.shapes import identifier, reshape
from compiler.sql.translating.words import reword

ORDERED = ("handovers", "versions")
"""Tables whose rows have an order, which is asked for."""

OPEN, CLOSE = "\ue000", "\ue001"
"""Around the name of a parameter."""

GIVEN = "SEGUE_GIVEN"
"""What a parameter is called while its statement is looked at."""

NUMBERED = '"rowid" BIGINT GENERATED ALWAYS AS IDENTITY'

Translated = tuple[str, ...]
"""Text, the name of a parameter, text, the name of another, and so on."""


def translated(text: str, columns: Columns) -> Translated:
    """One or more statements that do in PostgreSQL what the text does in DuckDB. A parameter
    without a name has its number, from 1."""
    parts = [
        part
        for statement in sqlglot.parse(_called(text), dialect="duckdb")
        if statement is not None
        for part in _statements(statement, columns)
    ]
    return tuple(re.split(f"{OPEN}(.*?){CLOSE}", ";\n".join(parts)))


def _called(text: str) -> str:
    """With a call in the place of every parameter: what stands between two dollars can be read as
    text, and what stands behind a colon as a name."""
    count = iter(range(1, text.count("?") + 1))

    def call(match: re.Match[str]) -> str:
        name = next(count) if match[0] == "?" else match[1]
        return match[0] if name is None else f"{GIVEN}('{name}')"

    return re.sub(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\n]*|\?|\$(\w+)", call, text)


def _statements(statement: exp.Expr, columns: Columns) -> list[str]:
    root = exp.Paren(this=native(statement, "postgres"))
    if isinstance(root.this, exp.Insert) and root.this.args.get("by_name"):
        _insert_by_name(root.this, columns)
    flatten(root)
    reshape(root, columns)
    reword(root)
    _address_rows(root)
    _shorten(root)
    for call in list(root.find_all(exp.Anonymous)):
        if call.name == GIVEN:
            call.replace(exp.Var(this=f"{OPEN}{call.expressions[0].name}{CLOSE}"))
    return _made(root.this)


def _insert_by_name(insert: exp.Insert, columns: Columns) -> None:
    listed = [identifier(name) for name in names(insert.expression, columns)]
    insert.set("this", exp.Schema(this=insert.this, expressions=listed))
    insert.set("by_name", False)


def _address_rows(root: exp.Expr) -> None:
    """PostgreSQL says where a row lies, which is an order only for as long as nothing is removed:
    tables whose rows are told apart by their order number them themselves."""
    if any(table.name in ORDERED for table in root.find_all(exp.Table)):
        return
    for column in root.find_all(exp.Column):
        if column.name == "rowid":
            column.set("this", exp.to_identifier("ctid"))


def _shorten(root: exp.Expr) -> None:
    for each in root.find_all(exp.Identifier):
        each.set("this", named(each.name))


def _made(statement: exp.Expr) -> list[str]:
    if isinstance(statement, exp.Create):
        return _create(statement)
    return [_text(statement)]


def _create(create: exp.Create) -> list[str]:
    if isinstance(create.this, exp.Schema):
        _order_by_code_point(create.this)
        if create.this.this.name in ORDERED:
            create.this.append("expressions", exp.var(NUMBERED))
    if not create.args.get("replace"):
        return [_text(create)]
    create.set("replace", False)
    name, kind = create.this.find(exp.Table).this, create.kind
    drop = f"DROP {kind} IF EXISTS {_text(name)} CASCADE"
    query = create.expression
    if query and any(each.name == name.name for each in query.find_all(exp.Table)):
        return _create_from_itself(create, name)
    return [drop, _text(create)]


def _create_from_itself(create: exp.Create, name: exp.Expr) -> list[str]:
    before = identifier("before")
    rename = f"ALTER TABLE {_text(name)} RENAME TO {_text(before)}"
    for table in create.expression.find_all(exp.Table):
        if table.name == name.name:
            alias = table.args.get("alias") or exp.TableAlias(this=name.copy())
            table.set("alias", alias)
            table.set("this", before.copy())
    return [rename, _text(create), f"DROP TABLE {_text(before)}"]


def _order_by_code_point(schema: exp.Schema) -> None:
    """All text that is kept is in the order of code points, whatever the database's own order."""
    for column in schema.find_all(exp.ColumnDef):
        if column.args["kind"].this is exp.DType.TEXT:
            collate = exp.CollateColumnConstraint(this=identifier("C"))
            column.append("constraints", exp.ColumnConstraint(kind=collate))


def _text(node: exp.Expr) -> str:
    return node.sql(dialect="postgres", identify=True, comments=False, copy=False)
