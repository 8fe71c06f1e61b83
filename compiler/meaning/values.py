"""Values and their types: fields, numbers, calculations, aggregates, first and last."""

from __future__ import annotations

from decimal import Decimal

from compiler.meaning import occurrences, texts
from compiler.meaning.literals import WORDS, const
from compiler.meaning.paths import path
from compiler.meaning.scope import Scope, without_where
from compiler.model.declarations import Field, Record, Several
from compiler.model.values import Aggregate, Calculation, Const, Edge, Population, Type, Value
from dsl import tree

NEEDS_NO_FIELD = ("count", "median gap")
NEEDS_TIME = ("median gap", "most frequent")
NUMBERS_ONLY = ("sum", "average", "median")
IN_ORDER = ("smallest", "largest")


def value(node: tree.Value, scope: Scope) -> Value | None:
    """The typed value; None, reported, where it cannot be."""
    if isinstance(node, tree.Path):
        return path(node, scope)
    if isinstance(node, tree.Calculation):
        return _calculation(node, scope)
    if isinstance(node, tree.Negative):
        return _negative(node, scope)
    if isinstance(node, tree.Aggregate):
        return _across(node, scope) if node.across else _aggregate(node, scope)
    if isinstance(node, tree.Edge):
        return _edge(node, scope)
    if isinstance(node, tree.Percent | tree.Duration | tree.TimeOfDay):
        _no_value(node, scope)
        return None
    return None if isinstance(node, tree.Unbuilt) else const(node, scope.world)


def _no_value(node: tree.Percent | tree.Duration | tree.TimeOfDay, scope: Scope) -> None:
    if isinstance(node, tree.Percent):
        title, help = "a per cent is no value to compare with", "write it as a number: `0.12`"
    elif isinstance(node, tree.Duration):
        length = f"{node.amount} {node.unit}{'s' if node.amount != 1 else ''}"
        title = "a length of time is no value to compare with"
        help = f"write `more than {length} ago` or `in last {length}` behind the time"
    else:
        title = "a time of day is no value to compare with"
        help = "write a date and a time: `2026-12-01 09:00`"
    scope.world.findings.add("E0309", node.span, title, help)


def _numeric(node: tree.Value, scope: Scope) -> Value | None:
    found = value(node, scope)
    if found is None or found.type.numeric:
        return found
    scope.world.findings.add(
        "E0303", node.span, f"this is {WORDS[found.type]}, and one can only calculate with numbers",
        _instead_of_calculating(found),
    )  # fmt: skip
    return None


def _instead_of_calculating(found: Value) -> str:
    if found.type in (Type.TIME, Type.DATE):
        return "for how long ago write `more than 60 days ago` or `in last 60 days`"
    return ""


def _calculation(node: tree.Calculation, scope: Scope) -> Value | None:
    left, right = _numeric(node.left, scope), _numeric(node.right, scope)
    return Calculation(node.op, left, right) if left and right else None


def _negative(node: tree.Negative, scope: Scope) -> Value | None:
    found = _numeric(node.value, scope)
    if isinstance(found, Const) and isinstance(found.value, Decimal):
        return Const(-found.value, Type.NUMBER)
    return Calculation("-", Const(Decimal(0), Type.NUMBER), found) if found else None


def _aggregate(node: tree.Aggregate, scope: Scope) -> Value | None:
    if not without_where(node, scope, "other events"):
        return None
    found = occurrences.subject(node.subject, scope)
    if found is None:
        return None
    kind, name = found
    if isinstance(kind.event, Record) and node.kind in NEEDS_TIME:
        said = f"`{written(node.kind)}` of `{kind.event.name}`"
        occurrences.timeless(node, said, kind.event, scope)
        return None
    field = _field_for(node, kind.event, name, scope)
    of = occurrences.occurrences(kind, node.window, node.where, scope)
    if of is None or (field is None and node.kind not in NEEDS_NO_FIELD):
        return None
    if field is None:
        return Aggregate(node.kind, of, None, Type.NUMBER) if name is None else None
    return Aggregate(node.kind, of, field.name, result(node.kind, field.type))


def _field_for(
    node: tree.Aggregate, event: Several, name: tree.Name | None, scope: Scope
) -> Field | None:
    """The field that an aggregate is of; None, reported, where it is missing or does not fit."""
    if node.kind in NEEDS_NO_FIELD:
        if name is not None:
            _too_much(node, event, name, scope)
        return None
    if name is None:
        _missing_field(node, event, scope)
        return None
    field = event_field(event, name, scope)
    if field is not None and field.type is Type.TEXTS:
        texts.of_events(written(node.kind), node.subject.span, event.name, field.name, scope)
        return None
    if field is None or not _fits(node, field, scope):
        return None
    return field


def _too_much(node: tree.Aggregate, event: Several, name: tree.Name, scope: Scope) -> None:
    other = f" or `count of distinct {event.name}.{name.text}`" if node.kind == "count" else ""
    scope.world.findings.add(
        "E0310", node.subject.span, f"`{node.kind} of` takes an event without a field",
        f"write `{node.kind} of {event.name}`{other}",
    )  # fmt: skip


def _missing_field(node: tree.Aggregate, event: Several, scope: Scope) -> None:
    fitting = [
        field.name for field in event.fields
        if field.type.numeric
        or (node.kind not in NUMBERS_ONLY and field.type is not Type.TEXTS)
    ]  # fmt: skip
    example = fitting[0] if fitting else "FIELD"
    scope.world.findings.add(
        "E0310", node.subject.span, f"`{written(node.kind)}` needs a field of `{event.name}`",
        f"for instance `{written(node.kind)} {event.name}.{example}`",
    )  # fmt: skip


def written(kind: str) -> str:
    """An aggregate's words as they are typed: `sum of`, but `most frequent`."""
    if kind == "count distinct":
        return "count of distinct"
    return kind if kind == "most frequent" else f"{kind} of"


def event_field(event: Several, name: tree.Name, scope: Scope) -> Field | None:
    """The field `name` of an event; None, reported, where it has none."""
    field = event.field(name.text)
    if field is None:
        scope.world.unknown_field(name, event)
    return field


def _fits(node: tree.Aggregate, of: Field | Value, scope: Scope) -> bool:
    """Whether one can take this aggregate of values of that type (E0303)."""
    kind = of.type
    if node.kind in NUMBERS_ONLY and not kind.numeric:
        wanted = "numbers"
    elif node.kind in IN_ORDER and not (kind.numeric or kind in (Type.TIME, Type.DATE)):
        wanted = "numbers, times and dates"
    else:
        return True
    scope.world.findings.add(
        "E0303", node.subject.span, f"`{written(node.kind)}` takes {wanted}, and this is "
        f"{WORDS[kind]}", "`count of distinct` and `most frequent` take everything",
    )  # fmt: skip
    return False


def result(kind: str, of: Type) -> Type:
    """The type of an aggregate over values of type `of`."""
    if kind in ("smallest", "largest", "most frequent", "sum"):
        return of
    return Type.NUMBER


def _edge(node: tree.Edge, scope: Scope) -> Value | None:
    if not without_where(node, scope, "other events"):
        return None
    found = occurrences.subject(node.subject, scope)
    if found is None:
        return None
    kind, name = found
    if isinstance(kind.event, Record):
        occurrences.timeless(node, f"{node.which} `{kind.event.name}`", kind.event, scope)
        return None
    field = event_field(kind.event, name, scope) if name is not None else None
    of = occurrences.occurrences(kind, node.window, node.where, scope)
    if of is None or (name is not None and field is None):
        return None
    if field is not None and field.type is Type.TEXTS:
        span, event = node.subject.span, kind.event.name
        texts.of_events(node.which, span, event, field.name, scope)
        return None
    return Edge(node.which, of, field.name if field else None, field.type if field else Type.TIME)


def _across(node: tree.Aggregate, scope: Scope) -> Value | None:
    """`average of revenue across loyal`: over customers, as of the snapshot (S8)."""
    if not without_where(node, scope, "all customers") or node.across is None:
        return None
    subject = node.subject
    one = isinstance(subject, tree.Path) and len(subject.parts) == 1
    plain = node.window is None and node.where is None and node.kind != "median gap"
    if not one or not plain or not isinstance(subject, tree.Path):
        scope.world.findings.add(
            "E0311", node.span, "`across` compares one value of each customer",
            "give the value a name with `trait`, then write `average of NAME across SEGMENT`",
        )  # fmt: skip
        return None
    found = path(subject, Scope(scope.world))
    segment = members(node.across, scope)
    if found is not None and texts.is_list(found):
        texts.alone(subject, f"`{written(node.kind)}`", scope)
        return None
    if found is None or segment is None or not _fits(node, found, scope):
        return None
    name = f"{written(node.kind)} {subject.parts[0].text} across {node.across.text}"
    kept = Population(name, node.kind, found, segment or None, result(node.kind, found.type))
    scope.world.populations[name] = kept
    return kept


def members(name: tree.Name, scope: Scope) -> str | None:
    """The segment behind `across`, "" for everyone; None, reported, for what is none."""
    names = scope.world.names
    if name.text == "everyone":
        return ""
    if name.text in names.joined():
        return name.text
    sort = names.sort(name.text)
    if sort is not None:
        scope.world.findings.add(
            "E0204", name.span, f"`{name.text}` is {occurrences.SORTS[sort]}, not a segment",
            "behind `across` stands a segment or `everyone`",
        )  # fmt: skip
    else:
        scope.world.findings.unknown(name, "segment", [*names.joined(), "everyone"])
    return None
