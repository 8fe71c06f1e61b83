"""Lists of text as the shop keeps them: lists of the engine, or JSON arrays written as text."""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp

from compiler.sql import build
from compiler.sql.build import call

_HEX = "[0-9a-fA-F]"
_LETTER = (
    rf"u([1-9a-cA-CefEF]{_HEX}{{3}}|[dD][0-7]{_HEX}{{2}}|0[1-9a-fA-F]{_HEX}{{2}}"
    rf"|00[1-9a-fA-F]{_HEX}|000[1-9a-fA-F]|[dD][89abAB]{_HEX}{{2}}\\u[dD][c-fC-F]{_HEX}{{2}})"
)
"""A letter that is no half of one, and not the one that no database keeps."""

_PLAIN, _SPACE = r'[^"\\\x01-\x1f]*', r"[ \t\n\r]*"
_TEXT = rf'("{_PLAIN}(\\(["\\/bfnrt]|{_LETTER}){_PLAIN})*"|null)'
JSON_TEXTS = (
    rf"^{_SPACE}\[{_SPACE}({_TEXT}({_SPACE},{_SPACE}{_TEXT})*{_SPACE})?\]{_SPACE}$"
)
"""A JSON array of texts, in which some may be null. What fits it, a cast can read."""

Made = Callable[[exp.Expr], exp.Expr]
"""From one of a list to the text that it is."""


def is_array(value: exp.Expr) -> exp.Expr:
    return exp.RegexpLike(this=value.copy(), expression=build.text(JSON_TEXTS))


def each(function: str, values: exp.Expr, made: Made) -> exp.Expr:
    """A function that an engine applies to each of a list."""
    name = exp.to_identifier("each")
    return call(function, values, exp.Lambda(this=made(exp.column("each")), expressions=[name]))


def clean(text: exp.Expr) -> exp.Expr:
    """In NFC; an empty text is none, as everywhere."""
    return exp.Nullif(this=call("SEGUE_NFC", text), expression=build.text(""))


def is_there(text: exp.Expr) -> exp.Expr:
    return build.negated(exp.Is(this=text, expression=exp.Null()))
