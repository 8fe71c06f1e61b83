"""What happens: the steps of a campaign, typed and numbered.

A step's id is its place: its position in the block, from 1, behind the ids of what it stands in
(`2.urgency.1`, `3.else if 2.1`, `4.then.1`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from compiler.meaning.conditions import condition
from compiler.meaning.keeping import on_list, set_field
from compiler.meaning.literals import duration, share, weekday, zone
from compiler.meaning.names import OFFER_EVENTS, TAKEN, unique
from compiler.meaning.occurrences import filtered, kind
from compiler.meaning.scope import Scope
from compiler.model.campaigns import (
    Arm,
    BestHour,
    Branch,
    Give,
    If,
    Leave,
    Occurring,
    Send,
    Split,
    Step,
    Wait,
    WaitFor,
    WaitUntil,
)
from compiler.model.offers import event_of
from dsl import tree
from dsl.diagnostics import Label
from dsl.source import Span

EVERYBODY = 10_000
"""All customers, in the units of S19."""


@dataclass
class Numbering:
    """Counts the steps of one campaign; `nodes` are the steps as they stand in the file, by id."""

    order: int = 0
    nodes: dict[str, tree.Step] = field(default_factory=dict)
    splits: dict[str, Span] = field(default_factory=dict)
    aliases: dict[str, Span] = field(default_factory=dict)
    broken: bool = False

    def number(self, id: str, node: tree.Step) -> int:
        self.order += 1
        self.nodes[id] = node
        return self.order


def block(
    nodes: tuple[tree.Step, ...], prefix: str, scope: Scope, numbering: Numbering
) -> tuple[Step, ...]:
    """The steps of a block. Broken ones stay out, and `numbering.broken` says so."""
    found: list[Step] = []
    for place, node in enumerate(nodes, 1):
        id = f"{prefix}{place}"
        order = numbering.number(id, node)
        step = _step(node, id, order, scope, numbering)
        if step is None:
            numbering.broken = True
        else:
            found.append(step)
        if isinstance(node, tree.WaitFor) and node.name is not None:
            scope = _seen_from_here(node, scope)
    return tuple(found)


def _step(
    node: tree.Step, id: str, order: int, scope: Scope, numbering: Numbering
) -> Step | None:
    if isinstance(node, tree.Wait):
        length = duration(node.duration, scope.world.findings)
        return Wait(id, order, length) if length else None
    if isinstance(node, tree.WaitUntil):
        return _wait_until(node, id, order, scope)
    if isinstance(node, tree.BestHour):
        return BestHour(id, order)
    if isinstance(node, tree.WaitFor):
        return _wait_for(node, id, order, scope, numbering)
    if isinstance(node, tree.If):
        return _if(node, id, order, scope, numbering)
    if isinstance(node, tree.Split):
        return _split(node, id, order, scope, numbering)
    if isinstance(node, tree.Send):
        return _send(node, id, order, scope)
    if isinstance(node, tree.Give):
        return _give(node, id, order, scope)
    if isinstance(node, tree.SetField):
        return set_field(node, id, order, scope)
    if isinstance(node, tree.OnList):
        return on_list(node, id, order, scope)
    return Leave(id, order, node.reason.value) if isinstance(node, tree.Leave) else None


def _give(node: tree.Give, id: str, order: int, scope: Scope) -> Step | None:
    if node.offer.text not in scope.world.names.offers:
        scope.world.findings.unknown(node.offer, "offer", scope.world.names.offers)
        return None
    return Give(id, order, node.offer.text)


def _wait_until(node: tree.WaitUntil, id: str, order: int, scope: Scope) -> Step | None:
    where = zone(node.at.zone, scope.world.findings)
    if node.at.zone is not None and where is None:
        return None
    return WaitUntil(
        id, order, node.at.value, where,
        weekday(node.weekday) if node.weekday else None,
        node.date.value if node.date else None,
    )  # fmt: skip


def occurring(
    event: tree.EventRef, where: tree.Condition | None, scope: Scope
) -> Occurring | None:
    """The event that a step, a leave, a goal or an entry names."""
    found = kind(event, scope)
    if found is None:
        return None
    of = filtered(found, where, scope)
    return Occurring(of.event, of.where, of.mine) if of is not None else None


def _wait_for(
    node: tree.WaitFor, id: str, order: int, scope: Scope, numbering: Numbering
) -> Step | None:
    on = occurring(node.event, node.where, scope)
    at_most = duration(node.at_most, scope.world.findings)
    if node.name is not None:
        _new_alias(node.name, scope, numbering)
    inner = _seen_from_here(node, scope) if node.name is not None else scope
    then = block(node.then, f"{id}.then.", inner, numbering)
    otherwise = block(node.otherwise, f"{id}.else.", scope, numbering)
    if on is None or at_most is None:
        return None
    alias = node.name.text if node.name else None
    return WaitFor(id, order, on, at_most, then, otherwise, alias)


def _seen_from_here(node: tree.WaitFor, scope: Scope) -> Scope:
    """The scope in which the wait's name stands for the event that it saw. The event was
    looked up, and reported where it is none, with the wait itself."""
    assert node.name is not None
    world, word = scope.world, node.event.name.text
    about = node.event.subject is not None or node.event.any_subject
    if about and node.event.subject is not None and word in OFFER_EVENTS:
        own = world.own_events.get(event_of(word, node.event.subject.text))
        return scope.with_answer(node.name.text, own)
    plain = None if about else world.events.get(word)
    event = plain or (None if word in world.names.events else world.built_in.get(word))
    return scope.with_answer(node.name.text, event)


def _new_alias(name: tree.Name, scope: Scope, numbering: Numbering) -> None:
    if name.text in TAKEN:
        scope.world.findings.add(
            "E0203", name.span, f"`{name.text}` cannot be the name of something else",
            f"`{name.text}` means {TAKEN[name.text]}; choose another name",
        )  # fmt: skip
    _once(name, f"`{name.text}`", numbering.aliases, scope)


def _once(name: tree.Name, what: str, seen: dict[str, Span], scope: Scope) -> None:
    if name.text in seen:
        scope.world.findings.add(
            "E0202", name.span, f"{what} is declared twice in this campaign",
            "choose another name", labels=(Label(seen[name.text], "declared here first"),),
        )  # fmt: skip
    seen.setdefault(name.text, name.span)


def _if(node: tree.If, id: str, order: int, scope: Scope, numbering: Numbering) -> Step | None:
    branches = []
    for place, branch in enumerate(node.branches, 1):
        label = "if" if place == 1 else f"else if {place}"
        held = condition(branch.condition, scope)
        steps = block(branch.steps, f"{id}.{label}.", scope, numbering)
        if held is not None:
            branches.append(Branch(label, held, steps))
    otherwise = block(node.otherwise, f"{id}.else.", scope, numbering)
    if len(branches) < len(node.branches):
        return None
    return If(id, order, tuple(branches), otherwise)


def _split(
    node: tree.Split, id: str, order: int, scope: Scope, numbering: Numbering
) -> Step | None:
    _once(node.name, f"the split `{node.name.text}`", numbering.splits, scope)
    unique((arm.name for arm in node.arms), "the arm", scope.world.findings)
    until = _shares(node, scope)
    arms = [
        (arm.name.text, block(arm.steps, f"{id}.{arm.name.text}.", scope, numbering))
        for arm in node.arms
    ]
    if until is None:
        return None
    made = tuple(Arm(name, end, steps) for (name, steps), end in zip(arms, until, strict=True))
    return Split(id, order, node.name.text, made)


def _shares(node: tree.Split, scope: Scope) -> list[int] | None:
    """Where each arm ends (S19): those without a share divide the rest evenly, and the last of
    them takes what remains. E0401 where it is not 100%."""
    if len(node.arms) < 2:
        scope.world.findings.add("E0420", node.name.span, "a split needs at least two arms",
                                 "add an arm, or write its steps without the split")  # fmt: skip
        return None
    shares = [share(arm.share, scope.world.findings) if arm.share else None for arm in node.arms]
    if any(arm.share and part is None for arm, part in zip(node.arms, shares, strict=True)):
        return None
    given = sum(part for part in shares if part is not None)
    open_arms = [place for place, arm in enumerate(node.arms) if arm.share is None]
    if given > EVERYBODY or (given < EVERYBODY) != bool(open_arms):
        _not_everybody(node, given, bool(open_arms), scope)
        return None
    rest = EVERYBODY - given
    for place in open_arms:
        shares[place] = rest // len(open_arms)
    if open_arms:
        shares[open_arms[-1]] = rest - rest // len(open_arms) * (len(open_arms) - 1)
    ends, end = [], 0
    for part in shares:
        end += part or 0
        ends.append(end)
    return ends


def _not_everybody(node: tree.Split, given: int, open_arms: bool, scope: Scope) -> None:
    total = f"{given / 100:g}%"
    help = "the shares of all arms make 100%; an arm without a share takes what is left"
    title = f"the arms of `{node.name.text}` make {total}, not 100%"
    if open_arms:
        title = f"the arms of `{node.name.text}` with a share make {total}, so nothing is left " \
                "for the others"  # fmt: skip
    scope.world.findings.add("E0401", node.name.span, title, help)


def _send(node: tree.Send, id: str, order: int, scope: Scope) -> Step | None:
    world = scope.world
    fine = True
    if node.message.text not in world.names.messages:
        world.findings.unknown(node.message, "message", world.names.messages)
        fine = False
    seen: dict[str, Span] = {}
    for channel in node.channels:
        if channel.text in seen:
            world.findings.add(
                "E0405", channel.span, f"`{channel.text}` stands twice in this chain",
                "the next channel is tried where the one before cannot reach; the same one "
                "cannot either", labels=(Label(seen[channel.text], "here first"),),
            )  # fmt: skip
        seen.setdefault(channel.text, channel.span)
        fine = _carries(node, channel, scope) and fine
    return Send(id, order, node.message.text, tuple(seen)) if fine else None


def _carries(node: tree.Send, channel: tree.Name, scope: Scope) -> bool:
    """Whether the channel exists and the message has words for it."""
    world = scope.world
    declared = world.names.channels.get(channel.text)
    if declared is None:
        world.findings.unknown(channel, "channel", world.names.channels)
        return False
    message = world.names.messages.get(node.message.text)
    if message is None or world.torn(message):
        return False
    wordings = [each for each in message.variants if each.channel.text == channel.text]
    if any(each.channel.text not in world.names.channels for each in message.variants):
        return bool(wordings)
    if wordings and all(each.language is not None for each in wordings):
        world.findings.add(
            "E0406", channel.span, f"message `{message.name.text}` has words by `{channel.text}` "
            "in some languages only",
            f"add `{channel.text}` without a language, for who speaks none of them",
            labels=(Label(message.name.span, "this message"),),
        )  # fmt: skip
        return False
    if not wordings:
        world.findings.add(
            "E0406", channel.span,
            f"message `{message.name.text}` says nothing by `{channel.text}`",
            f"add `{channel.text}` with its text to the message, or send it by another channel",
            labels=(Label(message.name.span, "this message"),),
        )  # fmt: skip
        return False
    if declared.service_only and not message.service:
        world.findings.add(
            "E0417", channel.span, f"`{channel.text}` carries only what is `for service`",
            f"send `{message.name.text}` by another channel",
            labels=(Label(message.name.span, "this message is not"),),
        )  # fmt: skip
        return False
    return True
