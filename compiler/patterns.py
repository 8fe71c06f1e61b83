"""Patterns of `matches`: the part of regular expressions that every engine reads alike (S10).

Characters, `.`, `[…]`, `(…)`, `|` and `* + ? {n} {n,m}`, about the whole text. A pattern is parsed
into a tree and written from it, in the one spelling that RE2 (DuckDB), PostgreSQL, Java (Spark)
and Python share; nothing of what was typed goes to an engine as it is.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import NoReturn

MOST = 255
"""The largest count in `{n}`: PostgreSQL's."""
LARGEST = 1000
"""The most characters that a pattern asks for, with all counts written out: RE2's bound."""


class PatternError(Exception):
    """What no engine, or not every engine, reads so: the characters `start` to `end` (excluded)
    of the pattern, what is wrong with them, and what to write."""

    def __init__(self, start: int, end: int, title: str, help: str) -> None:
        super().__init__(title)
        self.start, self.end, self.title, self.help = start, end, title, help


@dataclass(frozen=True, slots=True)
class Letter:
    letter: str


@dataclass(frozen=True, slots=True)
class Anything:
    """`.`: any one character, a new line too."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """`[a-z_]`: one character of these ranges; `negated`, one of no range."""

    ranges: tuple[tuple[str, str], ...]
    negated: bool


@dataclass(frozen=True, slots=True)
class Sequence:
    parts: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Either:
    options: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Repeated:
    """`most` None: without end."""

    part: Pattern
    least: int
    most: int | None


Pattern = Letter | Anything | OneOf | Sequence | Either | Repeated

_SIGNS = frozenset("\\.+*?()[]{}|^$")
_MEANT = {"d": "[0-9]", "w": "[A-Za-z0-9_]", "s": "[ ]", "D": "[^0-9]", "W": "[^A-Za-z0-9_]",
          "S": "[^ ]"}  # fmt: skip


def parse(text: str) -> Pattern:
    """The tree of a pattern. Raises PatternError with the place where it is none."""
    return _Parser(text).whole()


def written(pattern: Pattern) -> str:
    """The pattern as every engine reads it, for one that is held against the whole text and in
    which `.` is any character. Groups do not capture, and every sign is escaped."""
    match pattern:
        case Letter(letter):
            return _escaped(letter)
        case Anything():
            return "."
        case OneOf(ranges, negated):
            inner = "".join(
                _escaped(low) if low == high else f"{_escaped(low)}-{_escaped(high)}"
                for low, high in ranges
            )
            return f"[{'^' if negated else ''}{inner}]"
        case Sequence(parts):
            return "".join(map(written, parts))
        case Either(options):
            return f"(?:{'|'.join(map(written, options))})"
        case Repeated(part, least, most):
            inner = written(part)
            return (f"(?:{inner})" if isinstance(part, Sequence | Repeated) else inner) + _count(
                least, most
            )


def _escaped(letter: str) -> str:
    sign = letter.isascii() and not (letter.isalnum() or letter.isspace() or letter == "_")
    return f"\\{letter}" if sign else letter


def _count(least: int, most: int | None) -> str:
    short = {(0, None): "*", (1, None): "+", (0, 1): "?"}.get((least, most))
    if short is not None:
        return short
    return f"{{{least}}}" if least == most else f"{{{least},{'' if most is None else most}}}"


class _Parser:
    """Reads a pattern from left to right; `at` is the place of the next character."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def whole(self) -> Pattern:
        found = self._either()
        if self.at < len(self.text):
            self._refuse(self.at, "this `)` closes nothing", "a bracket that is meant is `[)]`")
        if _size(found) > LARGEST:
            self._refuse(0, "this pattern asks for more than engines can hold",
                         f"with all counts written out it may have {LARGEST} characters",
                         len(self.text))  # fmt: skip
        return found

    def _refuse(self, start: int, title: str, help: str, end: int | None = None) -> NoReturn:
        raise PatternError(start, end if end is not None else start + 1, title, help)

    def _next(self) -> str:
        return self.text[self.at : self.at + 1]

    def _takes(self, letter: str) -> bool:
        """Whether the next character is this one, which is then behind."""
        taken = self._next() == letter
        self.at += taken
        return taken

    def _either(self) -> Pattern:
        options = [self._sequence()]
        while self._takes("|"):
            options.append(self._sequence())
        return options[0] if len(options) == 1 else Either(tuple(options))

    def _sequence(self) -> Pattern:
        start, parts = self.at, []
        while self._next() not in ("", "|", ")"):
            parts.append(self._repeated())
        if not parts:
            self._refuse(start, "here nothing is said",
                         "for what may be missing write `?` behind it")  # fmt: skip
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def _repeated(self) -> Pattern:
        start = self.at
        part = self._atom()
        behind = self.at
        count = self._count()
        if count is None:
            return part
        if _is_mark(self.text[behind - 1]):
            self._refuse(behind - 1, "this repeats the mark without its letter",
                         "put the letter and its mark in parentheses")  # fmt: skip
        if self._next() in ("?", "+", "*", "{"):
            self._refuse(self.at, f"`{self._next()}` stands behind another count",
                         "about the whole text it makes no difference how much is tried first"
                         if self._next() in ("?", "+") else
                         f"put what is repeated in parentheses: `({self.text[start:self.at]})`",
            )  # fmt: skip
        return Repeated(part, *count)

    def _count(self) -> tuple[int, int | None] | None:
        for sign, count in (("*", (0, None)), ("+", (1, None)), ("?", (0, 1))):
            if self._takes(sign):
                return count
        return self._braces() if self._next() == "{" else None

    def _braces(self) -> tuple[int, int | None]:
        start, end = self.at, self.text.find("}", self.at) + 1
        inner = self.text[start + 1 : end - 1] if end else ""
        low, comma, high = inner.partition(",")
        well = low.isascii() and low.isdigit() and (not high or (high.isascii() and high.isdigit()))
        if not well:
            self._refuse(start, "this is no count", "write `{3}`, `{3,}` or `{3,5}`; "
                         "a brace that is meant is `[{]`", end or None)  # fmt: skip
        self.at = end
        least, most = int(low), int(high) if high else None if comma else int(low)
        if max(least, most or 0) > MOST:
            self._refuse(start, f"no engine of all counts beyond {MOST}",
                         f"at most `{{{MOST}}}`", end)  # fmt: skip
        if most is not None and most < max(least, 1):
            self._refuse(start, "this count holds nothing", "the smaller number stands first", end)
        return least, most

    def _atom(self) -> Pattern:
        start, letter = self.at, self._next()
        self.at += 1
        if letter == "(":
            return self._group(start)
        if letter == "[":
            return self._class(start)
        if letter == ".":
            return Anything()
        if letter == "\\":
            return Letter(self._escape(start))
        if letter in _SIGNS:
            self._refuse(start, *_misplaced(letter))
        return Letter(letter)

    def _group(self, start: int) -> Pattern:
        if self._next() == "?":
            self._refuse(start, "engines differ in what they read behind `(?`",
                         "write plain parentheses: `(…)`", start + 2)  # fmt: skip
        found = self._either()
        if not self._takes(")"):
            self._refuse(start, "this parenthesis is never closed",
                         "one that is meant is `[(]`")  # fmt: skip
        return found

    def _escape(self, start: int) -> str:
        letter = self._next()
        self.at += 1
        if letter in _MEANT:
            self._refuse(start, f"engines read `\\{letter}` differently",
                         f"write `{_MEANT[letter]}`", start + 2)  # fmt: skip
        if not letter.isascii() or letter.isalnum() or letter.isspace() or not letter:
            self._refuse(start, f"`\\{letter}` is not read alike everywhere",
                         "a backslash stands before a sign that is meant as it is",
                         start + 2)  # fmt: skip
        return letter

    def _class(self, start: int) -> Pattern:
        negated = self._takes("^")
        ranges: list[tuple[str, str]] = []
        while self._next() not in ("]", ""):
            ranges.append(self._range())
        if not self._takes("]"):
            self._refuse(start, "this bracket is never closed",
                         "one that is meant is `\\\\[`")  # fmt: skip
        if not ranges:
            self._refuse(start, "between these brackets stands nothing",
                         "a bracket that is meant is `\\\\]`", self.at)  # fmt: skip
        return OneOf(tuple(ranges), negated)

    def _range(self) -> tuple[str, str]:
        start = self.at
        low = self._member(between=True)
        if self._next() != "-" or self.text[self.at + 1 : self.at + 2] in ("]", ""):
            return low, low
        self.at += 1
        high = self._member(between=False)
        if high < low:
            self._refuse(start, f"from `{low}` to `{high}` lies nothing",
                         f"write `{high}-{low}`", self.at)  # fmt: skip
        return low, high

    def _member(self, *, between: bool) -> str:
        start, letter = self.at, self._next()
        self.at += 1
        if letter == "\\":
            return self._escape(start)
        if letter == "[":
            self._refuse(start, "engines read `[` between brackets differently",
                         "write `\\\\[` where it is meant")  # fmt: skip
        if _is_mark(letter):
            self._refuse(start, "this mark belongs to a letter, and brackets hold single ones",
                         "write the letters with `|`: `(a|b)`")  # fmt: skip
        edge = self.text[start - 1] in "[^" or self._next() in ("]", "")
        if letter == "-" and not (between and edge):
            self._refuse(start, "this `-` is between no two characters",
                         "where it is meant it stands last")  # fmt: skip
        return letter


def _misplaced(sign: str) -> tuple[str, str]:
    itself = f"where the sign is meant write `{_itself(sign)}`"
    if sign in "^$":
        where = "begins" if sign == "^" else "ends"
        return (f"a pattern {where} where the text {where}, so `{sign}` says nothing",
                f"leave it out; for something around it write `.*`; {itself}")  # fmt: skip
    if sign in "*+?{":
        return f"`{sign}` repeats nothing here", itself
    return f"this `{sign}` closes nothing", itself


def _itself(sign: str) -> str:
    """How a sign that is meant as it is is typed in a text."""
    return f"\\\\{sign}" if sign in "^[]" else f"[{sign}]"


def _is_mark(letter: str) -> bool:
    return bool(letter) and unicodedata.category(letter).startswith("M")


def _size(pattern: Pattern) -> int:
    """How many characters the pattern asks for, with all counts written out."""
    match pattern:
        case Sequence(parts) | Either(parts):
            return sum(map(_size, parts))
        case Repeated(part, least, most):
            return _size(part) * max(least, most or 0, 1)
        case _:
            return 1
