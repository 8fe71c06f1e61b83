"""Earlier versions of campaigns beside today's project (S35).

Conditions, steps, shares and goals of an enrolment are those of its entry: what they look at by a
name that means something else by now gets a name of its own, `loyal of 1f0c8a9b3d2e`. All else, the
data and the words above all, is today's, and has to be there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from compiler.model.campaigns import Campaign
from compiler.model.conditions import InSegment
from compiler.model.entries import At, Every
from compiler.model.project import Earlier, Project
from compiler.model.values import Chance, GroupValue, Population, TraitValue, Type
from compiler.rewriting import rebuilt
from compiler.still import gone, heeded
from compiler.versions import meaning
from compiler.walk import References, reached

Names = dict[tuple[str, str], str]
"""What a thing is called beside today's, by kind and name."""


class Gone(Exception):
    """An earlier version cannot go on, since `what` (in words) is no longer there for it."""

    def __init__(self, campaign: str, version: str, what: str) -> None:
        super().__init__(f"{campaign} {version}: {what}")
        self.campaign, self.version, self.what = campaign, version, what


def beside(today: Project, earlier: Mapping[tuple[str, str], Project]) -> Project:
    """Today's project with the given versions beside it: the projects that they ran in, by
    campaign and version, oldest first. Raises Gone where one cannot go on."""
    for (name, version), before in earlier.items():
        campaign = before.campaigns[name]
        what = gone(today, before, campaign)
        if what is not None:
            raise Gone(name, version, what)
        today = _with(today, before, campaign, version)
    return today


def _with(today: Project, before: Project, campaign: Campaign, version: str) -> Project:
    looked_at = reached(before, *heeded(campaign))
    found, exchange = taken_in(today, before, looked_at, version)
    return replace(
        found, earlier=(*today.earlier, Earlier(rebuilt(campaign, exchange), version))
    )


def taken_in(
    today: Project, before: Project, looked_at: References, mark: str
) -> tuple[Project, Callable[[Any], Any]]:
    """Today's project with all beside it that is looked at in the project `before` and has another
    meaning by now, under names with the `mark` behind them; and what exchanges references to it for
    those names. All else that is looked at has to be there (`compiler.still`)."""
    renamed = _renamed(today, before, looked_at, mark)
    exchange = _exchange(renamed)

    def taken(kind: str, declared: Mapping[str, Any]) -> dict[str, Any]:
        return {
            new: replace(rebuilt(declared[name], exchange), name=new)
            for (of, name), new in renamed.items() if of == kind
        }  # fmt: skip

    watched = {
        name: rebuilt(before.movements[name], exchange)
        for name in before.movements
        if name in looked_at.events and name not in today.movements
    }
    found = replace(
        today,
        segments=today.segments | taken("segment", before.segments),
        traits=today.traits | taken("trait", before.traits),
        groups=today.groups | taken("groups", before.groups),
        populations=today.populations | taken("population", before.populations),
        movements=today.movements | watched,
        events=today.events | {name: before.events[name] for name in watched},
    )
    return found, exchange


def _renamed(today: Project, before: Project, of: References, version: str) -> Names:
    """What the version looks at that has another meaning today, or none."""
    looked_at: dict[tuple[str, str], object] = {
        **{("segment", name): InSegment(name) for name in of.segments},
        **{("trait", name): TraitValue(name, Type.TEXT) for name in of.traits},
        **{("groups", name): GroupValue(name) for name in of.groups},
        **{("population", each.name): each for each in of.populations},
    }
    return {
        (kind, name): f"{name} of {version}"
        for (kind, name), reference in looked_at.items()
        if _meaning(today, kind, name, reference) != meaning(before, reference)
    }


def _meaning(today: Project, kind: str, name: str, reference: object) -> str | None:
    """What the name means today; None: nothing."""
    there: Mapping[str, Mapping[str, object]] = {
        "segment": today.segments, "trait": today.traits, "groups": today.groups,
        "population": today.populations,
    }  # fmt: skip
    if name not in there[kind]:
        return None
    return meaning(today, there[kind][name] if kind == "population" else reference)


def _exchange(renamed: Names) -> Callable[[Any], Any]:
    """References by the new names."""

    def of(kind: str, name: str) -> str:
        return renamed.get((kind, name), name)

    def exchange(part: Any) -> Any:
        match part:
            case InSegment():
                return replace(part, name=of("segment", part.name))
            case TraitValue() | Chance():
                return replace(part, name=of("trait", part.name))
            case GroupValue():
                return replace(part, name=of("groups", part.name))
            case Population():
                segment = part.segment and of("segment", part.segment)
                return replace(part, name=of("population", part.name), segment=segment)
            case Every() | At():
                return replace(part, segment=part.segment and of("segment", part.segment))
        return part

    return exchange
