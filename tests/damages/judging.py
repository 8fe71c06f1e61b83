"""What `segue check` says of damaged projects, and how often it says it well."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from compiler.check import check
from dsl.diagnostics import Diagnostic, Severity, once
from dsl.parse import Parsed, parse
from dsl.source import Source
from runtime.loading import load
from tests.damages.damage import Damage, damages

SHOP = Path(__file__).parents[2] / "campaigns" / "shop"


@dataclass(frozen=True)
class Verdict:
    """`found`: everything that is said of the project with this damage."""

    damage: Damage
    found: tuple[Diagnostic, ...]
    places: tuple[tuple[str, int], ...]

    @property
    def valid(self) -> bool:
        return not any(each.severity is Severity.ERROR for each in self.found)

    @property
    def once(self) -> bool:
        return len(self.found) == 1

    @property
    def there(self) -> bool:
        """Whether something is said at the damaged line; where nothing is left of it, at the one
        before or behind it."""
        return any((self.damage.path, row) in self.places for row in self.damage.rows)

    def __str__(self) -> str:
        row = self.damage.text.split("\n")[self.damage.row - 1]
        said = [
            f"    {path}:{line} {each.code} {each.title}"
            for each, (path, line) in zip(self.found, self.places, strict=True)
        ]
        here = f"{self.damage.path}:{self.damage.row}"
        head = f"{here} {self.damage.how} `{self.damage.token}`: {row}"
        return "\n".join([head, *said])


class Project:
    """A right project, of which one file after another is damaged."""

    def __init__(self, root: Path = SHOP) -> None:
        loaded = load(root)
        assert not loaded.diagnostics
        self.sources, self.texts = loaded.sources, loaded.texts
        self.parsed: Mapping[str, Parsed] = {
            path: parse(source) for path, source in loaded.sources.items()
        }

    def damages(self) -> list[Damage]:
        return [each for source in self.sources.values() for each in damages(source)]

    def judge(self, damage: Damage) -> Verdict:
        source = Source(damage.path, damage.text)
        parsed = {**self.parsed, damage.path: parse(source)}
        found = [each for one in parsed.values() for each in one.diagnostics]
        broken = [each.span for each in found]
        checked = check([one.file for one in parsed.values()], self.texts, broken)
        said = tuple(sorted(once([*found, *checked.diagnostics]), key=lambda each: each.span))
        sources = {**self.sources, damage.path: source}
        places = tuple(
            (each.span.path, sources[each.span.path].place(each.span.start)[0]) for each in said
        )
        return Verdict(damage, said, places)


@dataclass(frozen=True)
class Figures:
    """Of the damages that leave a project with an error: how many, and in which share of them one
    thing is said, and something at the damaged line."""

    tried: int
    wrong: int
    once: float
    there: float

    def __str__(self) -> str:
        return (
            f"{self.tried} damages, {self.wrong} of them not valid: one message in "
            f"{self.once:.2%}, at the damaged line in {self.there:.2%}"
        )


def figures(verdicts: Iterable[Verdict]) -> Figures:
    every = list(verdicts)
    wrong = [each for each in every if not each.valid]
    return Figures(
        len(every), len(wrong),
        sum(each.once for each in wrong) / len(wrong),
        sum(each.there for each in wrong) / len(wrong),
    )  # fmt: skip
