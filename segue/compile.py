"""`segue compile`: what the compiler makes of the text."""

from __future__ import annotations

from typing import Annotated

import typer

from segue.options import HERE, Folder, Json, fail, instant

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
    dialect: Annotated[str, typer.Option(help="duckdb, postgres or spark.")] = "duckdb",
    at: Annotated[str, typer.Option(metavar="INSTANT", help="As of this instant; else now.")] = "",
    as_json: Json = False,
) -> None:
    """Show the SQL of a segment, or the machine of a campaign and its queries.

    With --json, the program: the compiled project as one document.
    """
    from compiler.suggest import nearest
    from runtime.workspace import checked, now

    loaded, model = checked(project)
    if as_json and name:
        fail(f"--json gives the whole project as one document: leave `{name}` out")
    if as_json:
        from compiler.program import compile_program

        print(compile_program(model).to_json(), end="")
        return
    from compiler.describing import described
    from compiler.sentences import sentences
    from compiler.sql.dialects import DIALECTS

    chosen = next((each for each in DIALECTS if each == dialect), None)
    if chosen is None:
        fail(f"`{dialect}` is no dialect; choose one of {', '.join(DIALECTS)}")

    moment = instant(at, model.policy.timezone, "--at") if at else now()
    declared = {**model.segments, **model.groups, **model.campaigns}
    if name and name not in declared:
        near = nearest(name, declared)
        hint = f"; did you mean `{near}`?" if near else ""
        fail(f"there is no segment, groups or campaign `{name}`{hint}")
    said = sentences(loaded.files, {path: each.text for path, each in loaded.sources.items()})
    if name not in model.campaigns:
        print(UTC_ONLY + (SESSION if chosen == "spark" else ""))
    for one in [name] if name else [*model.segments, *model.groups]:
        print(described(model, one, moment, chosen, said))
