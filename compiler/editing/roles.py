"""What a name would be the name of, at a place where the grammar takes one."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.engine import tables
from dsl.expected import Stack


def roles(states: Stack, shifted: Stack) -> frozenset[str]:
    """The parts of the grammar that a name can be by itself (`segment_ref`, `path`, `new_name`),
    and those that such a part can stand for (`value`, `subject`). `states`: the stack before the
    name, `shifted`: behind it."""
    before = shifted[-2]
    found: set[str] = set()
    waiting = list(_alone(shifted[-1]))
    while waiting:
        origin = waiting.pop()
        behind = tables().gotos[before].get(origin)
        if behind is None or origin in found:
            continue
        found.add(origin)
        waiting += _alone(behind)
    if not found:  # the name goes on something that has begun: behind a dot
        found.update(_ended(shifted[-1]))
    return frozenset(found)


def _alone(state: int) -> Iterator[str]:
    """The parts that are complete in this state, and began with its symbol."""
    for action in tables().actions[state].values():
        if action < 0 and tables().rules[-action - 1].length == 1:
            yield tables().rules[-action - 1].origin


def _ended(state: int) -> Iterator[str]:
    """The parts that are complete in this state."""
    for action in tables().actions[state].values():
        if action < 0:
            yield tables().rules[-action - 1].origin
