"""Branches that no customer of the campaign takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from compiler.catalogue.code import Code
from compiler.holding import Holding
from compiler.holding.entering import by_entry, none_since
from compiler.holding.formula import Formula, every
from compiler.holding.journey import Asked, journey
from compiler.model.campaigns import Campaign
from compiler.model.conditions import Condition
from dsl import tree
from dsl.diagnostics import Label

if TYPE_CHECKING:
    from compiler.meaning.campaigns import Built
    from compiler.meaning.world import World

CODES = (
    Code(
        "W0112", "unreached-branch",
        "Who comes to a step is known from the head of the campaign and from the branches above: "
        "the entry and its segment, `only if`, `only while`, what makes one leave. A branch that "
        "excludes all of them is taken by nobody, and what it says is never heard. Behind a wait "
        "or a message only that counts which cannot have changed by then: the entering event, what "
        "one leaves by, and what has happened once.",
        '''campaign big_orders
  enter every Monday at 09:00 for loyal
  goal purchase within 7 days

  if orders < 3
    send hello by sms
  else
    send hello by email
''',
        '''campaign big_orders
  enter every Monday at 09:00 for loyal
  goal purchase within 7 days

  if orders < 5
    send hello by sms
  else
    send hello by email
''',
    ),
)  # fmt: skip


def check(world: World, built: Sequence[Built], holding: Holding) -> None:
    """W0112 at each branch that nobody takes, and W0111 at an `if` that everybody takes of whom so
    much is known."""
    for each in built:
        if each.campaign is None:
            continue
        for come in journey(each.campaign, holding):
            node = each.steps.get(come.step.id)
            if isinstance(node, tree.If) and holding.possible(come.state.known):
                _branches(node, come, each, world, holding)


def _branches(
    node: tree.If, come: Asked, each: Built, world: World, holding: Holding
) -> None:
    assert each.campaign is not None
    given = come.state.known
    above: tree.Branch | None = None
    for branch, made in zip(node.branches, come.step.branches, strict=True):
        alone = holding.never(made.condition) or holding.always(made.condition)
        if holding.never(made.condition, given):
            if not alone:
                why = _why(made.condition, above, each.node, each.campaign, holding)
                _nobody(branch, why, each.node, world)
        elif holding.always(made.condition, given):
            if not alone:
                _everybody(node, branch, world)
            return
        given = every((given, holding.lowering.formula(made.condition, holds=False)))
        above = branch


def _why(
    condition: Condition, above: tree.Branch | None, node: tree.Campaign, campaign: Campaign,
    holding: Holding,
) -> Label | None:  # fmt: skip
    """The line of the head, or the branch above, that is seen to be why."""
    for place, formula in _head(node, campaign, holding):
        if holding.never(condition, formula):
            return Label(place.span, "because of this")
    return None if above is None else Label(above.condition.span, "who fulfils this goes here")


def _head(
    node: tree.Campaign, campaign: Campaign, holding: Holding
) -> Iterator[tuple[tree.Node, Formula]]:
    """What each line of the head says of who is in the campaign."""
    for entry in node.entries:
        yield entry, by_entry(campaign, holding)
    for line, asked in ((node.only_if, campaign.only_if), (node.only_while, campaign.only_while)):
        if line is not None and asked is not None:
            yield line, holding.lowering.formula(asked)
    for leave, left in zip(node.leaves_if, campaign.leaves_if, strict=True):
        yield leave, holding.lowering.formula(left, holds=False)
    if all(len(leave.events) == 1 for leave in node.leaves):
        for on, event in zip(node.leaves, campaign.leaves, strict=True):
            yield on, none_since(event)


def _nobody(
    branch: tree.Branch, why: Label | None, campaign: tree.Campaign, world: World
) -> None:
    world.findings.add(
        "W0112", branch.condition.span,
        f"nobody in `{campaign.name.text}` who comes here fulfils this",
        "change it, or take the branch out", labels=() if why is None else (why,),
    )  # fmt: skip


def _everybody(node: tree.If, branch: tree.Branch, world: World) -> None:
    """Nothing is wrong where the last `else if` says what is left over."""
    place = node.branches.index(branch)
    behind = [other.steps for other in node.branches[place + 1 :]] + [node.otherwise]
    unreached = next((steps for steps in behind if steps), None)
    if unreached is not None:
        world.findings.add(
            "W0112", unreached[0].span, "nobody comes to this step",
            "change the condition, or take these steps out",
            labels=(Label(branch.condition.span, "everybody who comes here fulfils this"),),
        )  # fmt: skip
    elif place == 0:
        world.findings.add(
            "W0111", branch.condition.span, "everybody who comes here fulfils this",
            "take the `if` out, or say what is meant",
        )  # fmt: skip
