"""Messages that a cap keeps from everybody who got the ones before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from compiler.catalogue.code import Code
from compiler.model.campaigns import Campaign
from compiler.model.declarations import Cap
from compiler.model.steps import If, Leave, Listening, Repeat, Send, Split, Step, Until
from compiler.pressure.clocks import clocks
from compiler.pressure.lengths import Lengths
from compiler.pressure.quiet import Quiets
from compiler.walk import blocks, steps
from dsl import tree
from dsl.diagnostics import Label

if TYPE_CHECKING:
    from compiler.meaning.campaigns import Built
    from compiler.meaning.world import World

CODES = (
    Code(
        "W0118", "always-capped",
        "A cap drops what is over it; it does not wait. Where the messages above, which go to the "
        "same people by the same channels, use the cap up and too little time passes, this one "
        "reaches none of those who got them. Looked at are the messages of one campaign; what "
        "comes of others is said at too-many-messages.",
        '''channel push
  to phone
  at most 1 per day per customer

message ping
  push
    """
    Ping
    """

campaign twice
  enter every Monday at 09:00 for loyal
  goal purchase within 7 days

  send ping by push
  wait 2 hours
  send ping by push
''',
        '''channel push
  to phone
  at most 1 per day per customer

message ping
  push
    """
    Ping
    """

campaign twice
  enter every Monday at 09:00 for loyal
  goal purchase within 7 days

  send ping by push
  wait 1 day
  send ping by push
''',
    ),
)  # fmt: skip

UNITS = {"day": timedelta(days=1), "week": timedelta(days=7), "month": timedelta(days=28)}
NOTHING = timedelta()


@dataclass(frozen=True, slots=True)
class Before:
    """A message that everybody who comes here was sent, at the most so long ago."""

    send: Send
    ago: timedelta


Known = tuple[Before, ...] | None
"""None: nobody comes here."""


def check(world: World, built: Sequence[Built]) -> None:
    """W0118 at each send that whoever got the ones before never gets."""
    if not world.policy.caps and not any(each.caps for each in world.channels.values()):
        return
    for each in built:
        if each.campaign is None:
            continue
        for send, used, cap in _Walk(each.campaign, world).capped():
            node, other = each.steps.get(send.id), each.steps.get(used.id)
            if isinstance(node, tree.Send) and other is not None:
                label = Label(other.span, "this one uses up the cap")
                world.findings.add(
                    "W0118", node.span, "who got the message before never gets this: at most "
                    f"{cap.limit} per {cap.unit}",
                    "let more time pass between them, or take one out",
                    labels=() if other is node else (label,),
                )  # fmt: skip


_Counts = Callable[[Send], bool]
"""Whether a cap counts another send."""

Capped = tuple[Send, Send, Cap]
"""A send that is dropped, the last one before that used up the cap, and the cap."""


@dataclass
class _Walk:
    """Through the steps of one campaign."""

    campaign: Campaign
    world: World

    @cached_property
    def lengths(self) -> Lengths:
        """How long steps take; not asked for before the first message."""
        quiets = Quiets(self.campaign, self.world)
        return Lengths(quiets, clocks(self.campaign, quiets))

    def capped(self) -> list[Capped]:
        found: list[Capped] = []
        self._block(self.campaign.steps, (), found)
        return found

    def _block(self, block: Sequence[Step], known: Known, found: list[Capped]) -> Known:
        for step in block:
            if known is None:
                return None
            known = self._step(step, known, found)
        return known

    def _step(self, step: Step, known: tuple[Before, ...], found: list[Capped]) -> Known:
        if isinstance(step, Leave):
            return None
        if known:
            known = _later(known, self.lengths.own(step).most)
        if isinstance(step, Send):
            return self._send(step, known, found)
        if isinstance(step, Repeat):
            return self._repeat(step, known, found)
        if isinstance(step, Until):
            for _, inner in blocks(step):
                self._block(inner, (), found)
            return ()
        return self._inside(step, known, found)

    def _send(self, send: Send, known: tuple[Before, ...], found: list[Capped]) -> Known:
        message = self.world.messages.get(send.message)
        if send.to is not None or (message is not None and message.service):
            return known
        for cap, of in self._caps(send):
            used = [each for each in known if each.ago < UNITS[cap.unit] and of(each.send)]
            if len(used) >= cap.limit:
                found.append((send, used[-1].send, cap))
                return known
        return (*known, Before(send, NOTHING))

    def _caps(self, send: Send) -> Iterator[tuple[Cap, _Counts]]:
        """The caps that count the send, each with which others they count that reach the same."""
        for cap in self.world.policy.caps:
            yield cap, lambda other: set(send.channels) <= set(other.channels)
        if len(set(send.channels)) == 1:
            channel = self.world.channels.get(send.channels[0])
            for cap in channel.caps if channel is not None else ():
                yield cap, lambda other: other.channels == send.channels

    def _repeat(self, step: Repeat, known: Known, found: list[Capped]) -> Known:
        for each in step.passes:
            if known is None:
                return None
            took = self.lengths.block(each.steps).most
            here: list[Capped] = []
            known = self._block(each.steps, known, here)
            found += _in_the_text(here, step)
            pause = None if took is None else each.every.length
            known = known if known is None else _later(known, pause)
        return known

    def _inside(self, step: Step, known: tuple[Before, ...], found: list[Capped]) -> Known:
        inner = blocks(step)
        if not inner:
            return known
        ends = []
        for _, block in inner:
            begins = _later(known, step.at_most.length) if isinstance(step, Listening) else known
            ends.append(self._block(block, begins, found))
        if isinstance(step, If | Split | Listening):
            return _common([end for end in ends if end is not None])
        return _common([end for end in (known, *ends) if end is not None])


def _in_the_text(capped: Iterable[Capped], repeat: Repeat) -> Iterator[Capped]:
    """What is written out for later passes stands in the text once. Passes have the same sends, but
    not the same steps: what a pass has set may be settled in the next one."""
    first = _sends(repeat.passes[0].steps)
    written = {
        later.id: one for each in repeat.passes
        for later, one in zip(_sends(each.steps), first, strict=True)
    }  # fmt: skip
    for send, used, cap in capped:
        yield written.get(send.id, send), written.get(used.id, used), cap


def _sends(block: tuple[Step, ...]) -> list[Send]:
    return [each for each in steps(block) if isinstance(each, Send)]


def _later(known: tuple[Before, ...], by: timedelta | None) -> tuple[Before, ...]:
    return () if by is None else tuple(replace(each, ago=each.ago + by) for each in known)


def _common(ends: Iterable[tuple[Before, ...]]) -> Known:
    """What was sent on each way, as long ago as on the longest."""
    every = list(ends)
    if not every:
        return None
    first, *others = every
    return tuple(
        Before(each.send, max([each.ago, *(_ago(each, other) or NOTHING for other in others)]))
        for each in first if all(_ago(each, other) is not None for other in others)
    )  # fmt: skip


def _ago(each: Before, among: tuple[Before, ...]) -> timedelta | None:
    return next((other.ago for other in among if other.send is each.send), None)
