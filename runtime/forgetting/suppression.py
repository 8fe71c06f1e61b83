"""By what customers who were forgotten are known where they come in again (S38).

The store holds hashes alone, made with a secret that it does not hold, so that who has the store
and not the secret can neither read a key back nor try out keys.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from unicodedata import normalize

from runtime.errors import Trouble
from runtime.secrets import key_of
from runtime.store.connection import Connection

KEY, MESSAGE, SECRET = "key", "message", "secret"
"""What a hash is of."""


class Unrecognised(Trouble):
    """There is no secret, or it is not the one by which customers were forgotten."""


class NoSecret(Unrecognised):
    def __init__(self) -> None:
        super().__init__(
            "to know whom it has forgotten, Segue needs a secret: write\n"
            "  [forgetting]\n"
            '  secret = "$SEGUE_FORGETTING"\n'
            "into segue.toml, put what `openssl rand -base64 32` says into SEGUE_FORGETTING, and "
            "keep it as long as the store"
        )


class AnotherSecret(Unrecognised):
    def __init__(self) -> None:
        super().__init__(
            "the `secret` in [forgetting] of segue.toml is not the one by which customers were "
            "forgotten: with another one Segue would not know them, so bring the first one back"
        )


class WasForgotten(Trouble):
    """Somebody asks for a customer whom Segue has forgotten."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"customer `{key}` was forgotten: what was decided on them stands in the journal under "
            "another name, and nothing says under which"
        )


@dataclass(frozen=True)
class Suppression:
    """Whom a store has forgotten, as seen when it is first asked. `secret` as segue.toml has it;
    None: none is declared."""

    connection: Connection
    secret: str | None = None

    def hashed(self, text: str) -> str:
        """A keyed hash of a text in NFC (S10). Raises NoSecret."""
        if self.secret is None:
            raise NoSecret
        told = normalize("NFC", text).encode()
        return hmac.new(key_of(self.secret), told, hashlib.sha256).hexdigest()

    @cached_property
    def used(self) -> bool:
        """Whether anybody was ever forgotten. Raises Unrecognised where they could not be known."""
        row = self.connection.execute(
            'SELECT "hash" FROM "suppressed" WHERE "kind" = $1', [SECRET]
        ).fetchone()
        if row is None:
            return False
        if not hmac.compare_digest(row[0], self.hashed("")):
            raise AnotherSecret
        return True

    def known(self, kind: str, texts: Iterable[str]) -> list[str]:
        """Those of the texts that are suppressed. Raises Unrecognised."""
        if not self.used:
            return []
        hashes = {self.hashed(text): text for text in texts}
        found = self.connection.execute(
            'SELECT "hash" FROM "suppressed" WHERE "kind" = $1'
            ' AND "hash" IN (SELECT unnest($2::VARCHAR[]))',
            [kind, list(hashes)],
        ).fetchall()
        return [hashes[each] for (each,) in found]

    def strangers(self, staged: str) -> list[str]:
        """The keys of a table, or a query, whose customers were forgotten. Only keys that Segue
        does not have can be theirs."""
        if not self.used:
            return []
        rows = self.connection.execute(
            f'SELECT DISTINCT "key" FROM {staged} ANTI JOIN "people" USING ("key")'
            ' WHERE "key" IS NOT NULL'
        ).fetchall()
        return self.known(KEY, (key for (key,) in rows))

    def refuse(self, key: str) -> None:
        """Raises WasForgotten where that is whose key it was, and Unrecognised."""
        if self.known(KEY, [key]):
            raise WasForgotten(key)

    def add(self, kind: str, texts: Iterable[str]) -> None:
        """From now on these are known, in the caller's transaction. Raises Unrecognised."""
        if not self.used:
            self.connection.execute(
                'INSERT INTO "suppressed" SELECT $1, $2 WHERE NOT EXISTS'
                ' (SELECT 1 FROM "suppressed" WHERE "kind" = $1)',
                [SECRET, self.hashed("")],
            )
        self.connection.execute(
            'INSERT INTO "suppressed" SELECT $1, unnest($2::VARCHAR[])',
            [kind, [self.hashed(text) for text in texts]],
        )
