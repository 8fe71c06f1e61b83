"""`segue archive` over a PostgreSQL does what it does over a file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.outside.forgotten import VARIABLES, WHO, begin, done, journal, store, told, write
from tests.outside.postgres.shops import shops

pytestmark = pytest.mark.long

LOOKS = (("journal", "--json"), ("report", "--json"), ("explain", WHO), ("status",))


@pytest.fixture
def shop(server: str, tmp_path: Path) -> Iterator[Path]:
    """A project over a PostgreSQL, some weeks later."""
    folder = tmp_path / "shop"
    folder.mkdir()
    write(folder)
    with (folder / "segue.toml").open("a", encoding="utf-8") as file:
        file.write('\n[archive]\nafter = "10 days"\nfolder = "old"\n')
    schema = f"archiving_{tmp_path.parent.name}"[-40:].replace("-", "_")
    made = shops(folder, server, schema, store=f"{schema}_store")
    with patch.dict(os.environ, {"SEGUE_DATABASE": server, **VARIABLES}):
        begin(made.database)
        done(made.database, "run", "--until", "2026-04-12")
        yield made.database


def test_what_is_shown_stays_what_it_was(shop: Path) -> None:
    before = [done(shop, *words) for words in LOOKS]
    assert "moved into 1 file in old" in done(shop, "archive")
    assert [done(shop, *words) for words in LOOKS] == before
    with store(shop) as connection:
        row = connection.execute('SELECT min("at") FROM "journal_rows" AS j JOIN "decisions"'
                                 ' USING ("decision") WHERE "kind" <> \'guard\'').fetchone()
    assert row is not None and f"{row[0]}" >= "2026-04-01"
    rows = len(journal(shop))
    done(shop, "forget", WHO)
    (path,) = (shop / "old").glob("*")
    assert path.name.endswith("-2.parquet")
    assert len([row for row in journal(shop) if row["reason"] != "forgotten"]) == rows
    with store(shop) as connection:
        assert told(connection, WHO) == []
