"""What a typed value is at a position: a Python value, or None for unknown (S9, S12)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from compiler.model.conditions import Known
from compiler.model.values import (
    Aggregate,
    AnswerField,
    Calculation,
    CalendarStart,
    Chance,
    Const,
    CustomerField,
    Edge,
    EntryField,
    EntryTime,
    EventField,
    GroupValue,
    KeyHash,
    Occurrences,
    OneOfThese,
    Otherwise,
    Plain,
    Population,
    Scored,
    ScoreText,
    TraitValue,
    Type,
    Value,
)
from compiler.zones import to_civil
from runtime.history import Occurrence, RecordVersion
from runtime.identity import hashed
from runtime.interpreter import conditions, movements, predicting, windows
from runtime.interpreter.clock import calendar_start, start_of_day
from runtime.interpreter.numbers import average, calculate, median, median_days, total
from runtime.interpreter.view import View


def value(view: View, node: Value) -> Plain | None:
    """The value at the view's position."""
    match node:
        case Const():
            return node.value
        case CustomerField():
            return view.field(node.name)
        case EventField():
            return _event_field(view.row, node.name)
        case EntryField():
            return _event_field(view.entry, node.name)
        case EntryTime():
            return view.entry_time
        case AnswerField():
            return _event_field(view.answers.get(node.alias), node.name)
        case TraitValue():
            return value(view.with_row(None), view.project.traits[node.name].value)
        case GroupValue():
            return _group(view.with_row(None), node.name)
        case OneOfThese():
            return _one_of_these(view.with_row(None), node)
        case Calculation():
            return _calculation(view, node)
        case Otherwise():
            known = value(view, node.value)
            return node.default.value if known is None else known
        case CalendarStart():
            return _calendar_start(view, node)
        case Aggregate():
            return _aggregate(view, node)
        case Edge():
            return _edge(view, node)
        case Population():
            return view.populations.seen_at(view.position)[node.name]
        case Chance():
            return predicting.chance(view, node)
        case KeyHash():
            return hashed(view.history.key)
        case Scored():
            return _score(view, node)
        case ScoreText():
            parts = [value(view, part) for part in node.parts]
            return None if None in parts else "-".join(str(part) for part in parts)


def occurrences(view: View, of: Occurrences) -> list[Occurrence]:
    """The events that `of` means, in the order of (time, id)."""
    found = [
        event
        for event in _happened(view, of.event)
        if event.kind == of.event
        and (not of.mine or event.enrolment == view.enrolment)
        and (of.window is None or windows.in_window(view, event.time, of.window))
        and (of.where is None or conditions.holds(view.with_row(event), of.where))
    ]
    return sorted(found, key=lambda event: event.order)


def _happened(view: View, kind: str) -> list[Occurrence]:
    return movements.seen(view, kind) if kind in view.project.movements else view.events()


def rows(view: View, of: Occurrences) -> Sequence[Occurrence | RecordVersion]:
    """The events or records that `of` means."""
    if not of.standing:
        return occurrences(view, of)
    return [
        each
        for each in view.records(of.event)
        if of.where is None or conditions.holds(view.with_row(each), of.where)
    ]


def _event_field(event: Occurrence | RecordVersion | None, name: str) -> Plain | None:
    if event is None:
        return None
    if isinstance(event, RecordVersion):
        return event.fields.get(name)
    return event.fields[name] if name in event.fields else {"time": event.time}.get(name)


def _group(view: View, name: str) -> str | None:
    """The first line that holds; a line without condition always does."""
    for line in view.project.groups[name].lines:
        if line.condition is None or conditions.holds(view, line.condition):
            return line.name
    return None


def _one_of_these(view: View, node: OneOfThese) -> str | None:
    found = [each.name for each in node.segments if conditions.holds(view, each)]
    return found[0] if len(found) == 1 else None


def _calculation(view: View, node: Calculation) -> Decimal | None:
    left, right = value(view, node.left), value(view, node.right)
    if not isinstance(left, Decimal) or not isinstance(right, Decimal):
        return None
    return calculate(node.op, left, right)


def _score(view: View, node: Scored) -> Decimal | None:
    if not all(conditions.holds(view, Known(each)) for each in node.known):
        return None
    found = value(view, node.value)
    reached = [conditions.compare(view, ">=", found, value(view, each)) for each in node.borders]
    return Decimal(1 + sum(reached))


def _calendar_start(view: View, node: CalendarStart) -> Plain:
    """On the customer's own clock (S4)."""
    today = to_civil(view.calendar_at, view.zone).date()
    day = calendar_start(today, node.unit, following=node.following)
    return start_of_day(day, view.zone) if node.type is Type.TIME else day


def _edge(view: View, node: Edge) -> Plain | None:
    found = occurrences(view, node.of)
    if not found:
        return None
    event = found[0] if node.which == "first" else found[-1]
    return event.time if node.field is None else _event_field(event, node.field)


def _aggregate(view: View, node: Aggregate) -> Plain | None:
    if node.kind == "median gap":
        found = occurrences(view, node.of)
        gaps = [after.time - before.time for before, after in pairwise(found)]
        return median_days(gaps) if gaps else None
    meant = rows(view, node.of)
    if node.field is None:
        return Decimal(len(meant))
    values = [_event_field(event, node.field) for event in meant]
    return aggregate(node.kind, [each for each in values if each is not None])


def aggregate(kind: str, values: Sequence[Plain]) -> Plain | None:
    """Over known values, the latest last. Nothing at all counts and sums to 0 (S9)."""
    numbers = [each for each in values if isinstance(each, Decimal)]
    if kind == "count":
        return Decimal(len(values))
    if kind == "count distinct":
        return Decimal(len(set(values)))
    if kind == "sum":
        return total(numbers)
    if not values:
        return None
    if kind == "average":
        return average(numbers)
    if kind == "median":
        return median(numbers)
    if kind == "most frequent":
        return _most_frequent(values)
    ordered = sorted(values)
    return ordered[0] if kind == "smallest" else ordered[-1]


def _most_frequent(values: Sequence[Plain]) -> Plain:
    """Among equals the one seen last (S13)."""
    counts = Counter(values)
    most = max(counts.values())
    return next(each for each in reversed(values) if counts[each] == most)
