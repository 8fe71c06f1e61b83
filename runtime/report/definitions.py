"""What the campaigns say, in the version in which somebody entered (S35)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from compiler.model.campaigns import Campaign
from compiler.model.project import Earlier, Project
from compiler.model.steps import Arm, Send, Split
from compiler.model.steps import Step as CampaignStep
from compiler.walk import blocks, steps
from runtime.store.connection import Connection

Definitions = Mapping[str, Campaign]
"""The versions of one campaign."""


def definitions(
    connection: Connection, project: Project, campaign: str
) -> Definitions:
    """Every version of the campaign that somebody entered or was moved along into, from the store;
    one that cannot be read there counts as the project's own, if that has the campaign still."""
    rows = connection.execute(
        'SELECT e."version", p."document" '
        'FROM (SELECT "version" FROM "enrolments" WHERE "campaign" = $1'
        ' UNION SELECT "before" AS "version" FROM "moves" WHERE "campaign" = $1) e '
        'LEFT JOIN "versions" v ON v."campaign" = $1 AND v."version" = e."version" '
        'LEFT JOIN "programs" p USING ("program")',
        [campaign],
    ).fetchall()
    own = project.campaigns.get(campaign)
    read = {version: _read(program, campaign) or own for version, program in rows}
    return {version: found for version, found in read.items() if found is not None}


def with_versions(
    connection: Connection, project: Project, campaigns: Iterable[str]
) -> Project:
    """The project with every version of these campaigns that somebody entered, to speak of."""
    earlier = [
        Earlier(each, version)
        for name in sorted(set(campaigns))
        for version, each in definitions(connection, project, name).items()
    ]
    return replace(project, earlier=tuple(earlier))


def _read(program: str | None, campaign: str) -> Campaign | None:
    from compiler.program import from_json

    try:
        found = from_json(program).model_of_project() if program else None
    except ValueError:
        return None
    return found.campaigns.get(campaign) if found else None


@dataclass(frozen=True, slots=True)
class Arms:
    """A split over all versions in which it stands. `first`: the arms' names in the order of the
    current text. `bare`: arms that send nothing. `untouched`: nothing is sent before the split, so
    that who is held out comes to it as anybody else. `learning`: shares moved in some version from
    day to day; `tested`: a trial decided in some version."""

    split: str
    names: tuple[str, ...]
    bare: frozenset[str]
    untouched: bool
    learning: bool = False
    tested: bool = False


def splits(versions: Iterable[Campaign]) -> list[Arms]:
    """The splits of some versions of a campaign, by name, in the order of the text."""
    found: dict[str, list[tuple[Split, bool]]] = {}
    for campaign in versions:
        last = (each.steps for each in campaign.partings)
        ways = [(campaign.steps, False), *((steps, True) for steps in last)]
        for block, touched in ways:
            for split, after in _splits(block, touched):
                found.setdefault(split.name, []).append((split, after))
    return [_arms(name, each) for name, each in found.items()]


def _arms(name: str, found: list[tuple[Split, bool]]) -> Arms:
    arms = [arm for split, _ in found for arm in split.arms]
    names = tuple(dict.fromkeys(arm.name for arm in arms))
    sending = {arm.name for arm in arms if _sends(arm.steps)}
    bare = frozenset(set(names) - sending)
    learning = any(split.maximises is not None for split, _ in found)
    untouched = not any(touched for _, touched in found)
    tested = any(split.trial is not None for split, _ in found)
    return Arms(name, names, bare, untouched, learning, tested)


def _splits(
    block: tuple[CampaignStep, ...], touched: bool
) -> Iterable[tuple[Split, bool]]:
    """Each split with whether something may have been sent before it."""
    for step in block:
        if isinstance(step, Split):
            yield step, touched
        for _, inner in blocks(step):
            yield from _splits(inner, touched)
        touched = touched or _sends((step,))


def _sends(block: tuple[CampaignStep, ...]) -> bool:
    return any(isinstance(step, Send) for step in steps(block))


def shares(arms: tuple[Arm, ...]) -> dict[str, int]:
    """Each arm's share in hundredths of a per cent (S19)."""
    starts = (0, *(arm.until for arm in arms[:-1]))
    return {arm.name: arm.until - start for arm, start in zip(arms, starts, strict=True)}
