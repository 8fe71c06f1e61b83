"""The codes of everything that the compiler can find wrong, for its pages and their tests.

E02xx names, E03xx values and types, E04xx how campaigns, messages and policy hang together, E05xx
what is not built yet, E06xx tests, W01xx warnings. Layout and lines are `dsl.codes`.
"""

from __future__ import annotations

from compiler import checks
from compiler.catalogue import campaigns, dates, hooks, names, offers, staff, tests, values
from compiler.catalogue.code import BASE, Code

CODES: dict[str, Code] = {
    entry.code: entry
    for part in (names, values, campaigns, dates, offers, hooks, staff, tests, checks)
    for entry in part.CODES
}
"""Every code of the compiler, in order."""

__all__ = ["BASE", "CODES", "Code"]
