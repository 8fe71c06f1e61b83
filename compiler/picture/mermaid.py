"""A journey as Mermaid, which GitHub and GitLab draw in a pull request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from compiler.picture.colours import LOOKS
from compiler.picture.journey import Journey, Kind, Stop, goes_on

_SHAPES: dict[Kind, tuple[str, str]] = {
    Kind.WAIT: ("([", "])"),
    Kind.LEAVE: ("([", "])"),
    Kind.OUT: ("([", "])"),
    Kind.DECIDE: ("{{", "}}"),
    Kind.SPLIT: ("{{", "}}"),
}
_OTHER = ("[", "]")

Ends = list[tuple[str, str]]
"""The nodes at which somebody goes on, each with the words on the line from there."""


def mermaid(journey: Journey, counts: Mapping[str, int] | None = None) -> str:
    """A flowchart. `counts`: how many stand at a step, by its id."""
    writer = _Writer(counts or {})
    for column in ((journey.entry, *journey.stops), *journey.partings):
        open_ends = writer.sequence(column, [], "  ")
        if open_ends:
            writer.end(open_ends)
    return "\n".join(["flowchart TD", *writer.lines, *_classes(writer.kinds), ""])


@dataclass
class _Writer:
    counts: Mapping[str, int]
    lines: list[str] = field(default_factory=list)
    last: int = 0
    kinds: set[Kind] = field(default_factory=set)

    def sequence(self, stops: Sequence[Stop], ends: Ends, indent: str) -> Ends:
        """Writes the stops behind `ends`, and gives the ends behind them."""
        for stop in stops:
            ends = self._stop(stop, ends, indent)
        return ends

    def end(self, ends: Ends) -> None:
        self.last += 1
        self.lines.append(f'  n{self.last}(("end"))')
        self._link(ends, f"n{self.last}", "  ")

    def _stop(self, stop: Stop, ends: Ends, indent: str) -> Ends:
        self.last += 1
        self.kinds.add(stop.kind)
        name = f"n{self.last}"
        before, after = _SHAPES.get(stop.kind, _OTHER)
        self.lines.append(
            f'{indent}{name}{before}"{self._label(stop)}"{after}:::{_CLASSES[stop.kind]}'
        )
        self._link(ends, name, indent)
        ends = [(name, "")]
        if stop.body:
            self.lines.append(f'{indent}subgraph g{self.last}[" "]')
            ends = self.sequence(stop.body, ends, f"{indent}  ")
            self.lines.append(f"{indent}end")
        if not stop.ways:
            return ends if stop.kind is not Kind.LEAVE else []
        return [each for way in stop.ways for each in self._way(way_of(way.share, way.label),
                way.stops, [(name, "")], indent)]  # fmt: skip

    def _way(self, words: str, stops: Sequence[Stop], ends: Ends, indent: str) -> Ends:
        said = [(name, words) for name, _ in ends]
        found = self.sequence(stops, said, indent)
        return found if goes_on(stops) else []

    def _label(self, stop: Stop) -> str:
        title = f"<b>{_escaped(stop.words)}</b><br/>" if stop.notes and stop.lead else ""
        parts = [title + _escaped(stop.sentence)]
        if stop.kind is Kind.ENTRY:
            parts += [_escaped(note) for note in stop.notes]
        count = sum(self.counts.get(id, 0) for id in stop.ids)
        if count:
            parts.append(f"<b>{count:,} here</b>")
        return "<br/>".join(parts)

    def _link(self, ends: Ends, name: str, indent: str) -> None:
        for start, words in ends:
            said = f'|"{_escaped(words)}"|' if words else ""
            self.lines.append(f"{indent}{start} -->{said} {name}")


def way_of(share: str, label: str) -> str:
    """`urgency 50%`."""
    return f"{label} {share}" if share else label


_CLASSES: dict[Kind, str] = {kind: f"is_{kind.value}" for kind in Kind}


def _classes(kinds: set[Kind]) -> Iterator[str]:
    for kind, look in ((kind, look) for kind, look in LOOKS.items() if kind in kinds):
        colours = f"fill:{look.fill},stroke:{look.border},color:{look.ink}"
        yield f"  classDef {_CLASSES[kind]} {colours}"


def _escaped(text: str) -> str:
    """Text in which nothing is taken for a sign of Mermaid or of HTML."""
    for sign, code in (("#", "#35;"), ("&", "#amp;"), ('"', "#quot;"), ("<", "#lt;"), (">", "#gt;"),
                       ("`", "#96;")):  # fmt: skip
        text = text.replace(sign, code)
    return text
