"""Which lines and ways of the campaigns the tests go through, and which they do not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from compiler.model.campaigns import LEFT_IF, Campaign
from compiler.picture.journey import Journey, Stop, Way, every
from compiler.picture.telling import told
from dsl import tree
from runtime.journal import Row
from runtime.loading import Loaded
from runtime.testing.passing import Passed, passed


@dataclass(frozen=True, slots=True)
class Part:
    """A line, or a way on from it: `what` says which. `kind`: entry, step, way or leave."""

    kind: str
    line: int
    what: str
    reached: bool


@dataclass(frozen=True, slots=True)
class Covered:
    """One campaign; its parts in the order of the text."""

    campaign: str
    path: str
    parts: tuple[Part, ...]

    @property
    def missed(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if not part.reached)


def coverage(
    loaded: Loaded, paths: Collection[str], journals: Sequence[Sequence[Row]]
) -> list[Covered]:
    """What the tests went through, given the journal of each, of every campaign in the files
    `paths`. The project has no errors."""
    project = loaded.checked.project
    assert project is not None
    found = []
    for node in (node for file in loaded.files for node in file.declarations):
        if isinstance(node, tree.Campaign) and node.span.path in paths:
            campaign = project.campaigns[node.name.text]
            journey = told(node, loaded.sources[node.span.path], loaded.files)
            parts = [*_parts(journey, node, campaign, passed(campaign, journals))]
            parts.sort(key=lambda part: part.line)
            found.append(Covered(campaign.name, node.span.path, tuple(parts)))
    return found


def _parts(
    journey: Journey, node: tree.Campaign, campaign: Campaign, through: Passed
) -> Iterator[Part]:
    yield Part("entry", journey.entry.line, journey.entry.sentence, through.entered)
    for line, reasons in zip(journey.leaves, _reasons(node, campaign), strict=True):
        yield Part("leave", line.line, line.sentence, not through.left.isdisjoint(reasons))
    tops = (journey.stops, *(parting[1:] for parting in journey.partings))
    for stop in (stop for top in tops for stop in every(top)):
        yield Part("step", stop.line, stop.sentence, not through.steps.isdisjoint(stop.ids))
        for way in stop.ways:
            reached = any((id, way.arm) in through.ways for id in stop.ids)
            yield Part("way", stop.line, _way(stop, way), reached)


def _reasons(node: tree.Campaign, campaign: Campaign) -> Iterator[set[str]]:
    """How the journal names who leaves by each of the lines `leave`. It does not tell lines apart
    that name one event, nor several `leave if`."""
    events = iter(campaign.leaves)
    of_line = {
        leave.span: {f"left on {next(events).event}" for _ in leave.events}
        for leave in node.leaves
    }  # fmt: skip
    for leave in node.ways_out:
        yield of_line.get(leave.span, {LEFT_IF})


def _way(stop: Stop, way: Way) -> str:
    """`split wording: plain`."""
    return f"{stop.sentence}: {way.label}"


def share(found: Iterable[Covered]) -> float:
    """Which part of all is gone through, from 0 to 1; of nothing, all."""
    parts = [part for each in found for part in each.parts]
    return sum(part.reached for part in parts) / len(parts) if parts else 1.0
