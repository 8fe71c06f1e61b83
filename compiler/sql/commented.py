"""Comments for whoever reads a query: what each of its parts comes from in the campaign files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlglot import exp

from compiler.model.conditions import InSegment
from compiler.model.project import Project
from compiler.model.values import GroupValue
from compiler.sentences import CUSTOMERS, Sentences, sentence_of
from compiler.sql.labels import AT_MIDNIGHT
from compiler.suggest import listed
from compiler.walk import References, reached, references


def commented(query: exp.Query, project: Project, name: str, said: Sentences) -> exp.Query:
    """A copy of the query of the segment or the groups `name` with a comment in every part: the
    lines that declare what the part makes, else those that its rows come from. Lines stand once;
    where their thing is met again, and for `name` itself, whose lines stand above the whole, only
    the first of them does."""
    copy = query.copy()
    comments = _Comments(project, name, said, {part.alias for part in copy.ctes}, {name})
    for part in copy.ctes:
        text = comments.of(part)
        select = part.this.find(exp.Select)
        if text and select is not None:
            select.add_comments([f" {text.replace(NEWLINE, INDENTED)} "])
    return copy


NEWLINE, INDENTED = "\n", "\n     "
"""The lines of a comment stand below each other; every part's stands equally deep."""


@dataclass
class _Comments:
    project: Project
    name: str
    said: Sentences
    parts: set[str]
    told: set[str] = field(default_factory=set)

    def of(self, part: exp.CTE) -> str:
        declared = [self._told(name) for name in self._declared(part) or _predicted(part)]
        found = declared or list(self._read(part)) or [self._across(part)]
        return "\n".join(dict.fromkeys(text for text in found if text))

    def _declared(self, part: exp.CTE) -> list[str]:
        """The names that the part gives a value."""
        known = {**self.project.traits, **self.project.segments, **self.project.groups}
        selects = [one for one in part.this.selects if isinstance(one, exp.Alias)]
        named = dict.fromkeys(one.alias.removesuffix(AT_MIDNIGHT) for one in selects)
        return [name for name in named if name in known]

    def _told(self, name: str) -> str:
        declared, lines = sentence_of(self.said, name)
        first = declared not in self.told
        self.told.add(declared)
        return lines if first else _head(lines)

    def _read(self, part: exp.CTE) -> Iterator[str]:
        """The declarations of the tables that are read."""
        for table in part.this.find_all(exp.Table):
            if table.name in self.parts and not table.db:
                continue
            event = table.alias.removesuffix(" then")
            if event in self.project.events or event in self.project.records:
                yield f"{self._heading(event)}, for {listed(self._users(event))}"
            elif table.name == self.project.customers.table.rpartition(".")[2]:
                yield _head(self.said.get(CUSTOMERS, ""))

    def _heading(self, event: str) -> str:
        kind = "event" if event in self.project.events else "record"
        return _head(self.said.get(event, "")) or f"{kind} {event}"

    def _users(self, event: str) -> list[str]:
        """What looks at the event itself. (What a prediction looks at has a part of its own.)"""
        found = [
            name for name, seen in self._looking().items()
            if event in (*seen.events, *seen.records) and name not in self.project.predictions
        ]  # fmt: skip
        return self._once(found)

    def _across(self, part: exp.CTE) -> str:
        """Who looks at a value across a population, by the part's name."""
        users = [
            name for name, seen in self._looking().items()
            if any(_of(each.name, part.alias) for each in seen.populations)
        ]  # fmt: skip
        return f"for {listed(self._once(users))}" if users else ""

    def _looking(self) -> dict[str, References]:
        """What the asked one is made of, and itself, with what each looks at on its own."""
        known = {**self.project.traits, **self.project.segments, **self.project.groups}
        asked = GroupValue if self.name in self.project.groups else InSegment
        found = reached(self.project, asked(self.name))
        names = {self.name, *found.traits, *found.segments, *found.groups}
        return {name: references(known[name]) for name in known if name in names}

    def _once(self, names: list[str]) -> list[str]:
        """By the names by which they were declared, each once."""
        return list(dict.fromkeys(sentence_of(self.said, name)[0] for name in names))


def _predicted(part: exp.CTE) -> list[str]:
    """The prediction that a part is a step of, by the part's name."""
    found = (part.alias.removeprefix(begin) for begin in ("parameters of ", "history for "))
    return [name for name in found if name != part.alias]


def _of(population: str, label: str) -> bool:
    """Whether a part is of a population's value, or of the ranking that it comes from."""
    return label.startswith((population, population.partition(" from ")[0] + " ranked"))


def _head(lines: str) -> str:
    return lines.partition("\n")[0]
