"""Who was given an arm keeps it (S19): also in a store whose earlier versions nobody wrote down how
they divide, and at no cost where all versions divide alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from compiler.machine.given import GIVEN
from runtime.engines.engine import Engine
from runtime.store.connection import Connection
from runtime.store.versions import running, versions
from tests.conformance.interpreting import identity, told
from tests.conformance.journals import difference, expected, in_words
from tests.conformance.reading import Case, cases
from tests.conformance.recording import Recorder
from tests.conformance.running import by_engine

KEPT = ("an-arm-is-kept", "an-arm-that-is-gone", "two-versions-at-once")
CASES = {case.folder.name: case for case in cases(having="journal.csv") if "S19" in case.name}


def ends(case: Case, hours: int) -> list[datetime]:
    length = timedelta(hours=hours)
    count = (case.until - case.start) // length
    return sorted({*(case.start + length * n for n in range(1, count + 1)), case.until})


def journal(case: Case, ticks: Sequence[datetime], forget: bool = False) -> str:
    """The difference to what is expected; `forget`: how versions divide, after each tick."""

    def after(connection: Connection, end: datetime) -> None:
        if forget:
            connection.execute('DELETE FROM "splits"')
            connection.execute('DELETE FROM "uneven_splits"')
            connection.execute(f'DELETE FROM "{GIVEN}"')

    with by_engine(case, told(case).known, ticks, after) as ran:
        return difference(expected(case), in_words(case, ran.journal))


@pytest.mark.parametrize("name", KEPT)
@pytest.mark.parametrize("hours", [7, 24, 72])
def test_it_is_kept_however_time_is_cut(name: str, hours: int) -> None:
    assert not journal(CASES[name], ends(CASES[name], hours))


@pytest.mark.parametrize("name", KEPT)
def test_a_store_that_did_not_write_down_how_versions_divide_reads_it_in_their_programs(
    name: str,
) -> None:
    assert not journal(CASES[name], [CASES[name].until], forget=True)


def test_nothing_is_kept_where_all_divide_alike() -> None:
    case = CASES["shares"]
    with by_engine(case, told(case).known, [case.until]) as ran:
        assert ran.connection.execute(f'SELECT count(*) FROM "{GIVEN}"').fetchone() == (0,)
        project = running(ran.connection, ran.project)
        engine: Engine[None] = Engine(
            ran.connection, project, Recorder(project, ()), identity(case),
            versions=versions(ran.project),
        )  # fmt: skip
        assert not engine.kept
