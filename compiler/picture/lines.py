"""A journey as lines of text, for a terminal: the way down, and ways beside it further in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from compiler.picture.journey import Journey, Kind, Stop, Way
from compiler.picture.mermaid import way_of

_MARKS: dict[Kind, str] = {
    Kind.ENTRY: "▶", Kind.OUT: "▶", Kind.WAIT: "◷", Kind.LISTEN: "◷", Kind.UNTIL: "◷",
    Kind.REPEAT: "↻", Kind.DECIDE: "◇", Kind.SPLIT: "◇", Kind.LEAVE: "■",
}  # fmt: skip
_OTHER = "●"

Counts = Mapping[str, int]


def lines(journey: Journey, counts: Counts | None = None) -> Iterator[str]:
    """The lines, uncoloured. `counts`: how many stand at a step, by its id."""
    yield f"{journey.name}: {journey.title}" if journey.title else journey.name
    wide = max((len(word) for word, _ in journey.facts), default=0)
    for word, rest in journey.facts:
        yield f"  {word:{wide}}  {rest}"
    for column in ((journey.entry, *journey.stops), *journey.partings):
        yield ""
        yield from _sequence(column, "", counts or {})


def _sequence(stops: Sequence[Stop], indent: str, counts: Counts) -> Iterator[str]:
    for stop in stops:
        count = sum(counts.get(id, 0) for id in stop.ids)
        here = f"   [{count:,} here]" if count else ""
        yield f"{indent}{_MARKS.get(stop.kind, _OTHER)} {_said(stop)}{here}"
        if stop.kind is Kind.ENTRY:
            yield from (f"{indent}  {note}" for note in stop.notes)
        if stop.body:
            yield from _sequence(stop.body, f"{indent}┊ ", counts)
        for number, way in enumerate(stop.ways):
            yield from _way(way, indent, counts, last=number == len(stop.ways) - 1)


def _said(stop: Stop) -> str:
    title = f"  “{stop.words}”" if stop.lead and stop.notes and stop.kind is not Kind.SPLIT else ""
    return stop.sentence + title


def _way(way: Way, indent: str, counts: Counts, *, last: bool) -> Iterator[str]:
    yield f"{indent}{'└' if last else '├'}─ {way_of(way.share, way.label)}"
    beside = f"{indent}{' ' if last else '│'}  "
    yield from _sequence(way.stops, beside, counts)
