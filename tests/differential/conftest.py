from __future__ import annotations

import pytest

from tests.differential.on_postgres import Stores
from tests.sql.conftest import cluster as cluster


@pytest.fixture
def postgres_stores(cluster: str) -> Stores:
    return Stores(cluster)
