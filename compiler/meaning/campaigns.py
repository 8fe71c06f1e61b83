"""Campaigns, typed: head and steps."""

from __future__ import annotations

from dataclasses import dataclass, replace

from compiler.meaning.answers import any_of, occurring
from compiler.meaning.blocks import sends, top
from compiler.meaning.common import common
from compiler.meaning.conditions import condition
from compiler.meaning.entries import again, entry, late
from compiler.meaning.leaving import watched
from compiler.meaning.literals import WORDS, count, duration, instant, share
from compiler.meaning.numbering import Numbering
from compiler.meaning.parting import partings
from compiler.meaning.scope import Entering, Scope
from compiler.meaning.sending import quiet
from compiler.meaning.settling import settled
from compiler.meaning.shares import check_learning
from compiler.meaning.steps import block
from compiler.meaning.values import event_field
from compiler.meaning.world import World
from compiler.model.campaigns import A_DAY, Campaign, Goal, Guard, Usual
from compiler.model.declarations import Several
from compiler.model.occurring import Occurring
from dsl import tree
from dsl.diagnostics import Edit, Label
from dsl.source import Span


@dataclass(frozen=True)
class Built:
    """A campaign, None where it is broken, with what later checks need of its text."""

    node: tree.Campaign
    campaign: Campaign | None
    steps: dict[str, tree.Step]
    entering: Entering
    entry: Several | None


def build(node: tree.Campaign, world: World) -> Built:
    """The typed campaign. All its lines are looked at, whatever is wrong with others."""
    found = entry(node, world)
    inside = Scope(world, found.entering, found.event or found.record)
    only_if = condition(node.only_if, inside) if node.only_if is not None else None
    repeat, lateness = again(node, found, world), late(node, found, world)
    sent = frozenset(each.message.text for each in sends(top(node)))
    mine = replace(inside, mine=True, sends=sent)
    leaves = [occurring(leave.events, leave.where, mine) for leave in node.leaves]
    leaves_if = [watched(leave.condition, mine) for leave in node.leaves_if]
    only_while = watched(node.only_while, mine) if node.only_while is not None else None
    goals, guards = _goals(node, mine), _guards(node, mine)
    numbering = Numbering()
    steps = block(node.steps, "", mine, numbering)
    last = partings(node, leaves, mine, numbering)
    _head(node, world)
    learning = check_learning(
        numbering.nodes.values(), [_name_of(goal) for goal in node.goals], world.findings
    )
    whole = (
        learning and not numbering.broken and found.entry is not None and repeat is not None
        and None not in leaves and None not in leaves_if and len(goals) == len(node.goals)
        and len(guards) == len(node.guards)
        and (node.only_if is None or only_if is not None) and lateness is not None
        and (node.only_while is None or only_while is not None)
    )  # fmt: skip
    campaign = None
    if whole and found.entry is not None and repeat is not None:
        campaign = Campaign(
            node.name.text, found.entry, repeat, settled(steps, world),
            only_if=only_if,
            late=lateness or A_DAY,
            leaves=tuple(each for leave in leaves if leave is not None for each in leave.each),
            goals=goals,
            leaves_if=tuple(each for each in leaves_if if each is not None),
            only_while=only_while,
            partings=last,
            guards=guards,
            trials=tuple(numbering.trials),
        )  # fmt: skip
        campaign = _with_head(campaign, node, world)
    return Built(node, campaign, numbering.nodes, found.entering, inside.entry)


def _head(node: tree.Campaign, world: World) -> None:
    """Reports what does not fit together in the head."""
    runs = node.runs
    if runs and runs.start and runs.end and (
        instant(runs.start, world) >= instant(runs.end, world)
    ):  # fmt: skip
        world.findings.add("E0416", runs.span, "this campaign ends before it begins",
                           "the earlier date stands behind `from`")  # fmt: skip
    if node.goals or node.unbuilt:
        return
    if _advertises(node, world):
        world.without_goal = True
    elif node.hold_out is not None:
        world.findings.add(
            "E0422", node.hold_out.span, "without a goal nobody is held out",
            "who is held out is compared by the goal: add one, or leave this line out",
        )  # fmt: skip


def _advertises(node: tree.Campaign, world: World) -> bool:
    """E0404: what advertises says what for."""
    for send in sends(top(node)):
        message = world.names.messages.get(send.message.text)
        if message is None or message.service or world.torn(message):
            continue
        if send.to is None:
            world.findings.add(
                "E0404", node.name.span, f"campaign `{node.name.text}` advertises without a goal",
                "say what it is for: `goal purchase within 3 days`; or, if it is no "
                f"advertisement, write `for service` in message `{message.name.text}`",
                labels=(Label(send.message.span, "it sends this"),),
            )  # fmt: skip
            return True
    return False


def _with_head(campaign: Campaign, node: tree.Campaign, world: World) -> Campaign:
    runs = node.runs or tree.Runs()
    return replace(
        campaign,
        title=node.title.value if node.title else None,
        owner=node.owner.value if node.owner else None,
        runs_from=instant(runs.start, world) if runs.start else None,
        runs_until=instant(runs.end, world) if runs.end else None,
        priority=count(node.priority, 1, "a priority", world.findings) if node.priority else None,
        quiet=quiet(node.quiet, world),
        usually=_usually(node.usually, world) if node.usually else None,
        hold_out=(share(node.hold_out.share, world.findings) or 0) if node.hold_out else 0,
    )


def _usually(node: tree.Usually, world: World) -> Usual | None:
    low = count(node.low, 0, "the number of entries", world.findings)
    high = count(node.high, 1, "the number of entries", world.findings)
    if low is None or high is None:
        return None
    if low > high:
        world.findings.add(
            "E0413", node.span, "this goes from the larger number to the smaller one",
            f"write `usually {high:_} to {low:_} entries per {node.unit}`",
        )  # fmt: skip
        return None
    return Usual(low, high, node.unit)


def _name_of(goal: tree.Goal) -> str:
    """Its own, or else that of its events."""
    return goal.name.text if goal.name else any_of(goal.events)


def _goals(node: tree.Campaign, scope: Scope) -> tuple[Goal, ...]:
    found = []
    seen: dict[str, Span] = {}
    for goal in node.goals:
        name = _name_of(goal)
        if name in seen:
            scope.world.findings.add(
                "E0202", goal.span, f"there are two goals `{name}`",
                f"give one a name: `goal second: {any_of(goal.events)} within …`",
                labels=(Label(seen[name], "the other one"),),
            )  # fmt: skip
        seen.setdefault(name, goal.span)
        made = _goal(goal, name, scope)
        if made is not None:
            found.append(made)
    return tuple(found)


def _guards(node: tree.Campaign, scope: Scope) -> tuple[Guard, ...]:
    found: dict[str, Guard] = {}
    seen: dict[str, Span] = {}
    for guard in node.guards:
        name = any_of(guard.events)
        if name in seen:
            scope.world.findings.add(
                "E0202", guard.span, f"there are two guards against `{name}`", "keep one of them",
                labels=(Label(seen[name], "the other one"),),
            )  # fmt: skip
        seen.setdefault(name, guard.span)
        on = occurring(guard.events, guard.where, scope)
        within = duration(guard.within, scope.world.findings)
        under = share(guard.under, scope.world.findings)
        if under == 0:
            scope.world.findings.add(
                "E0413", guard.under.span, "nothing is under 0%",
                "write how rarely it must happen, such as `under 0.5%`",
            )  # fmt: skip
        elif on is not None and within is not None and under is not None:
            found[name] = Guard(name, on, within, under)
    return tuple(found.values())


def _goal(node: tree.Goal, name: str, scope: Scope) -> Goal | None:
    findings = scope.world.findings
    on = occurring(node.events, node.where, scope)
    within = duration(node.within, findings)
    target = share(node.target, findings) if node.target else None
    worth = _worth(node.worth, on, scope) if node.worth else None
    broken = (node.target and target is None) or (node.worth and worth is None)
    if on is None or within is None or broken:
        return None
    return Goal(name, on, within, target, worth)


def _worth(node: tree.Path, on: Occurring | None, scope: Scope) -> str | None:
    event = common([scope.world.event(kind) for kind in on.kinds], scope.world) if on else None
    if event is None:
        return None
    if len(node.parts) > 1:
        scope.world.findings.add(
            "E0206", node.span, "`worth` is a field of the goal's event, which stands alone",
            f"write `worth {node.parts[-1].text}`", edit=Edit(node.span, node.parts[-1].text),
        )  # fmt: skip
        return None
    field = event_field(event, node.parts[0], scope)
    if field is not None and not field.type.numeric:
        scope.world.findings.add(
            "E0303", node.span, f"`{field.name}` is {WORDS[field.type]}, and worth is summed up",
            f"a field of `{event.name}` that is money or a number",
        )  # fmt: skip
        return None
    return field.name if field else None
