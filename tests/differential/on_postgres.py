"""Fresh stores in a PostgreSQL, each with a shop of its own beside it."""

from __future__ import annotations

from itertools import count

import psycopg

from runtime.store.postgres import PostgresConnection, opened


class Stores:
    """Each call makes a store; the shop's tables lie in another schema, in which text is ordered
    as the database orders it, and not by code point."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._numbers = count(1)
        with psycopg.connect(address, autocommit=True) as session:
            self._known = {name for (name,) in session.execute("SELECT nspname FROM pg_namespace")}

    def __call__(self) -> PostgresConnection:
        number = next(each for each in self._numbers if f"shop_{each}" not in self._known)
        with psycopg.connect(self._address, autocommit=True) as session:
            session.execute(f"CREATE SCHEMA shop_{number}".encode())
        return opened(
            f"{self._address} options='-c search_path=shop_{number}'", f"segue_{number}"
        )
