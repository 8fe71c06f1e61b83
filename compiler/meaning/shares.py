"""How a split divides everybody among its arms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from compiler.findings import Findings
from compiler.meaning.literals import share
from compiler.meaning.scope import Scope
from dsl import tree

EVERYBODY = 10_000
"""All customers, in the units of S19."""

MOST_ARMS = 19
"""Arms among which shares can move: each keeps at least a twentieth (S20)."""


def ends(node: tree.Split, scope: Scope) -> list[int] | None:
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


def check_learning(
    nodes: Iterable[tree.Step], goals: Sequence[str], findings: Findings
) -> bool:
    """Whether what splits maximise are goals of their campaign, and no more arms share than floors
    leave room for (E0425)."""
    right = True
    for node in nodes:
        if not isinstance(node, tree.Split) or node.goal is None:
            continue
        if node.goal.text not in goals:
            findings.unknown(node.goal, "goal", goals, "give the campaign a goal of this name")
            right = False
        if len(node.arms) > MOST_ARMS:
            findings.add(
                "E0425", node.name.span,
                f"`{node.name.text}` has {len(node.arms)} arms, too many to move shares among",
                f"each keeps at least 5%, so that {MOST_ARMS} arms are the most; leave some out",
            )  # fmt: skip
            right = False
    return right


def _not_everybody(node: tree.Split, given: int, open_arms: bool, scope: Scope) -> None:
    total = f"{given / 100:g}%"
    help = "the shares of all arms make 100%; an arm without a share takes what is left"
    title = f"the arms of `{node.name.text}` make {total}, not 100%"
    if open_arms:
        title = f"the arms of `{node.name.text}` with a share make {total}, so nothing is left " \
                "for the others"  # fmt: skip
    scope.world.findings.add("E0401", node.name.span, title, help)
