"""What each expected block of a case should hold."""

from __future__ import annotations

from tests.cases.asking import sql, values
from tests.cases.executing import diagnostics, formatted, journal
from tests.cases.reading import Case

MAKE = {
    "diagnostics": diagnostics,
    "formatted": formatted,
    "journal": journal,
    "sql": sql,
    "values": values,
}


def results(case: Case) -> dict[str, str]:
    """The case's expected blocks by kind, made anew."""
    return {kind: MAKE[kind](case) for kind in case.blocks}
