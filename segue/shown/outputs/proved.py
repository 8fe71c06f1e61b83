"""The tests of campaigns, and what they do not go through, as cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from segue.shown.outputs.found import SETTINGS, From, place
from segue.shown.outputs.note import Case, Note, Place, Rule
from segue.shown.proved import gone_through, unmet

if TYPE_CHECKING:
    from compiler.model.tests import Test
    from dsl.source import Source
    from runtime.testing import Outcome
    from runtime.testing.coverage import Covered, Part
    from runtime.testing.together import Proved

FAILED = Rule("test", "not-met", "What a test of the project expects did not happen.")
UNTRIED = Rule("coverage", "no-test", "No test of the project goes through this.")


def tried(
    done: Sequence[tuple[Test, Proved]], sources: Mapping[str, Source], seen: From
) -> Iterator[Case]:
    """A case for each test, with a note for each expectation that was not met."""
    for test, proved in done:
        notes = () if proved.met else tuple(
            _unmet(test, outcome, where, sources, seen)
            for where, outcomes in unmet(proved) for outcome in outcomes
        )  # fmt: skip
        line = sources[test.span.path].place(test.span.start)[0]
        yield Case(seen(test.span.path), test.name, line, proved.seconds, notes)


def _unmet(
    test: Test, outcome: Outcome, where: str, sources: Mapping[str, Source], seen: From
) -> Note:
    span = outcome.expectation.span
    expected = " ".join(sources[span.path].text[span.start : span.end].split())
    title = f"{test.name}: {expected}"
    more = (f"instead{where}:", *outcome.instead)
    return Note("error", FAILED, title, place(span, sources, seen), more)


def covered(found: Sequence[Covered], least: float | None, seen: From) -> Iterator[Case]:
    """What no test goes through, as notes, and whether that is too much."""
    from runtime.testing.coverage import share

    for each in found:
        notes = tuple(_missed(each, part, seen) for part in each.missed)
        yield Case(seen(each.path), f"coverage of {each.campaign}", notes=notes)
    if least is None:
        return
    said = gone_through(found, least)
    wrong = Note("error", UNTRIED, said, Place(seen(SETTINGS)))
    notes = (wrong,) if share(found) < least else ()
    yield Case(seen(SETTINGS), f"coverage of at least {least * 100:g}%", notes=notes)


def _missed(each: Covered, part: Part, seen: From) -> Note:
    at = Place(seen(each.path), part.line, 1, part.line, 1)
    return Note("note", UNTRIED, f"no test goes through this: {part.what}", at)
