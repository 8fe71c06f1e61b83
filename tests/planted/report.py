"""The report of planted mistakes, `docs/planted.md`: written by a run of the tests in which each
was tried, as `make test-long` is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime

from tests.planted.mistakes import MISTAKES
from tests.planted.planting import ROOT, Mistake

PAGE = ROOT / "docs/planted.md"
TRIED = re.compile(r"tests/planted/test_planted\.py::test_a_mistake_is_seen\[(\w+)\]")

HEAD = """# Planted mistakes

A test that cannot fail proves nothing. Each of these small mistakes was put into a copy of the
product, one at a time, and the everyday tests were asked whether they see it. `make test-long` does
it again and writes this page; `tests/planted` holds the mistakes.

{seen} of {all} were seen on {day}.

| mistake | in | seen by | s | |
| --- | --- | --- | --- | --- |
"""


def tried(node: str) -> str | None:
    """Which mistake a test tries; None: it tries none."""
    found = TRIED.fullmatch(node)
    return found[1] if found else None


def write(seen: Mapping[str, tuple[bool, float]]) -> None:
    """Writes the page, once each mistake was tried: whether it was seen, and the seconds that it
    took. A run that tried some of them leaves the page as it is."""
    if seen.keys() == MISTAKES.keys():
        PAGE.write_text(page(seen, datetime.now(UTC).date()), encoding="utf-8")


def page(seen: Mapping[str, tuple[bool, float]], day: date) -> str:
    """The page's text."""
    count = sum(one for one, _ in seen.values())
    head = HEAD.format(seen=count, all=len(seen), day=day)
    return head + "".join(_row(MISTAKES[name], *seen[name]) for name in MISTAKES)


def _row(mistake: Mistake, seen: bool, seconds: float) -> str:
    by = mistake.seen_by
    test = f"`{by}`" if isinstance(by, str) else f"differential seed {by}"
    said = "seen" if seen else "**not seen**"
    return f"| {mistake.wrong} | `{mistake.file}` | {test} | {seconds:.0f} | {said} |\n"
