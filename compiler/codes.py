"""The codes of everything that the compiler can find wrong, for its pages and their tests.

E02xx names, E03xx values and types, E04xx how campaigns, messages and policy hang together, E05xx
what is not built yet, E06xx tests, W01xx warnings, W02xx silences. Layout and lines are
`dsl.codes`.
"""

from __future__ import annotations

from compiler import checks
from compiler.catalogue import (
    campaigns,
    dates,
    hooks,
    names,
    offers,
    silences,
    staff,
    tests,
    values,
)
from compiler.catalogue.code import BASE, Code
from dsl import codes as front

CODES: dict[str, Code] = {
    entry.code: entry
    for part in (names, values, campaigns, dates, offers, hooks, staff, tests, checks, silences)
    for entry in part.CODES
}
"""Every code of the compiler, in order."""

ALL: dict[str, front.Code] = {**front.CODES, **CODES}
"""Every code there is."""

__all__ = ["ALL", "BASE", "CODES", "Code"]
