"""Tokens to the text of a line: one spacing, and one way to break what is too long."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import combining, east_asian_width

from dsl.lexer import Token

WIDTH = 100
CONTINUED = "    "

_TIGHT_BEFORE = frozenset({"RPAR", "COMMA", "COLON", "DOT"})
_TIGHT_AFTER = frozenset({"LPAR", "DOT"})
_VALUES = frozenset({"NAME", "NUMBER", "RPAR", "STRING", "PERCENT", "QUOTED"})
_BEFORE_NEGATIVE = frozenset(
    ["and", "between", "contains", "else", "if", "matches", "not", "or", "when", "where", "with"]
)
_WITHOUT_ARITHMETIC = frozenset({"customer", "at", "expect"})
"""Lines of a test: a minus in them belongs to the number behind it."""


def spaced(tokens: Sequence[Token]) -> str:
    """The tokens in one line."""
    return "".join(piece for _, piece in _pieces(tokens))


def width(text: str) -> int:
    """How many columns a text takes: letters of Chinese, Japanese and Korean take two."""
    if text.isascii():
        return len(text)
    return sum(
        0 if combining(letter) else 2 if east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def broken(tokens: Sequence[Token], indent: str, first: str = "") -> list[str]:
    """The tokens, behind `first`, in as many lines as `WIDTH` asks for, each but the first
    indented deeper.

    A line goes on only after `,`, `and` and `or`, so those are the places to break at; a piece
    without such a place stays whole, however long.
    """
    lines = [indent + first]
    for chunk in _chunks(tokens):
        if lines[-1].strip() and width(lines[-1]) + width(chunk.rstrip()) > WIDTH:
            lines.append(indent + CONTINUED + chunk.lstrip())
        else:
            lines[-1] += chunk
    return [line.rstrip() for line in lines]


def _chunks(tokens: Sequence[Token]) -> list[str]:
    """The line cut behind each place at which it may be broken."""
    chunks = [""]
    for token, piece in _pieces(tokens):
        chunks[-1] += piece
        if token.kind == "COMMA" or (token.kind == "NAME" and token.text in ("and", "or")):
            chunks.append("")
    return [chunk for chunk in chunks if chunk]


def _pieces(tokens: Sequence[Token]) -> list[tuple[Token, str]]:
    """Each token with the space before it."""
    pieces = []
    before: Token | None = None
    joined = True
    always = bool(tokens) and (tokens[0].text in _WITHOUT_ARITHMETIC or _is_record(tokens))
    for token in tokens:
        tight = joined or token.kind in _TIGHT_BEFORE
        pieces.append((token, token.text if tight else " " + token.text))
        sign = token.kind == "MINUS" and (always or _is_sign(before))
        joined = token.kind in _TIGHT_AFTER or sign
        before = token
    return pieces


def _is_record(tokens: Sequence[Token]) -> bool:
    """`booking b of minji with places -3`, a line of a test too."""
    return [token.kind for token in tokens[:2]] == ["NAME"] * 2 and len(tokens) > 2 and (
        tokens[2].text == "of" and tokens[0].text != "median"
    )


def _is_sign(before: Token | None) -> bool:
    """Whether a minus behind `before` belongs to the number that follows it."""
    if before is None or before.kind not in _VALUES:
        return True
    return before.kind == "NAME" and before.text in _BEFORE_NEGATIVE
