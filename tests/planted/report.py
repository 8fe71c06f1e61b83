"""The report of planted mistakes, `docs/planted.md`: a run of the tests writes down of each mistake
that it tried what became of it, and leaves what it says of the others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import NamedTuple

from tests.planted.mistakes import MISTAKES
from tests.planted.planting import ROOT, Mistake

PAGE = ROOT / "docs/planted.md"
TRIED = re.compile(r"tests/planted/test_planted\.py::test_a_mistake_is_seen\[(\w+)\]")

HEAD = """# Planted mistakes

A test that cannot fail proves nothing. Each of these small mistakes is put into a copy of the
product, one at a time, and the tests of every change are asked whether they see it. A run that
tries some, as `make test-long` tries all, writes down here what became of them; `tests/planted`
holds the mistakes.

Of {all} mistakes {tried} were tried, and {seen} of these were seen.

| mistake | in | seen by | | s | on |
| --- | --- | --- | --- | --- | --- |
"""
ROW = re.compile(r"^\| (.+) \| (`.+`) \| .+ \| (.*) \| (\d*) \| (.*) \|$", re.MULTILINE)
SEEN, MISSED, UNTRIED = "seen", "**not seen**", "not tried yet"


class Trial(NamedTuple):
    """Whether a mistake was seen, how many seconds that took, and the day."""

    seen: bool
    seconds: float
    day: date


def tried(node: str) -> str | None:
    """Which mistake a test tries; None: it tries none."""
    found = TRIED.fullmatch(node)
    return found[1] if found else None


def write(seen: Mapping[str, tuple[bool, float]]) -> None:
    """Brings what became of some mistakes into the page: whether each was seen, and the seconds
    that it took."""
    if seen:
        day = datetime.now(UTC).date()
        now = {name: Trial(*each, day) for name, each in seen.items()}
        PAGE.write_text(page(known() | now), encoding="utf-8")


def known() -> dict[str, Trial]:
    """What the page says of the mistakes that are still those of the table."""
    if not PAGE.exists():
        return {}
    rows = {(row[1], row[2]): row for row in ROW.finditer(PAGE.read_text(encoding="utf-8"))}
    found = {name: rows.get(_called(mistake)) for name, mistake in MISTAKES.items()}
    return {
        name: Trial(row[3] == SEEN, float(row[4]), date.fromisoformat(row[5]))
        for name, row in found.items() if row is not None and row[5]
    }  # fmt: skip


def page(trials: Mapping[str, Trial]) -> str:
    """The page's text."""
    count = sum(each.seen for each in trials.values())
    head = HEAD.format(seen=count, tried=len(trials), all=len(MISTAKES))
    return head + "".join(_row(each, trials.get(name)) for name, each in MISTAKES.items())


def _called(mistake: Mistake) -> tuple[str, str]:
    return mistake.wrong, f"`{mistake.file}`"


def _row(mistake: Mistake, trial: Trial | None) -> str:
    by = mistake.seen_by
    test = f"`{by}`" if isinstance(by, str) else f"differential seed {by}"
    said, seconds, day = UNTRIED, "", ""
    if trial is not None:
        said, seconds = SEEN if trial.seen else MISSED, f"{trial.seconds:.0f}"
        day = trial.day.isoformat()
    return f"| {' | '.join((*_called(mistake), test, said, seconds, day))} |\n"
