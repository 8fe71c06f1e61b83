"""What a dialect that is only printed has words for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import sqlglot
from sqlglot import exp

from compiler.sql import build


class CannotPrint(Exception):
    """A dialect has no words for a construct. The message names both."""


@dataclass(frozen=True)
class Words:
    """`reads` is sqlglot's name of the dialect. `functions`: by a function's or a primitive's name
    how it is said here, in SQL of the dialect in which `_1`, `_2` … stand for the arguments; a
    primitive that is missing cannot be said, another function that is missing is called alike.
    `moved`: an instant `_1` moved by `_2` of `{unit}`. `days`: from the date `_2` to `_1`.
    `timestamp`: the type of times without zone, of microseconds; `first` and `last`: the earliest
    and latest that it holds. `filters`: whether aggregates take FILTER; where they do not, what
    is said of `SEGUE_FIRST where` has the condition as `_4`. `values`: whether VALUES can be read
    as a table with names of columns. `pattern`: a regular expression that is the whole text;
    `truncated`: the words for a month and a week from Monday on, where they are no text. `wide`:
    the decimals that hold 38 digits, where DECIMAL does not. `plain_names`: whether no name may
    hold a dot. `settings`: what must be set for the query to mean what it says."""

    title: str
    reads: str
    functions: Mapping[str, str]
    moved: str
    timestamp: str
    days: str = "_1 - _2"
    first: str = "0001-01-01 00:00:00"
    last: str = "9999-12-31 00:00:00"
    wide: str = ""
    filters: bool = True
    values: bool = True
    pattern: str = r"(?s)\A(?:{})\z"
    truncated: Mapping[str, str] = field(default_factory=dict)
    plain_names: bool = False
    settings: Mapping[str, int] = field(default_factory=dict)

    def say(self, template: str, *arguments: exp.Expr) -> exp.Expr:
        """A template with its arguments put in."""
        found = exp.Paren(this=sqlglot.parse_one(template, read=self.reads))
        for column in list(found.find_all(exp.Column)):
            place = column.name.removeprefix("_")
            if column.name != place and place.isdigit() and not column.args["this"].quoted:
                column.replace(_wrapped(arguments[int(place) - 1].copy()))
        said: exp.Expr = found.this
        return build.paren(said) if isinstance(said, exp.Binary) else said

    def function(self, name: str, arguments: list[exp.Expr]) -> exp.Expr | None:
        """How a call is said; None: alike. Raises CannotPrint."""
        if name in self.functions:
            return self.say(self.functions[name], *arguments)
        if name in CONSTRUCTS:
            raise CannotPrint(f"{self.title} has no words for {CONSTRUCTS[name]}")
        return None


def _wrapped(argument: exp.Expr) -> exp.Expr:
    alone = exp.Binary | exp.Predicate | exp.Not | exp.Neg
    return build.paren(argument) if isinstance(argument, alone) else argument


CONSTRUCTS = {
    "SEGUE_QUOTIENT": "a division that is rounded exactly",
    "SEGUE_TIMES": "a product that is rounded exactly",
    "SEGUE_PLUS": "a sum that is unknown where it does not fit",
    "SEGUE_MINUS": "a difference that is unknown where it does not fit",
    "SEGUE_LISTED": "a median, which needs all values in order",
    "SEGUE_MIDDLES": "a median, which needs all values in order",
    "SEGUE_FIRST": "a field of the first event",
    "SEGUE_LAST": "a field of the last event",
    "SEGUE_FIRST where": "a field of the first event",
    "SEGUE_LAST where": "a field of the last event",
    "SEGUE_PICKED": "a field of the first or last event",
    "SEGUE_MICROS": "a gap between events in microseconds",
    "SEGUE_UNIT": "a lot drawn from a customer's key",
    "SEGUE_BYTES": "the order of text by its letters' code points",
    "SEGUE_ISODOW": "the day of the week",
    "SEGUE_MATCHES": "`matches`",
    "SEGUE_HAS": "`contains` of a list of texts",
    "SEGUE_NFC": "text in NFC",
}
"""What the primitives are for, in the words of a campaign file."""

ALIKE = {"SEGUE_BYTES": "_1", "SEGUE_PICKED": "_1"}
"""What needs no words in a dialect that orders text by its bytes in UTF-8, and whose aggregates
give a first value as it is."""
