"""What a condition needs found out first, and in which order: the layers of a query.

Layer 0 is who is asked, with fields of the customer. A layer adds facts from events, values
across a population, and the traits, segments and groups that these make known. Whatever looks
at a trait or a segment stands in a later layer, so that each is written once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property

from compiler.model.conditions import Has, HasFollowed, InSegment, Withdrawn
from compiler.model.declarations import Groups, Segment, Trait
from compiler.model.project import Project
from compiler.model.values import (
    SHARES,
    Aggregate,
    CalendarStart,
    Chance,
    CustomerField,
    Edge,
    GroupValue,
    KeyHash,
    Population,
    TraitValue,
)
from compiler.sql.facts import Fact
from compiler.sql.lasting import of_the_last
from compiler.walk import children

Named = Trait | Segment | Groups
Bare = (
    Fact | Population | Chance | CustomerField | KeyHash | CalendarStart | TraitValue | GroupValue
    | InSegment
)


@dataclass(frozen=True)
class Earlier:
    """What was needed at the instant of the population values, where that is an earlier one."""

    need: Bare


Need = Bare | Earlier


def bare(need: Need) -> Bare:
    """What is needed, whenever that is."""
    return need.need if isinstance(need, Earlier) else need


def as_of(need: Bare, *, earlier: bool) -> Need:
    """The need at one of the two instants. A customer's fields stay, and snapshots do."""
    same = Population | Chance | CustomerField | KeyHash
    return Earlier(need) if earlier and not isinstance(need, same) else need


class Taken(Enum):
    """Where population values come from: from somewhere else (a stored snapshot, other rows), or
    from the rows asked, at the instant at which these are asked or at an earlier one."""

    ELSEWHERE = auto()
    NOW = auto()
    EARLIER = auto()


_NEEDED = (
    Aggregate, Edge, HasFollowed, Withdrawn, Population, Chance, CustomerField, KeyHash, TraitValue,
    GroupValue, InSegment,
)  # fmt: skip


def direct(node: object) -> Iterator[Bare]:
    """What must be known before `node` can be written, not looking through names and facts."""
    if isinstance(node, Has):
        last = of_the_last(node)
        yield from direct(last) if last is not None else (node.of,)
    elif isinstance(node, CalendarStart):
        if node.clock is not None:  # else a clock alone can say it
            yield node
    elif isinstance(node, _NEEDED):
        yield node
    else:
        for child in children(node):
            yield from direct(child)


@dataclass(frozen=True)
class Needs:
    """`wanted`: what is asked. `taken`: where population values come from."""

    project: Project
    wanted: tuple[object, ...]
    taken: Taken

    @cached_property
    def layer_of(self) -> dict[Need, int]:
        """The layer of everything needed, in the order in which it was met."""
        layers: dict[Need, int] = {}
        for node in self.wanted:
            for need in direct(node):
                self._place(need, layers)
        return layers

    @property
    def height(self) -> int:
        """The last layer."""
        return max(self.layer_of.values(), default=0)

    def before(self, need: Need) -> list[Need]:
        """What a need needs itself."""
        if isinstance(need, Earlier):
            return [as_of(bare(inner), earlier=True) for inner in self.before(need.need)]
        if isinstance(need, TraitValue | GroupValue | InSegment):
            return list(direct(self.declared(need)))
        if isinstance(need, Population):
            return self._before_population(need)
        if isinstance(need, CalendarStart):
            return [need.clock] if need.clock is not None else []
        if isinstance(need, CustomerField | KeyHash | Chance):
            return []
        return list(_below(need))

    def declared(self, need: TraitValue | GroupValue | InSegment) -> Named:
        if isinstance(need, TraitValue):
            return self.project.traits[need.name]
        if isinstance(need, GroupValue):
            return self.project.groups[need.name]
        return self.project.segments[need.name]

    def exported(self) -> set[Need]:
        """Facts and population values that something in a later layer looks at."""
        found: set[Need] = set(self._all_direct(self.wanted))
        for need, layer in self.layer_of.items():
            later = not isinstance(bare(need), TraitValue | GroupValue | InSegment)
            found.update(
                inner for inner in self.before(need) if later or self.layer_of[inner] < layer
            )
        return found

    def _all_direct(self, nodes: Iterable[object]) -> Iterator[Bare]:
        for node in nodes:
            yield from direct(node)

    def _before_population(self, need: Population) -> list[Need]:
        if self.taken is Taken.ELSEWHERE:
            return []
        looked_at = (need.value, *need.known, *([KeyHash()] if need.kind in SHARES else []))
        inside = [part for value in looked_at for part in direct(value)]
        if need.segment is not None:
            inside.append(InSegment(need.segment))
        return [as_of(part, earlier=self.taken is Taken.EARLIER) for part in inside]

    def _place(self, need: Need, layers: dict[Need, int]) -> int:
        if need in layers:
            return layers[need]
        inner = [(before, self._place(before, layers)) for before in self.before(need)]
        layers[need] = self._layer(need, inner)
        return layers[need]

    def _layer(self, need: Need, inner: list[tuple[Need, int]]) -> int:
        """A named thing stands in the layer of the facts it is made of, but after other names."""
        if isinstance(need, CustomerField | KeyHash):
            return 0
        named = (TraitValue, GroupValue, InSegment)
        if not isinstance(bare(need), named):
            return 1 + max((layer for _, layer in inner), default=0)
        return max((layer + isinstance(bare(one), named) for one, layer in inner), default=1) or 1


def _below(fact: Fact) -> Iterator[Bare]:
    """What the windows and `where` of a fact look at."""
    for child in children(fact):
        yield from direct(child)
