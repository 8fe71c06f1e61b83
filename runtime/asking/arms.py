"""Arms, and customers held out, that are too few to show what a campaign's target promises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from math import inf

from compiler.model.campaigns import Campaign, Goal
from compiler.model.conditions import All, Condition, Has, InSegment
from compiler.model.declarations import Segment
from compiler.model.entries import Dated, OnEvent
from compiler.model.steps import Split
from compiler.model.values import EntryField, EntryTime, Occurrences
from compiler.model.windows import Duration, InLast
from compiler.walk import walk
from runtime.asking.counting import Counting
from runtime.asking.data import Data
from runtime.sources.findings import Finding
from runtime.statistics.needed import needed

WEEKS = Duration(4, "week")
"""Who did within them what lets in stands for those who will enter."""

THROUGH, HELD_OUT = "go through it", "are held out"
EVERYBODY = 10_000

Part = tuple[str, float]
"""What becomes of some of those who enter, and how large a part of them they are."""


def small_arms(data: Data, at: datetime) -> list[Finding]:
    """A finding for each campaign with a target some of whose groups are too small to show it, as
    far as can be counted at an instant: who is in the segment of its schedule, or did what lets in
    within four weeks; and how many of these did what the goal names, in as long a time before,
    without the campaign. Goals and entries that hang on the entering event's fields are left out,
    and so are campaigns that let in otherwise."""
    found: list[Finding] = []
    for campaign in data.project.campaigns.values():
        goal = next((goal for goal in campaign.goals if goal.target is not None), None)
        audience = _audience(campaign)
        if goal is None or audience is None or _of_entry(goal.on.where):
            continue
        groups = list(_groups(campaign, data.project.policy.hold_out))
        if groups:
            found += _of_campaign(campaign, goal, audience, groups, data, at)
    return found


def _audience(campaign: Campaign) -> Condition | None:
    """Who enters, as a condition that can be counted now; None where none says so."""
    entry, asked = campaign.entry, [campaign.only_if, campaign.only_while]
    parts = [each for each in asked if each is not None]
    if isinstance(entry, Dated):
        parts += [InSegment(entry.segment)] if entry.segment is not None else []
    elif isinstance(entry, OnEvent) and not entry.on.others:
        parts.append(Has(Occurrences(entry.on.event, InLast(WEEKS), entry.on.where)))
    else:
        return None
    whole = All(tuple(parts))
    return None if _of_entry(whole) else whole


def _of_entry(condition: Condition | None) -> bool:
    return any(isinstance(part, EntryField | EntryTime) for part in walk(condition))


def _groups(campaign: Campaign, everywhere: int) -> Iterator[tuple[Part, Part]]:
    """What is compared: each with those held out, else with the first arm (S34)."""
    there = 1 - everywhere / EVERYBODY
    held = campaign.hold_out / EVERYBODY * there
    rest = there - held
    if held:
        yield (THROUGH, rest), (HELD_OUT, held)
    for step in campaign.steps:
        if isinstance(step, Split) and not step.learns:
            arms = _arms(step, rest)
            first, *others = arms
            for arm in arms if held else others:
                yield arm, ((HELD_OUT, held) if held else first)


def _arms(step: Split, rest: float) -> list[Part]:
    ends = [0, *(arm.until for arm in step.arms)]
    return [(f"get the arm `{arm.name}`", rest * (arm.until - before) / EVERYBODY)
            for arm, before in zip(step.arms, ends, strict=False)]  # fmt: skip


def _of_campaign(
    campaign: Campaign, goal: Goal, audience: Condition, groups: list[tuple[Part, Part]],
    data: Data, at: datetime,
) -> Iterator[Finding]:  # fmt: skip
    assert goal.target is not None
    many = _count(audience, data, at)
    if not many:
        return  # there is nothing to go by
    did = Has(Occurrences(goal.on.event, InLast(goal.within), goal.on.where))
    anyway = _count(All((audience, did)), data, at) / many
    target = goal.target / EVERYBODY
    what = f"campaign {campaign.name}"
    if anyway >= target:
        yield Finding(
            what, f"{anyway:.0%} of {many:,} customers did what `{goal.name}` counts in as long a "
            f"time, so the target of {target:.0%} shows nothing",
            "set a target above that", count=many,
        )  # fmt: skip
        return
    for (one, part), (base, other) in groups:
        wanted = needed(target, anyway, (part, other))
        if wanted > many:
            yield Finding(
                what, f"of {many:,} customers {many * part:,.0f} {one} and {many * other:,.0f} "
                f"{base}: too few to tell {target:.0%} from {anyway:.0%}",
                _help(wanted), count=many,
            )  # fmt: skip
            return


def _help(wanted: float) -> str:
    if wanted == inf:
        return "give each a share"
    return f"it takes {wanted:,.0f} entries: let it run longer, or compare fewer arms"


AUDIENCE = "the audience"
"""The name of a segment that no file can name."""


def _count(audience: Condition, data: Data, at: datetime) -> int:
    segments = data.project.segments | {AUDIENCE: Segment(AUDIENCE, None, audience)}
    asked = replace(data, project=replace(data.project, segments=segments))
    ((_, count),) = Counting(asked, AUDIENCE, at).counted()
    return count
