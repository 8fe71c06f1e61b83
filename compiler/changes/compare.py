"""What of a project is another in today's, for customers: the room's front.

Compared is what is meant, not what is written: typed campaigns, and what they look at. So another
layout, comments, the order of declarations and the names of files are no change; and a segment, a
trait or a channel that means something else is one for every campaign that makes use of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from compiler.changes.aliases import as_called_today
from compiler.changes.heads import Headed, headed
from compiler.changes.model import Change, Level, Sentence, Subject
from compiler.changes.shared import shared
from compiler.changes.side import Side, joined, written
from compiler.changes.steps import Stepped, stepped
from compiler.meaning.blocks import inner_blocks
from compiler.model.steps import Step
from dsl import tree


def changes(before: Side, today: Side) -> tuple[Change, ...]:
    """All of them: campaigns in the order of their names, then what several of these look at."""
    old, new = before.project.campaigns, today.project.campaigns
    found: list[Change] = []
    for name in sorted(old.keys() | new.keys()):
        found += _campaign(before, today, name)
    return (*found, *shared(before, today))


def _campaign(before: Side, today: Side, name: str) -> Iterator[Change]:
    old, new = before.project.campaigns.get(name), today.project.campaigns.get(name)
    subject, of = Subject("campaign", name), ((name, ()),)
    if old is None or new is None:
        what = "a new campaign" if old is None else "the campaign is taken out: nobody enters it"
        sides = before.whole(before.campaign(name)), today.whole(today.campaign(name))
        yield Change(Level.STRUCTURE, subject, what, *sides, of)
        return
    if old == new:
        return
    old = as_called_today(old, new)
    for head in headed(old, new):
        one, other = _heads(before, name, head), _heads(today, name, head)
        yield Change(head.level, subject, head.what, one, other, of)
    steps = written(old, before.campaign(name)), written(new, today.campaign(name))
    for step in stepped(old, new):
        one = _step(before, steps[0], step, step.before)
        other = _step(today, steps[1], step, step.today)
        yield Change(step.level, subject, step.what, one, other, of)


def _heads(side: Side, name: str, head: Headed) -> Sentence | None:
    node = side.campaign(name)
    return joined([_line(side, each) for each in head.find(node)] if node else [])


def _line(side: Side, node: tree.Node) -> Sentence | None:
    """Without the steps under a `leave`."""
    inside = node.steps if isinstance(node, tree.LeaveOn | tree.LeaveIf) else ()
    return side.head(node, inside)


def _step(
    side: Side, nodes: dict[str, tree.Step], found: Stepped, step: Step | None
) -> Sentence | None:
    node = nodes.get(step.id) if step is not None else None
    if node is None or found.whole:
        return side.whole(node)
    return side.head(node, (each for block in inner_blocks(node) for each in block))
