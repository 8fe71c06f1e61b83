"""Heads of declarations, fields, groups, policies, channels and messages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from dsl import tree
from dsl.builders.lines import Head, Part
from dsl.builders.literals import name_of, number, percent, refuse_words, span_of, text_of
from dsl.builders.registry import Refused, builds
from dsl.builders.values import as_value
from dsl.lexer import Token
from dsl.reserved import RESERVED_BEHIND
from dsl.source import Span

ROLES = ("key", "id", "customer", "time", "arrived", "version")


def _head(kind: str) -> None:
    @builds(f"{kind}_head")
    def build(span: Span, name: Any = None, title: Token | None = None) -> Head:
        if kind in ("segment", "message", "channel", "offer", "hook"):
            refuse_words(name, RESERVED_BEHIND)
        return Head(kind, span, name, title and text_of(title, span))


for _kind in ("segment", "groups", "score", "policy", "channel", "message", "offer", "hook",
              "campaign"):  # fmt: skip
    _head(_kind)


@builds()
def customers_head(span: Span, table: tree.Name) -> Head:
    return Head("customers", span, table=table)


@builds()
def event_head(span: Span, name: tree.Name, title: Token | None, table: tree.Name | None) -> Head:
    return Head("event", span, name, title and text_of(title, span), table)


@builds()
def record_head(span: Span, name: tree.Name, title: Token | None, table: tree.Name) -> Head:
    return Head("record", span, name, title and text_of(title, span), table)


@builds()
def products_head(span: Span, table: tree.Name) -> Head:
    return Head("products", span, table=table)


@builds()
def test_head(span: Span, name: Token) -> Head:
    return Head("test", span, text_of(name, span))


@builds()
def staff(span: Span, name: tree.Name, address: Token) -> tree.Staff:
    return tree.Staff(name, text_of(address, span), span=span)


@builds()
def trait(span: Span, name: tree.Name, title: Token | None, value: Any) -> tree.Trait:
    return tree.Trait(name, as_value(value), title and text_of(title, span), span=span)


@builds()
def predict(
    span: Span,
    name: tree.Name,
    title: Token | None,
    event: tree.EventRef,
    _: Token,
    within: tree.Duration,
) -> tree.Predict:
    return tree.Predict(name, event, within, title and text_of(title, span), span=span)


@builds()
def list_from(span: Span, name: tree.Name, title: Token | None, file: Token) -> tree.List:
    refuse_words(name, RESERVED_BEHIND)
    return tree.List(name, text_of(file, span), title and text_of(title, span), span=span)


@builds()
def kept_list(span: Span, name: tree.Name, title: Token | None) -> tree.List:
    refuse_words(name, RESERVED_BEHIND)
    return tree.List(name, None, title and text_of(title, span), span=span)


# Tables and fields --------------------------------------------------------------------------------


@builds()
def column(span: Span, token: Token) -> tree.Name:
    return name_of(token, span)


@builds()
def quoted_column(span: Span, token: Token) -> tree.Name:
    return tree.Name(token.text[1:-1], span=span)


@builds()
def table(span: Span, name: tree.Name) -> tree.Name:
    return name


@builds()
def more_table(span: Span, name: tree.Name, part: tree.Name) -> tree.Name:
    return tree.Name(f"{name.text}.{part.text}", span=span)


@builds()
def role(span: Span, name: tree.Name, column: tree.Name) -> tree.FieldLine:
    if name.text not in ROLES and column.text in ROLES:
        raise Refused(
            "E0101", f"`{name.text}` is no role of a column", name.span,
            f"write `{column.text} from {name.text}`: first what it is, then the column",
        )  # fmt: skip
    if name.text not in ROLES:
        raise Refused(
            "E0101", "`{typed}` needs a type", name.span,
            f"write `{name.text} text from {column.text}`, or number, money, yes/no, time, date …",
        )  # fmt: skip
    return tree.FieldLine(name, None, column, None, None, span=span)


@dataclass(frozen=True, slots=True)
class _Option:
    word: str
    span: Span


@builds()
def yearly(span: Span) -> _Option:
    return _Option("yearly", span)


@builds()
def kept(span: Span) -> _Option:
    return _Option("kept", span)


@builds()
def plain_type(span: Span, word: Token) -> tree.TypeRef:
    return tree.TypeRef(word.text, span=span)


@builds()
def list_type(span: Span) -> tree.TypeRef:
    return tree.TypeRef("list of text", span=span)


@builds()
def choice_type(span: Span, option: Token) -> tree.TypeRef:
    return tree.TypeRef("one of", (text_of(option, span),), span=span)


@builds()
def more_choices(span: Span, type: tree.TypeRef, option: Token) -> tree.TypeRef:
    return tree.TypeRef("one of", (*type.options, text_of(option, span)), span=span)


@builds("field", "field_with_options")
def field(
    span: Span,
    name: tree.Name,
    type: tree.TypeRef,
    column: tree.Name | None,
    options: tuple[Any, ...] = (),
) -> tree.FieldLine:
    default, kept = None, None
    for option in options:
        if not isinstance(option, _Option):
            default = _once(default, option, "else")
        elif option.word == "kept":
            kept = _once(kept, tree.Word(span=option.span), "kept")
        elif type.name != "date":
            raise Refused("E0101", "only a date is `yearly`", option.span,
                          f"write `{name.text} date, yearly`")
        else:
            type = replace(type, yearly=True)
    return tree.FieldLine(name, type, column, default, kept, span=span)


def _once(before: Any, value: Any, word: str) -> Any:
    if before is not None:
        raise Refused("E0110", f"`{word}` stands here twice", value.span, "keep one of the two")
    return value


@builds()
def group(span: Span, name: tree.Name, condition: Any) -> tree.Group:
    return tree.Group(name, condition, span=span)


@builds()
def otherwise(span: Span, name: tree.Name) -> tree.Group:
    return tree.Group(name, None, span=span)


@builds()
def score_part(
    span: Span, name: tree.Name, value: Any, low: Token, high: Token
) -> tree.ScorePart:
    return tree.ScorePart(
        name, as_value(value), number(span_of(low, span), low), number(span_of(high, span), high),
        span=span,
    )  # fmt: skip


# Policy and channels ------------------------------------------------------------------------------


def _part(rule: str, slot: str, *, many: bool = False) -> None:
    @builds(rule)
    def build(span: Span, value: Any) -> Part:
        return Part(slot, text_of(value, span) if isinstance(value, Token) else value, span, many)


for _rule, _slot in {
    "timezone_line": "timezone", "law_line": "law", "address_line": "address",
    "consent_line": "consent", "costs_line": "costs", "expires_line": "expires",
    "fails_line": "fails", "owner_line": "owner", "priority_line": "priority",
}.items():  # fmt: skip
    _part(_rule, _slot)


@builds()
def service_only_line(span: Span) -> Part:
    return Part("service_only", True, span)


@builds()
def cap(span: Span, limit: tree.Number, unit: Token) -> Part:
    return Part("caps", tree.Cap(limit, unit.text, span=span), span, many=True)


@builds()
def pace(span: Span, limit: tree.Number) -> Part:
    return Part("pace", limit, span)


def _quiet(span: Span, value: tree.Quiet) -> Part:
    return Part("quiet", value, span, many=True)


@builds()
def quiet_hours(span: Span, start: tree.TimeOfDay, end: tree.TimeOfDay) -> Part:
    return _quiet(span, tree.Quiet(start, end, span=span))


@builds()
def quiet_hours_drop(span: Span, start: tree.TimeOfDay, end: tree.TimeOfDay) -> Part:
    return _quiet(span, tree.Quiet(start, end, drop=True, span=span))


@builds()
def quiet_days(span: Span, days: tuple[Token, ...]) -> Part:
    return _quiet(span, tree.Quiet(weekdays=tuple(x.text for x in days), span=span))


@builds()
def quiet_days_drop(span: Span, days: tuple[Token, ...]) -> Part:
    return _quiet(span, tree.Quiet(weekdays=tuple(x.text for x in days), drop=True, span=span))


@builds()
def hold_out(span: Span, share: Token) -> Part:
    return Part("hold_out", tree.HoldOut(percent(span_of(share, span), share), span=span), span)


@builds()
def hold_out_everything(span: Span, part: Part) -> Part:
    return Part("hold_out", replace(part.value, everything=True, span=span), span)


# Messages -----------------------------------------------------------------------------------------


@builds()
def for_service(span: Span) -> Part:
    return Part("service", True, span)


@builds()
def variant(
    span: Span,
    channel: tree.Name,
    template: tree.Text | None,
    subject: tree.Text | None,
    language: tree.Text | None,
) -> tree.Variant:
    return tree.Variant(channel, language, template, subject, span=span)


@builds()
def file_line(span: Span, path: Token) -> Part:
    return Part("file", text_of(path, span), span)
