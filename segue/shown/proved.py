"""How the tests of campaigns look in the terminal, and what they do not go through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.console import Console

from segue.shown.figures import table
from segue.shown.screen import say

if TYPE_CHECKING:
    from compiler.model.tests import Test
    from dsl.source import Source
    from runtime.testing import Outcome
    from runtime.testing.coverage import Covered, Part
    from runtime.testing.together import Proved


def show_one(
    screen: Console, test: Test, proved: Proved, sources: Mapping[str, Source]
) -> None:
    """One line for a test; for one that failed, each unmet expectation and what happened."""
    if proved.met:
        screen.print(f"[green]passed[/]  {test.name}")
        return
    screen.print(f"[red]failed[/]  {test.name}")
    for where, outcomes in unmet(proved):
        _show_unmet(screen, outcomes, f"instead{where}", sources)


def unmet(proved: Proved) -> list[tuple[str, list[Outcome]]]:
    """The expectations that were not met; where the two executors differ, those of each, with a
    word on which it is."""
    found = {
        executor: [outcome for outcome in result.outcomes if not outcome.met]
        for executor, result in proved.results.items()
    }
    if found["interpreter"] == found["engine"]:
        return [("", found["interpreter"])]
    return [(f", on the {executor} alone", outcomes) for executor, outcomes in found.items()]


def _show_unmet(
    screen: Console, outcomes: Sequence[Outcome], instead: str, sources: Mapping[str, Source]
) -> None:
    for outcome in outcomes:
        span = outcome.expectation.span
        source = sources[span.path]
        line, _ = source.place(span.start)
        screen.print(f"  {span.path}:{line}: {source.line(line).strip()}", markup=False)
        screen.print(f"    {instead}:")
        for said in outcome.instead:
            screen.print(f"    {said}", markup=False)


def show_sum(
    screen: Console, done: Sequence[Proved], found: Sequence[Covered] | None, least: float | None
) -> None:
    """How many passed, and where it was asked for what they went through."""
    failed = sum(not each.met for each in done)
    screen.print(f"{len(done) - failed} passed, {failed} failed")
    if found is not None:
        _show_covered(screen, found, least)


def _show_covered(screen: Console, found: Sequence[Covered], least: float | None) -> None:
    from runtime.testing.coverage import share

    screen.print()
    rows = [(each.campaign, *(_of(each, kinds) for kinds in _COLUMNS), _percent(share([each])))
            for each in found]  # fmt: skip
    table(screen, ("campaign", "lines", "ways", "gone through"), rows, 0)
    for each in found:
        if each.missed:
            screen.print()
            say(screen, f"no test goes through these of {each.campaign}:")
        for part in each.missed:
            say(screen, f"{each.path}:{part.line}: {part.what}", indent=2)
    screen.print()
    say(screen, gone_through(found, least))


_COLUMNS = (("entry", "step", "leave"), ("way",))


def _of(each: Covered, kinds: tuple[str, ...]) -> str:
    parts: list[Part] = [part for part in each.parts if part.kind in kinds]
    return f"{sum(part.reached for part in parts)} of {len(parts)}" if parts else ""


def gone_through(found: Sequence[Covered], least: float | None) -> str:
    """`the tests go through 87% of the campaigns, and 90% are asked for`."""
    from runtime.testing.coverage import share

    if not found:
        return "there is no campaign in these files"
    there = share(found)
    said = f"the tests go through {_percent(there)} of the campaigns"
    if least is None or there >= least:
        return said
    return f"{said}, which is less than the {least * 100:g}% that are asked for"


def _percent(part: float) -> str:
    """Rounded down, so that 100% is all."""
    return f"{int(part * 100 + 1e-9)}%"
