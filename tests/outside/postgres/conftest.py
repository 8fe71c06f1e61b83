"""The made project twice: over its files, and over the same rows in a PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.outside.command.typed import outside
from tests.outside.postgres.shops import PEOPLE, Shops, shops
from tests.sql import postgres


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    postgres.needed()
    with postgres.cluster() as address:
        yield address


@pytest.fixture(scope="session")
def both(server: str, tmp_path_factory: pytest.TempPathFactory) -> Shops:
    """Good data, with more segments than the template has. Not to be changed."""
    folder = tmp_path_factory.mktemp("both")
    assert outside(folder, "init", "shop").code == 0
    (folder / "shop/more.campaign").write_text(PEOPLE, encoding="utf-8")
    return shops(folder / "shop", server, "good")
