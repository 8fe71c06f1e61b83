"""archive: old rows of the journal lie in files, and everybody who asks still has them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from shutil import copytree

import duckdb
import pytest

from runtime.archive.archiving import archive
from runtime.archive.whole import whole_journal
from runtime.store.connection import Connection
from tests.outside.command.test_forgetting import Cut, _counted
from tests.outside.command.typed import replaced
from tests.outside.forgotten import (
    WHO,
    add,
    begin,
    done,
    ingest,
    journal,
    store,
    told,
    typed,
    write,
)

UNTIL = "2026-04-12"
AFTER = timedelta(days=10)
LOOKS = (("journal", "--json"), ("report",), ("report", "--json"), ("explain", WHO), ("status",),
         ("points", "--json"))  # fmt: skip


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as it lies some weeks later. Not to be changed."""
    folder = tmp_path_factory.mktemp("ran") / "shop"
    folder.mkdir()
    write(folder)
    with (folder / "segue.toml").open("a", encoding="utf-8") as file:
        file.write('\n[archive]\nafter = "10 days"\n')
    begin(folder)
    done(folder, "run", "--until", UNTIL)
    return folder


@pytest.fixture
def shop(ran: Path, tmp_path: Path) -> Path:
    return Path(copytree(ran, tmp_path / "shop"))


def files(folder: Path) -> list[Path]:
    return sorted((folder / ".segue/archive").glob("*"))


def in_store(folder: Path) -> int:
    with store(folder) as connection:
        row = connection.execute('SELECT count(*) FROM "journal_rows"').fetchone()
    return int(row[0]) if row else 0


def test_what_is_shown_stays_what_it_was(shop: Path) -> None:
    before = [done(shop, *words) for words in LOOKS]
    rows = in_store(shop)
    said = done(shop, "archive")
    (path,) = files(shop)
    assert path.name.startswith("journal-2026-03-")
    ((moved,),) = duckdb.execute(f"SELECT count(*) FROM '{path}'").fetchall()
    assert 100 < moved == rows - in_store(shop)
    assert said == (
        f"{moved:,} rows from before 2026-04-01 moved into 1 file in .segue/archive\n"
    )
    assert [done(shop, *words) for words in LOOKS] == before
    assert done(shop, "archive") == (
        "no row of the journal is from before 2026-04-01: there is nothing to do\n"
    )


def test_runs_go_on_as_if_nothing_were_moved(shop: Path) -> None:
    twin = Path(copytree(shop, shop.parent / "twin"))
    done(shop, "archive")
    for folder in (shop, twin):
        add(folder, "carts", *((key, "2026-04-12 10:00:00", "k", "x") for key in (WHO, "c-05")))
        done(folder, "run", "--until", "2026-04-14")
    assert _counted(iter(journal(shop))) == _counted(iter(journal(twin)))
    assert ingest(shop) == ingest(twin)
    assert done(shop, "report", "--json") == done(twin, "report", "--json")


LOOKED_AT = """
SELECT d."kind", count(*) FROM "journal_rows" AS j JOIN "decisions" AS d USING ("decision")
WHERE d."kind" IN ('arm', 'guard', 'moved')
   OR j."eid" IN (SELECT "eid" FROM "enrolments" EXCEPT SELECT "eid" FROM "ended")
GROUP BY 1 ORDER BY 1
"""


def test_what_runs_may_look_at_stays(shop: Path) -> None:
    """Arms that are kept (S19), what guards count (S8), and where who is inside listened last."""
    with store(shop) as connection:
        before = connection.execute(LOOKED_AT).fetchall()
    done(shop, "archive")
    with store(shop) as connection:
        assert connection.execute(LOOKED_AT).fetchall() == before
    assert {"arm", "guard"} <= {kind for kind, _ in before}


def test_receipts_of_old_messages_say_their_arm(shop: Path) -> None:
    done(shop, "archive")
    with store(shop) as connection:
        row = connection.execute(
            'SELECT min("name") FROM "messages" WHERE starts_with("name", $1)', [f"cart/{WHO}/"]
        ).fetchone()
    assert row is not None
    path = shop / "opened.csv"
    path.write_text(f"send,time\n{row[0]},2026-03-05 10:00:00\n", encoding="utf-8")
    done(shop, "ingest", "opened", path)
    with store(shop) as connection:
        arms = connection.execute('SELECT "f_arm" FROM "kept_opened"').fetchall()
    assert arms in ([("plain",)], [("other",)])


def test_cut_off_behind_any_statement_no_row_is_lost_or_there_twice(shop: Path) -> None:
    with store(shop) as connection:
        before, statements = _whole(connection), 1
        while True:
            try:
                archive(Cut(connection, statements), AFTER)
                break
            except OSError:
                assert _whole(connection) == before
            statements += 1
        assert _whole(connection) == before
    assert len(files(shop)) == 1 and statements > 5


class Killed(Cut):
    """A session that ends before it commits."""

    def commit(self) -> None:
        raise KeyboardInterrupt


def test_a_file_that_a_kill_left_is_written_again(shop: Path) -> None:
    with store(shop) as connection:
        before = _whole(connection)
        with pytest.raises(KeyboardInterrupt):
            archive(Killed(connection, 0), AFTER)
        assert _whole(connection) == before
    (left,) = files(shop)
    left.write_bytes(b"half")
    left.with_suffix(".parquet.part").write_bytes(b"half")
    done(shop, "archive")
    assert files(shop) == [left]
    with store(shop) as connection:
        assert _whole(connection) == before


def _whole(connection: Connection) -> list[object]:
    query = f"SELECT count(*), sum(hash(j)) FROM {whole_journal(connection)} AS j"
    return connection.execute(query).fetchall()


def test_what_is_wrong_is_said(shop: Path) -> None:
    done(shop, "archive")
    (path,) = files(shop)
    path.rename(shop / "elsewhere.parquet")
    for words in (("journal",), ("report",), ("explain", WHO)):
        said = typed(shop, *words).sentence
        assert f"{path.name} is not in the archive" in said and "bring it back" in said
    replaced(shop / "segue.toml", '[archive]\nafter = "10 days"\n', "")
    assert 'after = "400 days"' in typed(shop, "archive").sentence


def test_a_folder_that_cannot_be_written_leaves_everything(shop: Path) -> None:
    replaced(shop / "segue.toml", "[archive]\n", '[archive]\nfolder = "segue.toml"\n')
    before = in_store(shop)
    assert "cannot be written" in typed(shop, "archive").sentence
    assert in_store(shop) == before


def told_in(path: Path, text: str) -> bool:
    rows = duckdb.execute(f"SELECT 1 FROM '{path}' AS r WHERE contains(r::VARCHAR, '{text}')")
    return bool(rows.fetchall())


def test_the_key_goes_from_the_files_too(shop: Path) -> None:
    done(shop, "archive")
    (path,) = files(shop)
    assert told_in(path, WHO)
    before = len(journal(shop))
    done(shop, "forget", WHO)
    (new,) = files(shop)
    assert new.name == path.name.replace(".parquet", "-2.parquet")
    assert not told_in(new, WHO)
    assert len([row for row in journal(shop) if row["reason"] != "forgotten"]) == before
    with store(shop) as connection:
        assert told(connection, WHO) == []
