"""Typed offers: what customers are given, and what counts as its use (S28)."""

from __future__ import annotations

from dataclasses import dataclass

from compiler.model.occurring import Occurring
from compiler.model.windows import Duration


@dataclass(frozen=True, slots=True)
class Offer:
    """Its codes are the lines of the file `pool` (a path from the project's root), each given once
    ever, or `code`, one for all, or they are `points`; exactly one of the three is set. `valid`: a
    gift ends so much after its instant (days are multiples of 24 hours), None: never. `at_most`: so
    many gifts in all.

    `used_by`: the shop's event that is a use. In its `where` an EntryField CODE is the code of the
    gift, which stands there where a campaign's entry does.
    """

    name: str
    title: str | None = None
    pool: str | None = None
    code: str | None = None
    valid: Duration | None = None
    used_by: Occurring | None = None
    at_most: int | None = None
    points: int | None = None

    @property
    def same(self) -> str | None:
        """What each gift gets, as the journal says it; None: a code of its own."""
        return self.code if self.points is None else str(self.points)


POINTS = "points"
CODE, ENDS = "code", "ends"
GIVEN, USED = "given", "used"
"""The words for what Segue does with an offer, and the customer with its code."""

GIFT, GIVEN_AT = "the gift", "given at"
"""Fields of a use which no file can name: the name of the gift, and its instant."""

NO_CODE, ALL_GIVEN = "no code left", "all given"
NOT_GIVEN = (NO_CODE, ALL_GIVEN)
"""Why a gift has no code: the pool is empty, or `at most N in all` is reached (S28)."""


def event_of(word: str, offer: str) -> str:
    """The name of the event `given O` or `used O`, which no event of the shop can have."""
    return f"{word} {offer}"
