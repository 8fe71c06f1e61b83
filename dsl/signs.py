"""What is said about signs and spellings that the language does not have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from dsl import amounts
from dsl.codes import finding
from dsl.diagnostics import Diagnostic, Edit
from dsl.lexer import SIGNS, Token
from dsl.source import Span

_INSTEAD = {
    "==": ("one `=` is enough", "="),
    "&&": ("write `and`", "and"),
    "&": ("write `and`", "and"),
    "||": ("write `or`", "or"),
    "|": ("write `or`", "or"),
    "<>": ("write `!=`", "!="),
    "≠": ("write `!=`", "!="),
    "≥": ("write `>=`", ">="),
    "=>": ("write `>=`", ">="),
    "≤": ("write `<=`", "<="),
    "=<": ("write `<=`", "<="),
    "×": ("write `*`", "*"),
    "÷": ("write `/`", "/"),
    "–": ("write `-`", "-"),
    "—": ("write `-`", "-"),
    "−": ("write `-`", "-"),
    "…": ("write it out", ""),
    "!": ("write `not`, or `!=` between two values", ""),
    ";": ("leave it out; every statement has a line of its own", ""),
    "{": ("leave it out; the indentation opens the block, and lists stand in `(` and `)`", ""),
    "}": ("leave it out; the block ends where the indentation ends", ""),
    "[": ("write `(`", "("),
    "]": ("write `)`", ")"),
    "**": ("there are no powers; multiply with `*`", ""),
    "%": ("write it directly behind the number: `50%`", ""),
    "@": ('put addresses in quotes: `"growth@shop.example"`', ""),
    "$": ("write a plain number; `money` has no sign", ""),
    "€": ("write a plain number; `money` has no sign", ""),
    "£": ("write a plain number; `money` has no sign", ""),
    "₩": ("write a plain number; `money` has no sign", ""),
    "¥": ("write a plain number; `money` has no sign", ""),
    "?": ("leave it out, and what stands for yes and for no: a condition holds or does not", ""),
    "~": ("write `contains`, or `matches` with a pattern", ""),
    "∧": ("write `and`", "and"),
    "∨": ("write `or`", "or"),
    "¬": ("write `not`", "not"),
    "½": ("write `0.5`", "0.5"),
    "¼": ("write `0.25`", "0.25"),
    "¾": ("write `0.75`", "0.75"),
    "\\": ("leave it out; a line goes on after `,`, `and` and `or`", ""),
    "`": ("close the back-quote on the same line", ""),
}
_CURLY = "“”„«»‘’「」『』"

NEEDLESS = frozenset(";{}")
"""What ends a line or opens a block elsewhere, and is just left out at the end of a line."""


def about_sign(token: Token, path: str) -> Diagnostic:
    """The finding about a token of the kind BAD."""
    span = Span(path, token.start, token.end)
    for pattern, say in _SPELLINGS:
        match = pattern.fullmatch(token.text)
        if match:
            return say(match, span)
    help, right = _instead(token.text)
    code = "E0113" if token.text.isascii() else "E0008"
    edit = Edit(span, right) if right else None
    return finding(code, f"`{token.text}` is not used here", span, help, edit=edit)


def _instead(sign: str) -> tuple[str, str]:
    """What to do about a sign, and what to write for it where that is clear. East Asian keyboards
    have wide forms of all signs of ASCII."""
    narrow = unicodedata.normalize("NFKC", sign)
    if sign not in _INSTEAD and narrow in SIGNS:
        return f"write `{narrow}`", narrow
    return _INSTEAD.get(sign) or _INSTEAD.get(narrow) or ("leave it out", "")


Match = re.Match[str]


def _unseen(match: Match, span: Span) -> Diagnostic:
    return finding("E0003", "a character stands here that nobody can see", span,
                   "delete it, or type what is around it again", edit=Edit(span, ""))


def _half_curly(match: Match, span: Span) -> Diagnostic:
    right = f'"{match.group(1)}"'
    return finding("E0009", f"curly quotes {match.group(2)} do not close a text", span,
                   f"write straight quotes: `{right}`", edit=_quoted(match.group(1), span))


def _space(match: Match, span: Span) -> Diagnostic:
    if "\t" in match.group():
        return finding("E0002", "a tab stands in this line", span, "write a space",
                       edit=Edit(span, " "))
    return finding("E0003", "this is no ordinary space", span, "type it again with the space bar",
                   edit=Edit(span, " "))


def _curly(match: Match, span: Span) -> Diagnostic:
    inside = match.group().strip(_CURLY)
    help = f'write straight quotes: `"{inside}"`' if inside else 'write straight quotes: `"…"`'
    edit = _quoted(inside, span) if len(match.group()) > 1 else None
    title = f"curly quotes {match.group()[0]} are no quotes of a text"
    return finding("E0009", title, span, help, edit=edit)


def _single(match: Match, span: Span) -> Diagnostic:
    return finding("E0113", "texts stand in double quotes", span,
                   f'write `"{match.group(1)}"`', edit=_quoted(match.group(1), span))


def _quoted(inside: str, span: Span) -> Edit | None:
    """The text in straight quotes; None where it holds what means something else in them."""
    return None if {'"', "\\"} & set(inside) else Edit(span, f'"{inside}"')


def _unclosed(match: Match, span: Span) -> Diagnostic:
    return finding("E0007", "this text has no closing quote", span,
                   'put `"` behind its last character')


def _quotes(match: Match, span: Span) -> Diagnostic:
    return finding("E0006", '`"""` stands on a line of its own', span,
                   'put `"""` on the next line, deeper than this one')


def _thousands(match: Match, span: Span) -> Diagnostic:
    if match.group().startswith("0"):
        return _number(match.group(), match.group().replace(",", "."), span)
    plain = match.group().replace(",", "_")
    return finding("E0010", f"`{match.group()}` is no number", span,
                   f"write `{plain}`, or a space behind the comma for several values",
                   edit=Edit(span, plain))


def _with_points(match: Match, span: Span) -> Diagnostic:
    return _number(match.group(), match.group().replace(".", "_").replace("'", "_"), span)


def _thousand(match: Match, span: Span) -> Diagnostic:
    return _number(match.group(), f"{match.group(1)}_000", span)


def _hours_and_minutes(match: Match, span: Span) -> Diagnostic:
    right = f"{int(match.group(1)) * 60 + int(match.group(2))} minutes"
    return finding("E0010", f"`{match.group()}` is not how a length of time is written", span,
                   f"write `{right}`", edit=Edit(span, right))


def _ordinal(match: Match, span: Span) -> Diagnostic:
    return finding("E0010", f"`{match.group()}` is no number", span,
                   f"write `{match.group(1)}`, and for a day `every month on day "
                   f"{match.group(1)}`")  # fmt: skip


def _short_year(match: Match, span: Span) -> Diagnostic:
    return finding("E0010", f"`{match.group()}` is not how a day is written", span,
                   "write year, month and day, the year with four digits: `2026-12-31`")


def _number(typed: str, right: str, span: Span) -> Diagnostic:
    return finding("E0010", f"`{typed}` is no number", span, f"write `{right}`",
                   edit=Edit(span, right))


def _digits(match: Match, span: Span) -> Diagnostic:
    """Digits of another script, or wide ones."""
    typed = match.group()
    digits = (str(unicodedata.digit(each, each)) for each in typed)
    right = unicodedata.normalize("NFKC", "".join(digits))
    return finding("E0008", f"`{typed}` is not written in plain digits", span, f"write `{right}`",
                   edit=Edit(span, right))


def _day(year: str, month: str, day: str) -> str:
    return f"{year}-{month.zfill(2)}-{day.zfill(2)}"


def _year_first(match: Match, span: Span) -> Diagnostic:
    right = _day(*match.group("y", "m", "d"))
    clock = match.group("t")
    if clock:
        right += f" {clock[1:6]}"
    return finding("E0010", f"`{match.group()}` is not how a day is written", span,
                   f"write `{right}`", edit=Edit(span, right))


def _year_last(match: Match, span: Span) -> Diagnostic:
    first, second, year = match.group(1, 2, 3)
    readings = []
    if int(second) <= 12:
        readings.append(_day(year, second, first))
    if int(first) <= 12 and first != second:
        readings.append(_day(year, first, second))
    right = " or ".join(f"`{reading}`" for reading in readings) or "`2026-12-31`"
    edit = Edit(span, readings[0]) if len(readings) == 1 else None
    return finding("E0010", f"`{match.group()}` is not how a day is written", span,
                   f"write {right}: year, month, day", edit=edit)


def _clock(match: Match, span: Span) -> Diagnostic:
    hour, minute, half = match.group("h", "min", "half")
    at = int(hour) % 12 + (12 if half.lower() == "p" else 0) if half else int(hour)
    right = f"{at:02}:{(minute or '00').zfill(2)}"
    if at > 23 or int(minute or 0) > 59:
        return finding("E0116", f"there is no time `{match.group()}`", span,
                       "a day goes from `00:00` to `23:59`")
    return finding("E0010", f"`{match.group()}` is not how a time is written", span,
                   f"write `{right}`", edit=Edit(span, right))


def _glued(match: Match, span: Span) -> Diagnostic:
    number, word = match.group(1, 2)
    unit = amounts.unit(word)
    if not unit:
        return finding("E0010", f"`{match.group()}` is neither a number nor a name", span,
                       "a name begins with a letter; between a number and a word is a space")
    right = amounts.length(number, unit)
    return finding("E0010", f"`{match.group()}` is not how a length of time is written", span,
                   f"write `{right}`", edit=Edit(span, right))


_SPELLINGS: tuple[tuple[re.Pattern[str], Callable[[Match, Span], Diagnostic]], ...] = (
    (re.compile(r"\s+"), _space),
    (re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"), _unseen),
    (re.compile(r'"([^"“”„]*)([”“„])'), _half_curly),
    (re.compile(f"[{_CURLY}].*"), _curly),
    (re.compile(r"'(.*)'"), _single),
    (re.compile(r'"""'), _quotes),
    (re.compile(r'".*'), _unclosed),
    (re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?"), _thousands),
    (
        re.compile(r"(?P<y>[0-9]{4})[-./](?P<m>[0-9]{1,2})[-./](?P<d>[0-9]{1,2})(?P<t>T.*)?"),
        _year_first,
    ),
    (re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})"), _year_last),
    (re.compile(r"[0-9]{1,2}-[0-9]{1,2}-[0-9]{2}"), _short_year),
    (re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}|[0-9]{1,3}(?:'[0-9]{3})+"), _with_points),
    (re.compile(r"([0-9]{1,2})h([0-9]{1,2})m(?:in)?", re.IGNORECASE), _hours_and_minutes),
    (re.compile(r"([0-9]+)[kK]"), _thousand),
    (re.compile(r"([0-9]+)(?:st|nd|rd|th)"), _ordinal),
    (
        re.compile(
            r"(?P<h>[0-9]{1,2})(?:[:h](?P<min>[0-9]{1,2}))?(?::[0-9]{1,2})?"
            r"(?:[ ]?(?P<half>[ap])m)?",
            re.IGNORECASE,
        ),
        _clock,
    ),
    (re.compile(r"(?=.*[^\x00-\x7f])[\d_.:．：％]+"), _digits),
    (re.compile(r"([0-9]+(?:\.[0-9]+)?)(\w+)"), _glued),
)
