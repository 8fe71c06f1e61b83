"""Names and literals: from a token to what it means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set
from datetime import date as Day
from datetime import datetime
from datetime import time as Clock
from decimal import Decimal
from typing import Any

from dsl import tree
from dsl.builders.registry import Refused, builds
from dsl.lexer import Token
from dsl.reserved import RESERVED
from dsl.source import Span

_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {'"': '"', "\\": "\\", "n": "\n"}


def span_of(token: Token, near: Span) -> Span:
    """Where a token stands, in the same file as `near`."""
    return Span(near.path, token.start, token.end)


def name_of(token: Token, near: Span) -> tree.Name:
    return tree.Name(token.text, span=span_of(token, near))


def text_of(token: Token, near: Span) -> tree.Text:
    """The value between the quotes, in NFC, with `\\"`, `\\\\` and `\\n` resolved."""
    inner = token.text[1:-1]
    if "\\" in inner:
        for escape in _ESCAPE.finditer(inner):
            if escape.group(1) not in _ESCAPED:
                at = token.start + 1 + escape.start()
                raise Refused(
                    "E0116", "`{typed}` means nothing in a text", Span(near.path, at, at + 2),
                    'write `\\\\` for a backslash, `\\"` for a quote, `\\n` for a new line',
                )  # fmt: skip
        inner = _ESCAPE.sub(lambda escape: _ESCAPED[escape.group(1)], inner)
    if not inner.isascii():
        inner = unicodedata.normalize("NFC", inner)
    return tree.Text(inner, span=span_of(token, near))


@builds()
def name(span: Span, token: Token) -> tree.Name:
    return tree.Name(token.text, span=span)


@builds()
def new_name(span: Span, token: Token) -> tree.Name:
    """A name where it is declared, which no word of the language may be."""
    name = tree.Name(token.text, span=span)
    refuse_words(name, RESERVED)
    return name


def refuse_words(name: tree.Name, words: Set[str]) -> None:
    """Raises where a name that is being declared is one of these words of the language."""
    if name.text in words:
        raise Refused(
            "E0109", f"`{name.text}` is a word of the language", name.span,
            f"choose another name, for instance `{name.text}_1`",
        )  # fmt: skip


@builds()
def inner(_: Span, value: Any) -> Any:
    return value


@builds()
def items(_: Span, value: Any) -> tuple[Any, ...]:
    return (value,)


@builds()
def more_items(_: Span, values: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    return (*values, value)


@builds("text", "text_inside")
def text(span: Span, token: Token) -> tree.Text:
    return text_of(token, span)


@builds()
def texts(span: Span, parts: tuple[tree.Text, ...]) -> tree.Texts:
    return tree.Texts(parts, span=span)


@builds()
def no_texts(span: Span) -> tree.Texts:
    return tree.Texts((), span=span)


@builds()
def number(span: Span, token: Token) -> tree.Number:
    return tree.Number(Decimal(token.text.replace("_", "")), span=span)


@builds()
def percent(span: Span, token: Token) -> tree.Percent:
    value = Decimal(token.text[:-1].replace("_", ""))
    return tree.Percent(value, span=span_of(token, span))


@builds()
def yes_no(span: Span, token: Token) -> tree.YesNo:
    return tree.YesNo(token.text == "yes", span=span)


@builds()
def duration(span: Span, amount: Token, unit: Token) -> tree.Duration:
    digits = amount.text.replace("_", "")
    if "." in digits:
        raise Refused(
            "E0116", "`{typed}` is no whole number", span_of(amount, span),
            "write it in a smaller unit, such as `90 minutes`",
        )  # fmt: skip
    if len(digits) > 6 or int(digits) == 0:
        raise Refused(
            "E0116", "`{typed}` is no length of time", span, "write a number from 1 to 999999"
        )
    return tree.Duration(int(digits), unit.text.removesuffix("s"), span=span)


@builds()
def date(span: Span, token: Token) -> tree.Date:
    try:
        return tree.Date(Day.fromisoformat(token.text), span=span_of(token, span))
    except ValueError:
        raise Refused(
            "E0116", "there is no day `{typed}`", span_of(token, span),
            "a day is written as year-month-day, such as `2026-12-31`",
        ) from None  # fmt: skip


@builds()
def time(span: Span, token: Token) -> tree.TimeOfDay:
    return tree.TimeOfDay(_clock(token, token.text, span), span=span)


@builds()
def time_of_day(span: Span, token: Token, zone: tree.Text | None) -> tree.TimeOfDay:
    return tree.TimeOfDay(_clock(token, token.text, span), zone, span=span)


@builds()
def instant(span: Span, token: Token) -> tree.Instant:
    return moment(span, token, None)


@builds()
def moment(span: Span, token: Token, zone: tree.Text | None) -> tree.Instant:
    day, clock = token.text.split()
    civil = date(span, Token("DATE", day, token.start, token.start + len(day))).value
    at = _clock(Token("TIME", clock, token.end - len(clock), token.end), clock, span)
    return tree.Instant(datetime.combine(civil, at), zone, span=span)


def _clock(token: Token, text: str, near: Span) -> Clock:
    hour, minute = int(text[:2]), int(text[3:])
    if hour > 23 or minute > 59:
        raise Refused(
            "E0116", "there is no time `{typed}`", span_of(token, near),
            "a day goes from `00:00` to `23:59`",
        )  # fmt: skip
    return Clock(hour, minute)


@builds()
def path(span: Span, token: Token) -> tree.Path:
    return tree.Path((tree.Name(token.text, span=span),), span=span)


@builds()
def more_path(span: Span, first: tree.Path, token: Token) -> tree.Path:
    return tree.Path((*first.parts, name_of(token, span)), span=span)


@builds()
def event(span: Span, token: Token) -> tree.EventRef:
    return tree.EventRef(tree.Name(token.text, span=span), span=span)


@builds()
def event_word(span: Span, token: Token) -> tree.EventRef:
    return event(span, token)


@builds()
def word_path(span: Span, word: Token, field: Token) -> tree.Path:
    return tree.Path((name_of(word, span), name_of(field, span)), span=span)


@builds()
def message_event(
    span: Span, word: Token, subject: tree.Name, button: Token | None
) -> tree.EventRef:
    title = button and text_of(button, span)
    return tree.EventRef(name_of(word, span), subject, button=title, span=span)


@builds()
def any_message_event(
    span: Span, word: Token, button: Token | None
) -> tree.EventRef:
    title = button and text_of(button, span)
    return tree.EventRef(name_of(word, span), any_subject=True, button=title, span=span)


@builds()
def one_event(span: Span, event: tree.EventRef) -> tuple[tree.Alternative, ...]:
    return (tree.Alternative(event, span=event.span),)


@builds()
def alternative(span: Span, event: tree.EventRef, where: Any = None) -> tree.Alternative:
    return tree.Alternative(event, where, span=span)
