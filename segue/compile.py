"""`segue compile`: what the compiler makes of the text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from segue.options import HERE, Folder, Json, fail, instant

if TYPE_CHECKING:
    from compiler.model.project import Project

JOURNEYS = ("duckdb", "postgres")
EXECUTED = (*JOURNEYS, "spark")
DIALECTS = (
    *EXECUTED, "bigquery", "snowflake", "databricks", "redshift", "clickhouse", "trino"
)  # fmt: skip
"""Those in which Segue executes queries, and those in which it only prints them. The queries of
campaigns can be shown in the first two."""

UTC_ONLY = """\
-- Times are compared in UTC. Columns of a table with a `timezone` in segue.toml must be made UTC
-- before this query is asked of them; `segue count` does so.
"""

SESSION = """\
SET TIME ZONE 'UTC';
"""


def compile(
    name: Annotated[
        str, typer.Argument(help="A segment, groups, or a campaign; else every segment.")
    ] = "",
    project: Folder = HERE,
    dialect: Annotated[str, typer.Option(help=f"One of {', '.join(DIALECTS)}.")] = "duckdb",
    at: Annotated[str, typer.Option(metavar="INSTANT", help="As of this instant; else now.")] = "",
    as_json: Json = False,
) -> None:
    """Show the SQL of a segment, or the machine of a campaign and its queries.

    With --json, the program: the compiled project as one document.
    """
    from compiler.suggest import nearest
    from runtime.clock import now
    from runtime.workspace.checked import checked

    loaded, model = checked(project)
    if as_json and name:
        fail(f"--json gives the whole project as one document: leave `{name}` out")
    if as_json:
        from compiler.program import compile_program

        print(compile_program(model).to_json(), end="")
        return
    if dialect not in DIALECTS:
        fail(f"`{dialect}` is no dialect; choose {', '.join(DIALECTS[:-1])} or {DIALECTS[-1]}")
    from compiler.sentences import sentences


    moment = instant(at, model.policy.timezone, "--at") if at else now()
    declared = {**model.segments, **model.groups, **model.campaigns}
    if name and name not in declared:
        near = nearest(name, declared)
        hint = f"; did you mean `{near}`?" if near else ""
        fail(f"there is no segment, groups or campaign `{name}`{hint}")
    said = sentences(loaded.files, {path: each.text for path, each in loaded.sources.items()})
    kinds = [*model.segments, *model.groups]
    asked = [each for each in kinds if name in ("", each)]
    if asked:
        print(UTC_ONLY + (SESSION if dialect == "spark" else ""))
    for one in asked:
        print(_described(model, one, moment, dialect, said))
    if name in model.campaigns and (dialect in JOURNEYS or not asked):
        print(_campaign(model, name, dialect))


def _campaign(model: Project, name: str, dialect: str) -> str:
    from compiler.describing import described_campaign
    from compiler.sql.dialects import DIALECTS

    if dialect not in JOURNEYS:
        fail(f"campaigns are executed on DuckDB: the queries of `{name}` have no other dialect")
    return described_campaign(model, name, next(each for each in DIALECTS if each == dialect))


def _described(
    model: Project, name: str, at: datetime, dialect: str, said: Mapping[str, str]
) -> str:
    from compiler.describing import described, described_in
    from compiler.sql.dialects import DIALECTS
    from compiler.sql.printed.printing import PRINTED
    from compiler.sql.printed.words import CannotPrint

    for printed in PRINTED:
        if printed == dialect:
            try:
                return described_in(model, name, at, printed, said)
            except CannotPrint as error:
                fail(f"`{name}`: {error}")
    chosen = next(each for each in DIALECTS if each == dialect)
    return described(model, name, at, chosen, said)
