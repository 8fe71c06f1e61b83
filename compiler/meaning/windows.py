"""Windows of time: `in last 7 days`, `since entry`, `from X until Y`, `this week`."""

from __future__ import annotations

from compiler.meaning import calendar, paths, values
from compiler.meaning.literals import WORDS, const, duration, instant
from compiler.meaning.scope import Entering, Scope
from compiler.model.values import Edge, EntryTime, Type, Value
from compiler.model.windows import (
    Ago,
    Before,
    FromUntil,
    InLast,
    InNext,
    MoreThanAgo,
    Since,
    Window,
)
from dsl import tree


def window(node: tree.Window, scope: Scope, *, of_events: bool) -> Window | None:
    """The typed window; None, reported, where it cannot be. Events have no future (E0305)."""
    findings = scope.world.findings
    if isinstance(node, tree.InLast | tree.InNext | tree.MoreThanAgo):
        if isinstance(node, tree.InNext) and of_events:
            findings.add("E0305", node.span, "nobody knows which events will happen",
                         "for what has happened write `in last …`")  # fmt: skip
            return None
        length = duration(node.duration, findings, calendar=True)
        return _LENGTHS[type(node)](length) if length else None
    if isinstance(node, tree.Since):
        start = border(node.start, scope)
        return Since(start, after=_exclusive(start)) if start is not None else None
    if isinstance(node, tree.Before):
        end = border(node.end, scope)
        return Before(end) if end is not None else None
    if isinstance(node, tree.FromUntil):
        return _from_until(node, scope)
    if isinstance(node, tree.Calendar):
        return calendar.between(node, scope.world, Type.TIME)
    return None


_LENGTHS: dict[type, type[InLast] | type[InNext] | type[MoreThanAgo]] = {
    tree.InLast: InLast, tree.InNext: InNext, tree.MoreThanAgo: MoreThanAgo,
}  # fmt: skip


def _exclusive(start: Ago | Value) -> bool:
    """`since entry` and `since last E` mean after it, not from it on."""
    return isinstance(start, EntryTime) or (isinstance(start, Edge) and start.field is None)


def _from_until(node: tree.FromUntil, scope: Scope) -> Window | None:
    start, end = border(node.start, scope), border(node.end, scope)
    if start is None or end is None:
        return None
    fixed = (tree.Date, tree.Instant)
    if isinstance(node.start, fixed) and isinstance(node.end, fixed):
        world = scope.world
        if instant(node.start, world) >= instant(node.end, world):
            world.findings.add("E0314", node.span, "this window ends before it begins",
                               "the earlier date stands behind `from`")  # fmt: skip
            return None
    return FromUntil(start, end)


def border(node: tree.Border, scope: Scope) -> Ago | Value | None:
    """What a window begins or ends with: a time or a date."""
    if isinstance(node, tree.Ago):
        length = duration(node.duration, scope.world.findings, calendar=True)
        return Ago(length) if length else None
    if isinstance(node, tree.Date | tree.Instant):
        return const(node, scope.world)
    if isinstance(node, tree.Path) and paths.spelled(node) == "entry":
        return _entry(node, scope)
    found = values.value(node, scope)
    if found is None or found.type in (Type.TIME, Type.DATE):
        return found
    scope.world.findings.add(
        "E0307", node.span, f"this is {WORDS[found.type]}, not a time",
        "a window begins and ends with a date, a time, `entry`, `last EVENT` or `N days ago`",
    )  # fmt: skip
    return None


def _entry(node: tree.Path, scope: Scope) -> Value | None:
    if scope.entering in (Entering.OUTSIDE, Entering.BEFORE):
        scope.world.findings.add(
            "E0207", node.span, "`entry` is known only in a campaign that the customer has entered",
            "write a date or `N days ago`",
        )  # fmt: skip
        return None
    return EntryTime()
