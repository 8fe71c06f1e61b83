"""The shares of splits that learn, as of each snapshot, or as of the end of a test (S8, S20).

Counted are the customers who came to the split before the snapshot's instant, each by their first
enrolment that is neither held out nor replaced, if its window for the goal has closed; each in the
arm they were given. While an arm has few of them, the shares of the text hold. A test counts all
who were given an arm before its end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from compiler import learning
from compiler.model.campaigns import Campaign
from compiler.model.steps import Split
from compiler.zones import midnight
from runtime.interpreter.applying import Applied
from runtime.interpreter.clock import exact
from runtime.interpreter.guards import snapshots
from runtime.journal import Kind, Row
from runtime.statistics.best import decided, moved
from runtime.statistics.proportions import Share

Moved = Mapping[tuple[str, str, datetime], tuple[int, ...]]
"""Where each arm ends, by campaign, the split's terms and the snapshot, or the end of its test;
where there is nothing, the shares of the text hold."""

NEVER = datetime.max.replace(tzinfo=UTC)
"""When a test is over to which nobody has come."""


Which = Callable[[Campaign], Iterator[Split]]
"""Some of the splits of a campaign."""


@dataclass(frozen=True, slots=True)
class _Split:
    """A split of a version."""

    campaign: Campaign
    version: str
    step: Split

    @property
    def terms(self) -> tuple[str, str]:
        return self.campaign.name, learning.terms(self.campaign, self.step)


def seen(at: datetime, zone: str, *, timer: bool) -> datetime:
    """The snapshot that is seen there: one at this very instant by timers, not by events."""
    found = midnight(at, zone)
    return found if timer or found < at else midnight(at - timedelta(microseconds=1), zone)


def in_force(moved: Moved, campaign: Campaign, step: Split, snapshot: datetime) -> tuple[int, ...]:
    """Where each arm of a split that learns ends, as of a snapshot."""
    key = (campaign.name, learning.terms(campaign, step), snapshot)
    return moved.get(key, learning.ends(step))


def over(moved: Moved, campaign: Campaign, step: Split) -> datetime:
    """The instant at which the test of a split is."""
    mine = campaign.name, learning.terms(campaign, step)
    return next((at for *of, at in moved if tuple(of) == mine), NEVER)


def found(rows: Sequence[Row], until: datetime, texts: Sequence[Applied]) -> Moved:
    """How shares have moved up to an instant, by the journal of everybody; the texts in the order
    in which they were executed."""
    by_terms = _by_terms(texts, learning.learning)
    result: dict[tuple[str, str, datetime], tuple[int, ...]] = {}
    for text, end in zip(texts, [*(each.at for each in texts[1:]), until], strict=True):
        for at in snapshots(text.project.policy.timezone, text.at, end):
            for terms, splits in by_terms.items():
                ends = moved(_shares(splits, rows, at))
                if ends is not None:
                    result[*terms, at] = tuple(ends)
    return result | dict(_decided(rows, texts))


def _decided(
    rows: Sequence[Row], texts: Sequence[Applied]
) -> Iterator[tuple[tuple[str, str, datetime], tuple[int, ...]]]:
    """By what each test to which somebody came decides at its end."""
    for terms, splits in _by_terms(texts, tested).items():
        steps = {(each.campaign.name, each.version, each.step.id) for each in splits}
        begun = min((
            row.at for row in rows
            if row.kind in (Kind.ARM, Kind.HELD) and (row.campaign, row.version, row.step) in steps
        ), default=None)  # fmt: skip
        split = splits[0].step
        if begun is not None and split.trial is not None:
            at = begun + exact(split.trial.lasts)
            best = decided(_shares(splits, rows, at))
            yield (*terms, at), learning.all_to(split, best)


def tested(campaign: Campaign) -> Iterator[Split]:
    return (split for split, _ in learning.tested(campaign))


def _by_terms(texts: Iterable[Applied], which: Which) -> dict[tuple[str, str], list[_Split]]:
    found: dict[tuple[str, str], list[_Split]] = {}
    for each in _splits(texts, which):
        found.setdefault(each.terms, []).append(each)
    return found


def _splits(texts: Iterable[Applied], which: Which) -> Iterator[_Split]:
    known = set()
    for text in texts:
        for campaign in text.project.campaigns.values():
            version = text.versions.get(campaign.name, "")
            if (campaign.name, version) not in known:
                known.add((campaign.name, version))
                for step in which(campaign):
                    yield _Split(campaign, version, step)


def _shares(splits: Sequence[_Split], rows: Sequence[Row], at: datetime) -> list[Share]:
    """Of each arm, how many reached the goal."""
    campaign, split = splits[0].campaign, splits[0].step
    mine = [row for row in rows if row.campaign == campaign.name and row.at < at]
    arms = _first_arms(splits, mine)
    kind, name, within = _counted(campaign, split)
    closed = {
        row.enrolment for row in mine if row.kind is Kind.ENTERED and row.at + within <= at
    }
    reached = {row.enrolment for row in mine if row.kind is kind and row.reason == name}
    return [
        Share(len(of & reached), len(of))
        for arm in split.arms
        for of in [{name for name, given in arms.items() if given == arm.name} & closed]
    ]


def _counted(campaign: Campaign, split: Split) -> tuple[Kind, str, timedelta]:
    """By what the arms are held against each other, and how long it may take."""
    if split.trial is not None:
        return Kind.COUNTED, split.trial.name, timedelta()
    goal = learning.goal_of(campaign, split)
    return Kind.GOAL, goal.name, exact(goal.within)


def _first_arms(splits: Sequence[_Split], mine: Sequence[Row]) -> dict[str, str]:
    """The arm of each customer's first enrolment that counts, by the enrolment."""
    steps = {(each.version, each.step.id) for each in splits}
    out = {
        row.enrolment for row in mine
        if (row.kind is Kind.ENTERED and row.reason)
        or (row.kind is Kind.LEFT and row.reason == "replaced")
    }  # fmt: skip
    entered = {row.enrolment: n for n, row in enumerate(mine) if row.kind is Kind.ENTERED}
    first: dict[str, tuple[int, str, str]] = {}
    for row in mine:
        if row.kind is Kind.ARM and (row.version, row.step) in steps and row.enrolment not in out:
            this = (entered[row.enrolment], row.enrolment, row.arm)
            first[row.customer] = min(this, first.get(row.customer, this))
    return {enrolment: arm for _, enrolment, arm in first.values()}
