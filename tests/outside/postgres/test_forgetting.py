"""`segue forget` over a PostgreSQL does what it does over a file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.outside.command.typed import segue
from tests.outside.forgotten import (
    END,
    HALF,
    SECRET,
    VARIABLES,
    WHO,
    begin,
    done,
    ingest,
    journal,
    store,
    told,
    write,
)
from tests.outside.postgres.shops import shops

pytestmark = pytest.mark.long


@pytest.fixture
def shop(server: str, tmp_path: Path) -> Iterator[Path]:
    """A project over a PostgreSQL, up to the half."""
    (tmp_path / "shop").mkdir()
    write(tmp_path / "shop")
    schema = f"forgetting_{tmp_path.parent.name}_{tmp_path.name}"[-40:].replace("-", "_")
    made = shops(tmp_path / "shop", server, schema, store=f"{schema}_store")
    with patch.dict(os.environ, {"SEGUE_DATABASE": server, **VARIABLES}):
        begin(made.database)
        yield made.database


def test_the_key_goes_and_does_not_come_in_again(shop: Path) -> None:
    before = len(journal(shop))
    with store(shop) as connection:
        assert "handovers.name" in told(connection, WHO)
    said = done(shop, "forget", WHO)
    assert said == (
        f"{WHO} is forgotten from {HALF} 00:00 on: 4 enrolments ended, 1 message withdrawn\n"
    )
    assert len(journal(shop)) == before + 4
    for words in (("ingest", "clicked", "clicks.csv"), ("run", "--until", END)):
        assert segue(shop, *words).code == 0
    assert "1 row of customers who were forgotten" in ingest(shop)[1]
    with store(shop) as connection:
        assert told(connection, WHO) == [] and told(connection, SECRET) == []
    assert "was forgotten" in segue(shop, "explain", WHO).sentence
    assert "there is nothing to do" in done(shop, "forget", WHO)
