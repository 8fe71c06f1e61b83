"""Quiet times that overlap, and minutes between two of them in which messages go out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from compiler.catalogue.code import Code
from compiler.model.declarations import Quiet
from compiler.week import minutes
from dsl import tree
from dsl.diagnostics import Label

if TYPE_CHECKING:
    from compiler.meaning.campaigns import Built
    from compiler.meaning.world import World

CODES = (
    Code(
        "W0116", "quiet-twice",
        "Two quiet times of one place that overlap say something twice, and whoever changes one "
        "changes nothing. Where only one of them drops messages, it is hard to see what holds. A "
        "whole day beside hours of every day is no overlap.",
        '''channel push
  to phone
  quiet from 20:00 until 08:00
  quiet from 22:00 until 09:00

message ping
  push
    """
    Ping
    """

campaign pings
  enter every Monday at 11:00 for loyal
  goal purchase within 7 days

  send ping by push
''',
        '''channel push
  to phone
  quiet from 20:00 until 09:00

message ping
  push
    """
    Ping
    """

campaign pings
  enter every Monday at 11:00 for loyal
  goal purchase within 7 days

  send ping by push
''',
    ),
    Code(
        "W0117", "hole-in-quiet",
        "Less than an hour between two quiet times is mostly a slip: all that waited in the first "
        "goes out in these minutes, and what comes a minute later waits for the end of the second. "
        "Looked at are the quiet times of a channel, of the policy, and of both together.",
        '''channel push
  to phone
  quiet from 20:00 until 08:00
  quiet from 08:10 until 10:00

message ping
  push
    """
    Ping
    """

campaign pings
  enter every Monday at 11:00 for loyal
  goal purchase within 7 days

  send ping by push
''',
        '''channel push
  to phone
  quiet from 20:00 until 10:00

message ping
  push
    """
    Ping
    """

campaign pings
  enter every Monday at 11:00 for loyal
  goal purchase within 7 days

  send ping by push
''',
    ),
)  # fmt: skip

AN_HOUR = 60

Line = tuple[Quiet, tree.Quiet]
"""A quiet time, and where it is written."""


def check(world: World, built: Sequence[Built]) -> None:
    """W0116 and W0117 at the second of the two quiet times, in the order of the text."""
    policy = _lines(world.policy.quiet, world.names.policy)
    _overlaps(policy, world)
    _holes(policy, world)
    for name, channel in world.channels.items():
        own = _lines(channel.quiet, world.names.channels[name])
        _overlaps(own, world)
        _holes([*policy, *own], world)
    for each in built:
        if each.campaign is not None:
            _overlaps(_lines(each.campaign.quiet, each.node), world)


def _lines(
    quiet: Sequence[Quiet], node: tree.Policy | tree.Channel | tree.Campaign | None
) -> list[Line]:
    return list(zip(quiet, node.quiet, strict=True)) if node is not None else []


def _overlaps(lines: Sequence[Line], world: World) -> None:
    for (one, first), (other, second) in combinations(lines, 2):
        if bool(one.weekdays) == bool(other.weekdays) and _meet(one, other):
            world.findings.add(
                "W0116", second.span, "this overlaps with another quiet time",
                "write one line for both", labels=(Label(first.span, "the other one"),),
            )  # fmt: skip


def _meet(one: Quiet, other: Quiet) -> bool:
    return any(
        start < until and since < end
        for start, end in minutes(one) for since, until in minutes(other)
    )  # fmt: skip


def _holes(lines: Sequence[Line], world: World) -> None:
    """Between hours of every day. One line alone has no hole of less than an hour that is not
    meant."""
    daily = [(quiet, node) for quiet, node in lines if not quiet.weekdays]
    for (one, first), (other, second) in combinations(daily, 2):
        for before, after in ((one, other), (other, one)):
            left = _between(before, after)
            if 0 < left < AN_HOUR and not any(_covers(each, before) for each, _ in daily):
                world.findings.add(
                    "W0117", second.span,
                    f"{left} minute{'s' if left > 1 else ''} are left between two quiet times",
                    "let one begin where the other ends",
                    labels=(Label(first.span, "the other one"),),
                )  # fmt: skip


def _between(one: Quiet, other: Quiet) -> int:
    """How many minutes from the end of one to the beginning of the other."""
    assert one.end is not None and other.start is not None
    end, start = one.end, other.start
    return ((start.hour - end.hour) * 60 + start.minute - end.minute) % (24 * 60)


def _covers(each: Quiet, before: Quiet) -> bool:
    """Whether another quiet time goes on where this one ends."""
    end = before.end
    assert end is not None
    minute = end.hour * 60 + end.minute
    return each is not before and any(start <= minute < until for start, until in minutes(each))
