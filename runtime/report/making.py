"""The report: what campaigns brought, from the store alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal

from compiler.learning import share_of
from compiler.model.campaigns import Campaign, Goal
from compiler.model.project import Project
from compiler.model.steps import Split
from compiler.versions import campaign_version
from compiler.walk import steps
from runtime.acts import read, shut
from runtime.errors import NotBegun
from runtime.identity import HELD_OUT
from runtime.report import counting
from runtime.report.calls import calls
from runtime.report.comparing import against_held_out, expected, of_arms
from runtime.report.counting import Cell
from runtime.report.definitions import Arms, Definitions, definitions, shares, splits
from runtime.report.given import given
from runtime.report.guards import guards
from runtime.report.model import CampaignReport, ChannelReport, Comparison, GoalReport, Report
from runtime.report.offers import offers
from runtime.report.scope import Period, prepare
from runtime.report.trials import trials
from runtime.report.usual import usual
from runtime.statistics.proportions import Share
from runtime.statistics.sizes import Sizes, sizes
from runtime.statistics.verdict import against_target, rate_interval
from runtime.store.connection import Connection

WHOLE = 10_000
"""All of a share, in hundredths of a per cent."""


def report(
    connection: Connection,
    project: Project,
    campaigns: Sequence[str] = (),
    period: Period | None = None,
) -> Report:
    """Of the named campaigns, or of all. Raises NotBegun where the project has not run yet."""
    chosen, wanted = campaigns or list(project.campaigns), period or Period()
    as_of = ran_until(connection)
    made = tuple(_campaign(connection, project, name, wanted, as_of) for name in chosen)
    return Report(as_of, wanted.since, wanted.until, made)


def ran_until(connection: Connection) -> datetime:
    """The instant up to which the project has run (excluded)."""
    row = connection.execute('SELECT "until" FROM "progress"').fetchone()
    if row is None:
        raise NotBegun
    found: datetime = row[0]
    return found.replace(tzinfo=UTC)


def _campaign(
    connection: Connection,
    project: Project,
    name: str,
    period: Period,
    as_of: datetime,
) -> CampaignReport:
    declared = project.campaigns[name]
    versions = definitions(connection, project, name)
    prepare(connection, name, versions, period)
    given(connection, name, versions)
    entered = counting.entries(connection)
    return CampaignReport(
        name,
        declared.title,
        declared.owner,
        entered.customers,
        entered.enrolments,
        entered.replaced,
        entered.held_out,
        entered.held_out_from_everything,
        counting.refused(connection, name, period.since, period.until or as_of),
        tuple(_goal(connection, declared, versions, goal, as_of) for goal in declared.goals),
        channels(connection, project),
        counting.drops(connection, project, name),
        counting.undelivered(connection),
        counting.leaves(connection),
        offers(connection, project),
        shut(read(connection), name),
        calls(connection),
        usual(connection, declared, project.policy.timezone, period),
        guards(connection, declared, campaign_version(project, name), as_of),
        trials(connection, declared, as_of),
    )


def channels(
    connection: Connection, project: Project
) -> tuple[ChannelReport, ...]:
    """In the order of the project's text; every attempt that a provider took costs."""
    planned, taken = counting.planned(connection), counting.handed_over(connection)
    names = [*project.channels, *planned, *(channel for channel, _ in taken)]
    return tuple(
        _channel(project, name, planned.get(name, 0), taken)
        for name in dict.fromkeys(names)
        if name in planned or any(channel == name for channel, _ in taken)
    )


def _channel(
    project: Project, name: str, planned: int, taken: dict[tuple[str, str], int]
) -> ChannelReport:
    accepted, unknown = (taken.get((name, outcome), 0) for outcome in ("accepted", "unknown"))
    declared = project.channels.get(name)
    each = declared.costs if declared else Decimal(0)
    return ChannelReport(name, planned, accepted, unknown, each * (accepted + unknown))


def _goal(
    connection: Connection,
    campaign: Campaign,
    versions: Definitions,
    goal: Goal,
    as_of: datetime,
) -> GoalReport:
    found = counting.cells(connection, goal.name, as_of)
    treated = [cell for cell in found if not cell.shadow]
    closed = _share(cell for cell in treated if cell.closed)
    opened = _share(cell for cell in treated if not cell.closed)
    target = None if goal.target is None else goal.target / WHOLE
    return GoalReport(
        goal.name,
        str(goal.within),
        closed,
        opened.of,
        opened.reached,
        rate_interval(closed) if closed.of else None,
        target,
        None if target is None else against_target(closed, target),
        _worth(goal, treated),
        tuple(_comparisons(connection, campaign, versions, goal, found, as_of)),
    )


def _comparisons(
    connection: Connection,
    campaign: Campaign,
    versions: Definitions,
    goal: Goal,
    found: Sequence[Cell],
    as_of: datetime,
) -> Iterable[Comparison]:
    """Against the held-out, then the arms of every split to which somebody came. Of a split that is
    tested those are compared who got an arm by lot: not who got the one that was decided for."""
    worth = goal.worth is not None
    held = any(cell.shadow == HELD_OUT for cell in found)
    if held:
        yield against_held_out(found, worth, _hold_out_sizes(connection, versions))
    for arms in splits([campaign, *versions.values()]):
        cells = counting.cells(connection, goal.name, as_of, arms.split)
        if arms.tested:
            cells = [cell for cell in cells if share_of(cell.shares, cell.arm) < 1]
        if cells:
            base = base_of(arms, held=held)
            moves = arms.learning or arms.tested
            size = None if moves else _arm_sizes(connection, versions, arms.split)
            yield of_arms(arms, cells, base, worth and not arms.learning, size)


def base_of(arms: Arms, *, held: bool) -> str:
    """The held-out, else the arm without sends, else the first (S34). The held-out are no base
    where something was sent before the split: who came to it then is not who else would have."""
    if held and arms.untouched:
        return HELD_OUT
    return next((name for name in arms.names if name in arms.bare), arms.names[0])


def _hold_out_sizes(connection: Connection, versions: Definitions) -> Sizes:
    due = {
        version: {HELD_OUT: campaign.hold_out, "": WHOLE - campaign.hold_out}
        for version, campaign in versions.items()
    }
    return _sizes(counting.versions(connection, None), due)


def _arm_sizes(
    connection: Connection, versions: Definitions, split: str
) -> Sizes | None:
    """None where the split stands in a version more than once: which of them somebody came to is
    then the journey's doing."""
    due: dict[str, dict[str, int]] = {}
    for version, campaign in versions.items():
        found = [s for s in steps(campaign) if isinstance(s, Split) and s.name == split]
        if len(found) > 1:
            return None
        if found:
            due[version] = shares(found[0].arms)
    return _sizes(counting.versions(connection, split), due)


def _sizes(
    by_version: dict[str, dict[str, int]], due: dict[str, dict[str, int]]
) -> Sizes:
    wanted = expected(by_version, due)
    names = dict.fromkeys([*wanted, *(name for found in by_version.values() for name in found)])
    observed = [sum(found.get(name, 0) for found in by_version.values()) for name in names]
    return sizes(observed, [wanted.get(name, 0.0) for name in names])


def _share(found: Iterable[Cell]) -> Share:
    listed = list(found)
    return Share(sum(cell.reached for cell in listed), sum(cell.count for cell in listed))


def _worth(goal: Goal, found: Iterable[Cell]) -> Decimal | None:
    if goal.worth is None:
        return None
    return sum((cell.worth for cell in found if cell.closed), Decimal(0))
