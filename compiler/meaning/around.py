"""`3 days before birthday at 10:00`: instants around a date, by which one enters or waits."""

from __future__ import annotations

from compiler.meaning.literals import WORDS, duration, zone
from compiler.meaning.options import is_yearly
from compiler.meaning.paths import path, spelled
from compiler.meaning.scope import Scope
from compiler.meaning.values import event_field
from compiler.meaning.world import World
from compiler.model.around import Around
from compiler.model.declarations import Record
from compiler.model.entries import OnDate
from compiler.model.values import AnswerField, CustomerField, EntryField, EventField, Type, Value
from compiler.model.windows import Duration
from dsl import tree

Node = tree.EnterAround | tree.WaitAround

SIGNS = {"before": -1, "on": 1, "after": 1}


def on_date(node: tree.EnterAround, world: World) -> OnDate | None:
    """The entry around a date of the customer's own; None, reported, where it cannot be."""
    found, record = around(node, Scope(world)), of_record(node, world)
    if found is None:
        return None
    return OnDate(found, _words(node), record.name if record else None)


def of_record(node: Node, world: World) -> Record | None:
    """The kind of record whose date is meant by an entry; None: the customer's."""
    owner = node.field.parts[0].text
    by_record = isinstance(node, tree.EnterAround) and len(node.field.parts) == 2
    return world.records.get(owner) if by_record else None


def around(node: Node, scope: Scope) -> Around | None:
    """The instant that the line says; None, reported, where it cannot be."""
    findings = scope.world.findings
    length = duration(node.duration, findings) if node.duration is not None else None
    where = zone(node.at.zone, findings) if node.at is not None else None
    record = of_record(node, scope.world)
    value = _of_record(node, record, scope) if record else _date(node, scope)
    if value is None or (node.duration is not None and length is None):
        return None
    if node.at is not None and node.at.zone is not None and where is None:
        return None
    if not _together(node, length, value, scope):
        return None
    at = node.at.value if node.at is not None else None
    yearly = is_yearly(value, scope.at_row(record) if record else scope)
    return Around(value, SIGNS[node.beside], length, at, where, yearly)


def _date(node: Node, scope: Scope) -> Value | None:
    """The day or the time; None, reported, for what is none."""
    if _several(node, scope):
        return None
    found = path(node.field, scope)
    if found is None:
        return None
    if not isinstance(found, CustomerField | EntryField | AnswerField):
        scope.world.findings.add(
            "E0471", node.field.span, f"`{spelled(node.field)}` is computed, and a date that one "
            "waits for is read", "name a field of the customers' table" + _or_of_event(node),
        )  # fmt: skip
        return None
    return _dated(node, found, scope)


def _of_record(node: Node, record: Record, scope: Scope) -> Value | None:
    field = event_field(record, node.field.parts[1], scope)
    if field is None:
        return None
    return _dated(node, EventField(record.name, field.name, field.type), scope)


def _dated(node: Node, found: Value, scope: Scope) -> Value | None:
    if found.type in (Type.DATE, Type.TIME):
        return found
    scope.world.findings.add(
        "E0307", node.field.span, f"this is {WORDS[found.type]}, not a time",
        f"behind `{node.beside}` stands a date or a time",
    )  # fmt: skip
    return None


def _or_of_event(node: Node) -> str:
    return ", or of an event, such as `entry.FIELD`" if isinstance(node, tree.WaitAround) else ""


def _several(node: Node, scope: Scope) -> bool:
    """Whether it is an event, of which a customer can have several; reported."""
    world, owner = scope.world, node.field.parts[0].text
    if isinstance(node, tree.WaitAround) or world.names.sort(owner) != "event":
        return False
    at = f", and `wait until {node.at.value:%H:%M}` above its steps" if node.at else ""
    world.findings.add(
        "E0471", node.field.span, f"`{owner}` is an event, and happens when it does",
        f"write `enter on {owner}`{at}",
    )  # fmt: skip
    return True


def _together(node: Node, length: Duration | None, value: Value, scope: Scope) -> bool:
    """Whether length, date and time of day go together (E0470)."""
    hours = length is not None and length.unit not in ("day", "week")
    name = spelled(node.field)
    if value.type is Type.DATE and hours:
        title, help = f"`{name}` is a whole day, and no hour of it is meant", _in_days(node)
    elif value.type is Type.DATE and node.at is None:
        title = f"`{name}` is a whole day, and at what time is not said"
        help = f"write `{_words(node)} at 10:00`"
    elif hours and node.at is not None:
        title = "hours are counted from the time itself, so no time of day stands behind them"
        help = f"leave `at {node.at.value:%H:%M}` out, or count in days"
    else:
        return True
    scope.world.findings.add("E0470", node.span, title, help)
    return False


def _in_days(node: Node) -> str:
    at = f"{node.at.value:%H:%M}" if node.at is not None else "10:00"
    return f"count in days, and say a time: `1 day {node.beside} {spelled(node.field)} at {at}`"


def _words(node: Node) -> str:
    """The line as it is written."""
    length = _length(node.duration) if node.duration is not None else ""
    at = ""
    if node.at is not None:
        at = f" at {node.at.value:%H:%M}" + (f' in "{node.at.zone.value}"' if node.at.zone else "")
    return f"{length}{node.beside} {spelled(node.field)}{at}"


def _length(node: tree.Duration) -> str:
    return f"{node.amount} {node.unit}{'s' if node.amount != 1 else ''} "
