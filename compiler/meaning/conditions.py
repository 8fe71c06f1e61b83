"""Conditions, typed: what holds or does not at a position."""

from __future__ import annotations

from compiler.meaning import calendar, matching, moving, occurrences, offers, windows
from compiler.meaning.best import in_best
from compiler.meaning.comparing import between, compare, one_of
from compiler.meaning.literals import EXAMPLES, WORDS, duration
from compiler.meaning.options import is_yearly
from compiler.meaning.paths import spelled
from compiler.meaning.reaching import reachable
from compiler.meaning.scope import Scope, without_where
from compiler.meaning.values import value
from compiler.model.conditions import (
    All,
    AnyOf,
    Condition,
    Has,
    HasFollowed,
    InSegment,
    Known,
    Not,
    Truth,
    When,
)
from compiler.model.values import Edge, Type
from dsl import tree


def condition(node: tree.Condition, scope: Scope) -> Condition | None:
    """The typed condition; None where a part of it was reported. All parts are looked at."""
    if isinstance(node, tree.All | tree.Any):
        return _several(node, scope)
    if isinstance(node, tree.Not):
        part = condition(node.part, scope)
        return Not(part) if part is not None else None
    if isinstance(node, tree.Compare):
        return compare(node, scope)
    if isinstance(node, tree.Between):
        return between(node, scope)
    if isinstance(node, tree.OneOf):
        return one_of(node, scope)
    if isinstance(node, tree.Known):
        known = value(node.value, scope)
        return Known(known) if known is not None else None
    if isinstance(node, tree.Truth):
        return _truth(node, scope)
    if isinstance(node, tree.When):
        return _when(node, scope)
    if isinstance(node, tree.Has):
        return _has(node, scope)
    if isinstance(node, tree.InBest):
        return in_best(node, scope)
    if isinstance(node, tree.Moved):
        return moving.moved(node, scope)
    if isinstance(node, tree.TodayIs):
        return calendar.today_is(node, scope)
    if isinstance(node, tree.Matches):
        return matching.matches(node, scope)
    if isinstance(node, tree.Reachable):
        return reachable(node, scope)
    if isinstance(node, tree.HasUnused):
        return offers.has_unused(node, scope)
    return _in_segment(node, scope) if isinstance(node, tree.InSegment) else None


def _several(node: tree.All | tree.Any, scope: Scope) -> Condition | None:
    parts = [condition(part, scope) for part in node.parts]
    fine = tuple(part for part in parts if part is not None)
    if len(fine) < len(parts):
        return None
    if len(fine) == 1:
        return fine[0]
    return All(fine) if isinstance(node, tree.All) else AnyOf(fine)


def _truth(node: tree.Truth, scope: Scope) -> Condition | None:
    found = value(node.value, scope)
    if found is None or found.type is Type.YES_NO:
        return Truth(found) if found is not None else None
    name = spelled(node.value)
    example = EXAMPLES.get(found.type, '"…"')
    instead = f"compare it, for instance `{name} = {example}`"
    if found.type is Type.TEXTS:
        instead = f'ask for a text in it: `{name} contains "…"`'
    scope.world.findings.add(
        "E0318", node.span, f"`{name}` is {WORDS[found.type]}, and that alone is no condition",
        f"{instead} or `{name} is known`",
    )  # fmt: skip
    return None


def _when(node: tree.When, scope: Scope) -> Condition | None:
    found = value(node.value, scope)
    of_event = isinstance(found, Edge) and found.field is None
    window = windows.window(node.window, scope, of_events=of_event)
    if found is None or window is None:
        return None
    if found.type not in (Type.TIME, Type.DATE):
        scope.world.findings.add(
            "E0307", node.value.span, f"this is {WORDS[found.type]}, not a time",
            "a window of time goes with times, dates, `first EVENT` and `last EVENT`",
        )  # fmt: skip
        return None
    if is_yearly(found, scope):
        return calendar.yearly(found, node, window, scope)
    if isinstance(node.window, tree.Calendar):
        return calendar.in_calendar(found, node.window, scope)
    return When(found, window)


def _has(node: tree.Has, scope: Scope) -> Condition | None:
    if not without_where(node, scope, "other events"):
        return None
    one = node.followed is None
    kind = occurrences.several(node.event, scope) if one else occurrences.kind(node.event, scope)
    if kind is None:
        if node.followed is not None:
            occurrences.kind(node.followed.event, scope)
        return None
    of = occurrences.occurrences(kind, node.window, node.where, scope)
    if node.followed is None:
        return Has(of) if of is not None else None
    within = duration(node.followed.within, scope.world.findings)
    then_kind = occurrences.kind(node.followed.event, scope)
    if then_kind is None or within is None:
        return None
    then = occurrences.filtered(then_kind, node.followed.where, scope)
    if of is None or then is None:
        return None
    return HasFollowed(of, then, within, node.followed.negated)


def _in_segment(node: tree.InSegment, scope: Scope) -> Condition | None:
    if not without_where(node, scope, "segments"):
        return None
    name, names = node.name, scope.world.names
    if name.text in names.joined():
        return InSegment(name.text)
    sort = names.sort(name.text)
    groups = [each for each, declared in names.groups.items()
              if any(line.name.text == name.text for line in declared.lines)]  # fmt: skip
    if groups:
        scope.world.findings.add(
            "E0204", name.span, f"`{name.text}` is a line of the groups `{groups[0]}`",
            f'write `{groups[0]} = "{name.text}"`',
        )  # fmt: skip
    elif sort is not None:
        scope.world.findings.add(
            "E0204", name.span, f"`{name.text}` is {occurrences.SORTS[sort]}, not a segment",
            "behind `in` stands a segment, or texts in parentheses",
        )  # fmt: skip
    else:
        scope.world.findings.unknown(name, "segment", names.joined())
    return None
