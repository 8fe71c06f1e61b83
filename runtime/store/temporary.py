"""Temporary tables that ticks make anew again and again.

To make and drop one leaves rows behind in PostgreSQL's catalogue, hundreds a tick; to empty it and
fill it again leaves hardly any. So a small table that is to be made by the statement that made it
last is filled anew. A large one is made anew, since PostgreSQL then reads what fills it with
several processes.
"""

from __future__ import annotations

import re

from compiler.sql.translating.statements import Translated

SMALL = 10_000
"""Rows."""

_MAKES = re.compile(
    r'DROP TABLE IF EXISTS ("(?:[^"]|"")+") CASCADE;\nCREATE TEMPORARY TABLE \1 AS '
)


class Temporary:
    """The small temporary tables of a session, and the statements that made them."""

    def __init__(self) -> None:
        self._made: dict[str, Translated] = {}

    def statement(self, of: Translated) -> Translated:
        """What is to be executed in the place of a statement."""
        makes = _MAKES.match(of[0])
        if makes is None or self._made.get(makes[1]) != of:
            return of
        name = makes[1]
        return f"TRUNCATE {name};\nINSERT INTO {name} {of[0][makes.end():]}", *of[1:]

    def note(self, of: Translated, rows: int) -> None:
        """A statement was executed, and so many rows came of it."""
        makes = _MAKES.match(of[0])
        if makes is None:
            return
        if rows < SMALL:
            self._made[makes[1]] = of
        else:
            self._made.pop(makes[1], None)

    def forget(self) -> None:
        """They may be there no more, or be others."""
        self._made.clear()
