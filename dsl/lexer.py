"""Text to tokens: one regular expression for everything that can stand in a line.

The lexer never fails: what the language does not have arrives as a token of the kind BAD, and
the message about it is written where the line is parsed. Words are all NAME here; which of them
is a keyword is decided by the parser, from what may stand at the place.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple


class Token(NamedTuple):
    """`kind` is a terminal of the grammar (NAME, STRING, NUMBER, … or the sign itself), COMMENT
    or BAD. `text` is as typed, but words of any script are made NFC. Offsets are of the file."""

    kind: str
    text: str
    start: int
    end: int


SIGNS = {
    ">=": "COMPARISON", "<=": "COMPARISON", "!=": "COMPARISON", "<": "COMPARISON",
    ">": "COMPARISON", "=": "EQUAL", "(": "LPAR", ")": "RPAR", ",": "COMMA", ".": "DOT",
    ":": "COLON", "+": "PLUS", "-": "MINUS", "*": "STAR", "/": "SLASH",
}  # fmt: skip
"""The signs and the terminals that they are."""

PHRASES = {
    "in last": "IN_LAST", "in next": "IN_NEXT", "in top": "IN_TOP", "in bottom": "IN_BOTTOM",
    "the first of": "THE_FIRST_OF",
    "yes/no": "YES_NO",
}  # fmt: skip
"""Words that are one token together, since the word behind decides what the first one means."""

_DIGITS = r"[0-9]+(?:_[0-9]+)*"
_PARTS = {
    "SPACE": r"[ \r]+|\t+(?=[ \t\r]*(?:\n|\Z))",
    "PHRASE": r"(?:in[ ]+(?:last|next)|the[ ]+first[ ]+of|yes/no)(?!\w)"
    r"|in[ ]+(?:top|bottom)(?=[ ]+[0-9])",
    "NAME": r"[A-Za-z_][A-Za-z0-9_]*+(?![^\x00-\x7f])",
    "WORD": r"[^\W\d]",
    "BLOCK": r'"""',
    "STRING": r'"(?:[^"\\\n]|\\[^\n])*"',
    "SIGN": r"(?!==|=>|=<|\*\*)(?:>=|<=|!=|<(?!>)|[->=(),.:+*/])",
    "INSTANT": r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ ]+[0-9]{2}:[0-9]{2}(?![\w:])",
    "DATE": r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![\w/-])",
    "TIME": r"[0-9]{2}:[0-9]{2}(?![\w:]|[ ]?[ap]m\b)",
    "ODD": r"[0-9]{4}[-./][0-9]{1,2}[-./][0-9]{1,2}(?:T[0-9:.]*Z?)?\b"
    r"|[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{4}\b"
    r"|[0-9]{1,2}-[0-9]{1,2}-[0-9]{2}(?:[0-9]{2})?\b"
    r"|[0-9]{1,3}(?:\.[0-9]{3}){2,}(?![0-9_.])|[0-9]{1,3}(?:'[0-9]{3})+(?![0-9_])"
    r"|[0-9]{1,2}:[0-9]{1,2}(?::[0-9]{1,2})?(?:[ ]?[ap]m\b)?"
    r"|[0-9]{1,3}(?:,[0-9]{3})+(?![0-9_])(?:\.[0-9]+)?"
    r"|[0-9]+[ ]?[ap]m\b",
    "PERCENT": rf"{_DIGITS}(?:\.[0-9]+)?%",
    "NUMBER": rf"{_DIGITS}(?:\.[0-9]+)?(?![\w%])",
    "COMMENT": r"\#[^\n]*",
    "QUOTED": r"`[^`\n]+`",
    "BAD": r"[0-9]+(?:\.[0-9]+)?\w+"
    r"|\d+(?:[_.:．：]\d+)*[%％]?"
    r"|==|&&|\|\||<>|=>|=<|\*\*"
    r"|[“”„«»][^“”„«»\"\n]*[“”«»]|[‘’][^‘’\n]*[’]|[「『][^」』\n]*[」』]|'[^'\n]*'"
    r'|"(?:[^"\\\n]|\\[^\n])*\\?'
    r"|\s+|.",
}
_MASTER = re.compile("|".join(f"(?P<{kind}>{part})" for kind, part in _PARTS.items()))


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The tokens of `text[start:end]`, which is one line of a file, comments included."""
    found: list[Token] = []
    while start < end:
        start = _scan(text, start, end, found)
    return found


def _scan(text: str, start: int, end: int, found: list[Token]) -> int:
    """Adds tokens to `found` and returns how far it came: where a word ends that has other letters
    than ASCII's is looked for by hand, and the scan begins again behind it."""
    for match in _MASTER.finditer(text, start, end):
        kind = match.lastgroup or "BAD"
        if kind == "SPACE":
            continue
        piece = match.group()
        at = match.start()
        if kind == "SIGN":
            kind = SIGNS[piece]
        elif kind == "WORD":
            stop = _name_end(text, at, end)
            behind = max(stop, at + 1)
            found.append(_word(text[at:behind], at, is_name=stop > at))
            return behind
        elif kind == "PHRASE":
            piece = " ".join(piece.split())
            kind = PHRASES[piece]
        elif kind in ("BLOCK", "ODD"):
            kind = "BAD"
        found.append(Token(kind, piece, at, match.end()))
    return end


_IN_WORD = re.compile(r"\w|[^\x00-\u02ff]")


def _name_end(text: str, start: int, end: int) -> int:
    """Where the name ends that begins at `start`; `start` where none does. Python's \\w knows no
    combining marks, without which Hindi and Thai have no words."""
    if not text[start].isidentifier():
        return start
    for at in range(start, end):
        letter = text[at]
        if not _IN_WORD.match(letter) or not _goes_on(letter):
            return at
    return end


def _goes_on(letter: str) -> bool:
    return ("a" + letter).isidentifier() or letter in "\u200c\u200d"


def _word(piece: str, at: int, *, is_name: bool) -> Token:
    text = unicodedata.normalize("NFC", piece)
    return Token("NAME" if is_name else "BAD", text, at, at + len(piece))
