"""Who gets what by chance that is not chance: hashes of the customer's key (S19)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import md5

HOLD_OUT = "hold out"
"""The name of a campaign's hold-out, as a split."""

HELD_OUT = "held out"
"""The arm of those who are held out, and the reason where the campaign holds them out."""

FROM_EVERYTHING = "held out from everything"
"""The reason where the project's hold-out does."""

Forced = Mapping[tuple[str, str | None, str], str]
"""(customer, campaign, split) to arm: goes before the hash. For `hold out` the arm is `held out`
or `""` for who is not; a campaign of None means every campaign and the project's hold-out."""


@dataclass(frozen=True, slots=True)
class Identity:
    """`salt` is `[project] salt`; a new `epoch` draws the project's hold-out anew."""

    salt: str
    epoch: int = 1


def unit(*parts: str) -> int:
    """The first 8 hex digits of the md5 of the parts joined by `/`, modulo 10,000 (S19)."""
    return int(hashed("/".join(parts))[:8], 16) % 10_000


def hashed(text: str) -> str:
    """The md5 of a text in 32 hex digits; of keys, the order among equal values (S8)."""
    return md5(text.encode(), usedforsecurity=False).hexdigest()
