"""How far a run may go, by how complete the shop's tables are (S2)."""

from __future__ import annotations

import pytest

from runtime import store
from runtime.running.limits import limit
from runtime.sources import attach
from runtime.workspace.workspace import Workspace
from tests.conformance.journals import written
from tests.conformance.reading import Case, Line, cases, instant
from tests.conformance.shops import Shop

CASES = cases(having="limits.csv")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_run_goes_as_far_as_the_tables_are_complete(case: Case) -> None:
    found = [{**line, **limited(case, line)} for line in case.lines("limits.csv")]
    assert found == case.lines("limits.csv")


def limited(case: Case, line: Line) -> dict[str, str]:
    """How far a run may go that is asked for at this time, with the tables as they are then."""
    now, project = instant(line["now"]), case.texts[-1][1]
    connection = store.open(None, threads=1)
    try:
        shop = Shop(connection, case)
        settings = shop.settings(project)
        sources = attach(connection, project, settings, case.folder)
        shop.fill(project, now)
        space = Workspace(case.folder, project, settings, connection, sources, project)
        found = limit(space, instant(line["until"]), now)
    finally:
        connection.close()
    end = "" if found.end is None else written(found.end)
    return {"goes to": end, "stopped": "yes" if found.stopped else "no"}
