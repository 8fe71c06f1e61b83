"""Campaigns that set each other going without end, a microsecond after one another (S7)."""

from __future__ import annotations

from datetime import datetime, timedelta

from runtime.errors import Trouble

BREATH = timedelta(milliseconds=1)
"""Who keeps doing something within so little time never ends."""

MOST = 200
"""So many instants of one customer, each less than a breath behind the one before, are too many:
what a campaign does at once is seen a microsecond later, and few do more than a dozen things. Of an
engine: so often a tick of less than a breath begins anew."""


class Endless(Trouble):
    """These campaigns never come to rest for some customer."""

    def __init__(self, at: datetime, campaigns: list[str]) -> None:
        names = " and ".join(f"`{each}`" for each in campaigns)
        super().__init__(
            f"{names or 'campaigns'} let each other in without end from {at:%Y-%m-%d %H:%M} UTC "
            "on: what one sets lets in to the other at once; write a `wait` before it is set, or "
            "`again after 1 day`"
        )
