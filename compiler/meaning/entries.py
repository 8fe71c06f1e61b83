"""How customers enter a campaign, and how often."""

from __future__ import annotations

from dataclasses import dataclass

from compiler.meaning.answers import occurring
from compiler.meaning.around import of_record, on_date
from compiler.meaning.becoming import on_becoming, on_moving
from compiler.meaning.common import common
from compiler.meaning.literals import duration, instant, weekday, zone
from compiler.meaning.occurrences import SORTS
from compiler.meaning.scope import Entering, Scope
from compiler.meaning.values import event_field
from compiler.meaning.world import World
from compiler.model.campaigns import A_DAY
from compiler.model.declarations import Event, Record
from compiler.model.entries import (
    AfterLeaving,
    Again,
    AgainAfter,
    At,
    EachTime,
    Entry,
    Every,
    Once,
    OncePer,
    OnEvent,
    StartingOver,
)
from compiler.model.values import Type
from compiler.model.windows import Duration
from dsl import tree
from dsl.diagnostics import Label


@dataclass(frozen=True)
class Found:
    """A campaign's entry (None: broken, and reported), and what `entry` means in it."""

    entry: Entry | None
    entering: Entering
    event: Event | None = None
    node: tree.Entry | None = None
    record: Record | None = None

    @property
    def by_date(self) -> bool:
        """Whether instants let in, without an event."""
        return self.entering in (Entering.SCHEDULE, Entering.RECORD)


def entry(node: tree.Campaign, world: World) -> Found:
    """The one entry of a campaign (E0403 where there is none or more than one)."""
    if not node.entries:
        if not node.unbuilt:
            world.findings.add(
                "E0403", node.name.span, f"nobody enters campaign `{node.name.text}`",
                "say who: `enter on EVENT`, or `enter every Monday at 09:00 for SEGMENT`",
            )  # fmt: skip
        return Found(None, Entering.UNKNOWN)
    first = node.entries[0]
    for other in node.entries[1:]:
        if not isinstance(other, tree.Unbuilt):
            world.findings.add(
                "E0403", other.span, "a campaign has one way in", "make a campaign of each",
                labels=(Label(first.span, "the other one"),),
            )  # fmt: skip
    if isinstance(first, tree.EnterOn):
        return _on_event(first, world)
    if isinstance(first, tree.EnterEvery):
        return Found(_every(first, world), Entering.SCHEDULE, node=first)
    if isinstance(first, tree.EnterAt):
        return Found(_at(first, world), Entering.SCHEDULE, node=first)
    if isinstance(first, tree.EnterAround):
        record = of_record(first, world)
        entering = Entering.RECORD if record else Entering.SCHEDULE
        if record is None and len(first.field.parts) > 1:  # of no record that is known
            entering = Entering.UNKNOWN
        return Found(on_date(first, world), entering, node=first, record=record)
    if isinstance(first, tree.EnterMoving):
        return Found(on_moving(first, world), Entering.MOVE, node=first)
    if isinstance(first, tree.EnterBecoming):
        return Found(on_becoming(first, world), Entering.MOVE, node=first)
    return Found(None, Entering.UNKNOWN)


def _on_event(node: tree.EnterOn, world: World) -> Found:
    scope = Scope(world, Entering.BEFORE)
    on = occurring(node.events, node.where, scope)
    named = [world.events.get(each.event.name.text) for each in node.events]
    event = common([world.event(kind) for kind in on.kinds] if on else named, world)
    entering = Entering.EVENT if event else Entering.UNKNOWN
    return Found(OnEvent(on) if on else None, entering, event, node)


def _every(node: tree.EnterEvery, world: World) -> Entry | None:
    where = zone(node.at.zone, world.findings)
    segment = _segment(node.segment, world)
    if segment is None or (node.at.zone is not None and where is None):
        return None
    days = tuple(sorted({weekday(day) for day in node.weekdays}))
    return Every(node.at.value, where, segment or None, days, node.weeks, node.month_day)


def _at(node: tree.EnterAt, world: World) -> Entry | None:
    where = zone(node.at.zone, world.findings)
    segment = _segment(node.segment, world)
    if segment is None or (node.at.zone is not None and where is None):
        return None
    return At(node.at.value, where, instant(node.at, world), segment or None)


def _segment(name: tree.Name, world: World) -> str | None:
    """The segment of a schedule, "" for everyone; None, reported, for what is none."""
    names = world.names
    if name.text == "everyone":
        return ""
    if name.text in names.joined():
        return name.text
    sort = names.sort(name.text)
    if sort is not None:
        world.findings.add("E0204", name.span, f"`{name.text}` is {SORTS[sort]}, not a segment",
                           "a schedule is for a segment or for `everyone`")  # fmt: skip
    else:
        world.findings.unknown(name, "segment", [*names.joined(), "everyone"])
    return None


def late(node: tree.Campaign, found: Found, world: World) -> Duration | None:
    """By how much an entering event may arrive late (S17); None, reported, where it cannot be."""
    if node.late is None:
        return A_DAY
    if found.by_date:
        world.findings.add(
            "E0414", node.late.span, "what lets in by a schedule is never late",
            "leave this line out; it goes with `enter on EVENT`",
        )  # fmt: skip
        return None
    return duration(node.late, world.findings)


WAYS = {
    "once": "once", "after": "again after D", "each time": "each time",
    "after leaving": "again after leaving this campaign",
    "starting over": "again at once, starting over", "once per": "once per FIELD",
}  # fmt: skip


def again(node: tree.Campaign, found: Found, world: World) -> Again | None:
    """How often a customer may enter. By event it must be said (E0402); schedules let in each
    each time unless they say otherwise (E0414 where that does not go together). Of two ways in,
    which are reported, each may have said it."""
    for other in node.again[1:] if len(node.entries) == 1 else ():
        world.findings.add("E0202", other.span, "how often one may enter is said twice",
                           "keep one of them",
                           labels=(Label(node.again[0].span, "the other one"),))  # fmt: skip
    if not node.again:
        return _unsaid(node, found, world)
    said = node.again[0]
    if found.by_date and not _fits_schedule(said, found, world):
        return None
    return _again(said, found, world)


def _unsaid(node: tree.Campaign, found: Found, world: World) -> Again | None:
    if isinstance(found.node, tree.EnterEvery | tree.EnterAround):
        return EachTime()
    if isinstance(found.node, tree.EnterAt):
        return Once()
    if found.node is not None and not found.by_date:
        per = "" if found.entering is Entering.MOVE else " or `once per FIELD`"
        world.findings.add(
            "E0402", found.node.span, "it is not said how often a customer may enter",
            "below it write `once`, `again after 7 days`, `again after leaving this campaign`, "
            f"`again at once, starting over`{' or' if not per else ','} `each time`{per}",
        )  # fmt: skip
    return None


def _fits_schedule(said: tree.Again, found: Found, world: World) -> bool:
    once = isinstance(found.node, tree.EnterAt)
    fitting = ("once",) if once else ("once", "after", "each time")
    if said.kind in fitting:
        return True
    world.findings.add(
        "E0414", said.span, f"`{WAYS[said.kind]}` does not go with a schedule",
        "this happens once anyway" if once
        else "a schedule lets in each time; or write `once` or `again after 30 days`",
    )  # fmt: skip
    return False


def _again(said: tree.Again, found: Found, world: World) -> Again | None:
    if said.kind == "after" and said.duration is not None:
        length = duration(said.duration, world.findings)
        return AgainAfter(length) if length else None
    if said.kind == "once per" and said.field is not None:
        return _once_per(said.field, found, world)
    return _PLAIN[said.kind]()


_PLAIN: dict[str, type[Once] | type[AfterLeaving] | type[StartingOver] | type[EachTime]] = {
    "once": Once, "after leaving": AfterLeaving, "starting over": StartingOver,
    "each time": EachTime,
}  # fmt: skip


def _once_per(node: tree.Path, found: Found, world: World) -> Again | None:
    if found.entering is Entering.MOVE:
        world.findings.add(
            "E0414", node.span, "`once per` needs a field of an entering event",
            "who enters by a change has none; write `once` or `each time`",
        )  # fmt: skip
    if found.event is None:
        return None
    if len(node.parts) > 1:
        world.findings.add(
            "E0206", node.span, "behind `once per` a field of the entering event stands alone",
            f"write `once per {node.parts[-1].text}`",
        )  # fmt: skip
        return None
    field = event_field(found.event, node.parts[0], Scope(world))
    if field is not None and field.type is Type.TEXTS:
        world.findings.add(
            "E0301", node.span, f"`{field.name}` is a list of texts, and `once per` goes by a "
            "single value", "name another field, or write `each time`",
        )  # fmt: skip
        return None
    return OncePer(field.name) if field else None
