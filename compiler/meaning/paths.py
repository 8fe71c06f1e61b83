"""Names in values: what `city`, `customer.city`, `entry.total` or `answer.cart` stand for."""

from __future__ import annotations

from compiler.meaning.names import MESSAGE_EVENTS, OFFER_EVENTS, OWN_EVENTS
from compiler.meaning.parts import GROUP, grouped
from compiler.meaning.scope import Entering, Scope
from compiler.model.declarations import Event, Several
from compiler.model.offers import CODE
from compiler.model.values import (
    AnswerField,
    CustomerField,
    EntryField,
    EventField,
    GroupValue,
    TraitValue,
    Type,
    Value,
)
from compiler.suggest import nearest
from dsl import tree
from dsl.diagnostics import Edit


def path(node: tree.Path, scope: Scope) -> Value | None:
    """The value that a name stands for in `scope`; None, reported, where it stands for none."""
    if len(node.parts) == 1:
        return _in_row(node.parts[0], scope) if scope.in_row else _of_customer(node, scope)
    if len(node.parts) > 2:
        scope.world.findings.unknown(tree.Name(spelled(node), span=node.span), "field", ())
        return None
    owner, name = node.parts
    if owner.text == scope.offer and name.text == CODE:
        return EntryField(CODE, Type.TEXT)
    if scope.entering is Entering.RECORD and scope.entry and owner.text == scope.entry.name:
        return _field_of_entry(name, scope.entry, scope)
    if owner.text == "customer":
        return _customer_dot(node, owner, name, scope)
    if owner.text == "entry":
        return _entry_dot(node, name, scope)
    if owner.text in scope.answers:
        return _answer_dot(owner, name, scope)
    return _other_dot(node, owner, name, scope)


def spelled(node: tree.Path) -> str:
    """A path as it was typed."""
    return ".".join(part.text for part in node.parts)


def _of_customer(node: tree.Path, scope: Scope) -> Value | None:
    world, name = scope.world, node.parts[0]
    sort = world.names.sort(name.text)
    if sort == "field" and name.text in world.fields:
        return CustomerField(name.text, world.fields[name.text].type)
    if sort in ("field", "trait", "prediction", "score"):
        found = world.traits.get(name.text)
        return TraitValue(name.text, found.value.type) if found else None
    if sort == "groups":
        return None if name.text in world.in_circle else GroupValue(name.text)
    if sort in ("segment", "list"):
        world.findings.add(
            "E0204", name.span, f"`{name.text}` is a {sort}, and a {sort} has no value",
            f"write `in {name.text}`", edit=Edit(name.span, f"in {name.text}"),
        )  # fmt: skip
    elif sort in ("event", "record"):
        _event_alone(name, sort, scope)
    elif name.text == "entry":
        world.findings.add("E0204", name.span, "`entry` alone is no value",
                           "write `since entry`, or `entry.` and a field of the entering event",
        )  # fmt: skip
    else:
        _unknown_value(name, scope)
    return None


def _unknown_value(name: tree.Name, scope: Scope) -> None:
    owners = [event.name for event in scope.world.events.values() if event.field(name.text)]
    help = f"for a field of an event write `last {owners[0]}.{name.text}`" if owners else ""
    help = help or _instead(name.text, scope)
    customers = scope.world.names.customers
    if customers is None or scope.world.torn(customers):
        return
    scope.world.findings.unknown(name, "field", scope.world.names.valued(), help)


_NOW = frozenset({"today", "now", "yesterday", "tomorrow", "current_date", "sysdate"})


def _instead(typed: str, scope: Scope) -> str:
    """What to write for a word that other languages have, and for the plural of an event."""
    if typed.lower() in _NOW:
        return "behind a time write `today`, `in last 30 days` or `more than 30 days ago`"
    near = nearest(typed, scope.world.events)
    return f"for how often it happened write `count of {near}`" if near else ""


def _event_alone(name: tree.Name, sort: str, scope: Scope) -> None:
    called = f"a{'n' if sort == 'event' else ''} {sort}"
    ways = [f"`has {name.text}`", f"`count of {name.text}`"]
    more = f", {ways[1]} or `last {name.text}`" if sort == "event" else f" or {ways[1]}"
    scope.world.findings.add(
        "E0204", name.span, f"`{name.text}` is {called}, and {called} has no value",
        f"write {ways[0]}{more}",
    )  # fmt: skip


def _in_row(name: tree.Name, scope: Scope) -> Value | None:
    event, world = scope.row, scope.world
    if event is None:
        return None
    field = event.field(name.text)
    if field is not None:
        return EventField(event.name, field.name, field.type)
    if name.text == "time" and isinstance(event, Event):
        return EventField(event.name, "time", Type.TIME)
    declared = world.declared(event.name)
    if name.text in world.fields and not (declared and world.torn(declared)):
        meant = f"customer.{name.text}"
        world.findings.add(
            "E0201", name.span, f"`{event.name}` has no field `{name.text}`",
            f"for the field of the customer write `{meant}`", edit=Edit(name.span, meant),
        )  # fmt: skip
        return None
    world.unknown_field(name, event, _several(name, event, scope))
    return None


def _several(name: tree.Name, event: Several, scope: Scope) -> str:
    """What helps where `where` may have been meant for one of several events only."""
    if scope.among:
        meant = f"`{event.name} or (… where {name.text} …)`"
        return f"what is meant for one event only stands with it in parentheses: {meant}"
    if name.text in scope.world.events or name.text in _WORDS or name.text == "unsubscribed":
        return f"of several events write `({event.name} where …) or {name.text}`"
    return ""


def _customer_dot(
    node: tree.Path, owner: tree.Name, name: tree.Name, scope: Scope
) -> Value | None:
    world = scope.world
    field = world.fields.get(name.text)
    if not scope.in_row and name.text in world.names.joined():
        return _of_customer(tree.Path((tree.Name(name.text, span=node.span),)), scope)
    if not scope.in_row and world.names.sort(name.text) is not None:
        world.findings.add(
            "E0206", owner.span, f"here `{name.text}` alone is the customer's",
            f"write `{name.text}`", edit=Edit(node.span, name.text),
        )  # fmt: skip
        return None
    if field is not None:
        return CustomerField(field.name, field.type)
    if world.names.sort(name.text) in ("trait", "prediction", "score", "groups"):
        _computed(node, name.text, "is computed", scope)
    elif name.text in world.kept:
        _computed(node, name.text, "Segue keeps", scope)
    else:
        world.unknown_field(name)
    return None


def _computed(node: tree.Path, name: str, what: str, scope: Scope) -> None:
    scope.world.findings.add(
        "E0306", node.span, f"`where` cannot look at `{name}`, which {what}",
        "a `where` looks at the event, at `entry` and at fields from the customers' table",
    )  # fmt: skip


def _score_dot(
    node: tree.Path, owner: tree.Name, name: tree.Name, scope: Scope
) -> Value | None:
    """`rfm.recency`, `rfm.group`."""
    world = scope.world
    declared = world.names.scores[owner.text]
    has_group = grouped(declared)
    whole = spelled(node)
    if scope.in_row:
        _computed(node, whole, "is computed", scope)
    elif name.text == GROUP and has_group:
        return GroupValue(whole) if whole in world.groups else None
    elif name.text == GROUP:
        world.findings.add(
            "E0424", name.span, f"`{owner.text}` has no named groups",
            "they are of the parts `recency` and `frequency`, both `1 to 5`",
        )  # fmt: skip
    elif any(part.name.text == name.text for part in declared.parts):
        return TraitValue(whole, Type.NUMBER) if whole in world.traits else None
    elif not world.torn(declared):
        known = [*(part.name.text for part in declared.parts), *([GROUP] if has_group else [])]
        world.findings.unknown(name, "part", known, owner=f"`{owner.text}`")
    return None


def _entry_dot(node: tree.Path, name: tree.Name, scope: Scope) -> Value | None:
    findings = scope.world.findings
    if scope.entering is Entering.OUTSIDE:
        findings.add("E0207", node.span, "`entry` is known in campaigns only",
                     "a segment is about customers, whatever campaign they are in")  # fmt: skip
    elif scope.entering is Entering.BEFORE:
        findings.add("E0207", node.span, "`entry` is not known before the customer has entered",
                     f"this event's own field is just `{name.text}`",
                     edit=Edit(node.span, name.text))  # fmt: skip
    elif scope.entering is Entering.SCHEDULE:
        findings.add("E0207", node.span, "who enters by a schedule has no entering event",
                     "`entry.` needs `enter on EVENT`; `since entry` works here")  # fmt: skip
    elif scope.entering is Entering.MOVE:
        findings.add("E0207", node.span, "who enters by a change has no entering event to ask",
                     "`entry.` needs `enter on EVENT`; `since entry` works here")  # fmt: skip
    elif scope.entering is Entering.RECORD and scope.entry is not None:
        meant = f"{scope.entry.name}.{name.text}"
        findings.add("E0207", node.span, "who enters by a date has no entering event",
                     f"write `{meant}` for what the record says",
                     edit=Edit(node.span, meant))  # fmt: skip
    elif scope.entering is Entering.EVENT and scope.entry is not None:
        return _field_of_entry(name, scope.entry, scope)
    return None


def _field_of_entry(name: tree.Name, entry: Several, scope: Scope) -> Value | None:
    field = entry.field(name.text)
    if field is not None:
        return EntryField(field.name, field.type)
    scope.world.unknown_field(name, entry)
    return None


def _answer_dot(owner: tree.Name, name: tree.Name, scope: Scope) -> Value | None:
    event = scope.answers[owner.text]
    if event is None:
        return None
    field = event.field(name.text)
    if field is not None:
        return AnswerField(owner.text, field.name, field.type)
    scope.world.unknown_field(name, event)
    return None


_WORDS = (*MESSAGE_EVENTS, *OWN_EVENTS, *OFFER_EVENTS)


def _offer_dot(node: tree.Path, owner: tree.Name, scope: Scope) -> None:
    scope.world.findings.add(
        "E0207", node.span, f"`{spelled(node)}` is not known here",
        f"messages show it, and `used by` of `{owner.text}` compares its `{CODE}`; for a use of it "
        f"write `used {owner.text}`",
    )  # fmt: skip


def _other_dot(
    node: tree.Path, owner: tree.Name, name: tree.Name, scope: Scope
) -> Value | None:
    world = scope.world
    if world.names.sort(owner.text) == "score":
        return _score_dot(node, owner, name, scope)
    if scope.in_row and scope.row is not None and owner.text == scope.row.name:
        world.findings.add(
            "E0206", node.span, f"inside `where` a field of `{owner.text}` stands alone",
            f"write `{name.text}`", edit=Edit(node.span, name.text),
        )  # fmt: skip
    elif world.names.sort(owner.text) == "record" and scope.entering is Entering.UNKNOWN:
        return None
    elif world.names.sort(owner.text) == "record":
        world.findings.add(
            "E0204", node.span, f"which `{owner.text}`? a customer can have several",
            f"write `has {owner.text} where {name.text} …`",
        )  # fmt: skip
    elif world.names.sort(owner.text) is None and owner.text in world.names.offers:
        _offer_dot(node, owner, scope)
    elif world.names.sort(owner.text) == "event" or owner.text in _WORDS:
        world.findings.add(
            "E0204", node.span, f"which `{owner.text}`? a customer can have several",
            f"write `last {spelled(node)}`, `sum of {spelled(node)}` …",
        )  # fmt: skip
    elif world.names.sort(owner.text) is not None:
        world.findings.add("E0204", node.span, f"`{owner.text}` has no fields",
                           f"write `{owner.text}` alone")  # fmt: skip
    else:
        known = ["customer", "entry", *scope.answers, *world.names.events, *world.names.records]
        world.findings.unknown(owner, "name", known)
    return None
