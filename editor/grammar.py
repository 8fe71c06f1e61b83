"""Makes the highlighting of the VS Code extension: `python -m editor.grammar`.

A TextMate grammar knows patterns and no meaning. The words of the language come from the parse
tables, so that a new word is coloured as soon as it is one; a test proves that the committed file
is what this makes. What a name is, the server tells.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from dsl.engine import tables
from dsl.expected import words
from dsl.heads import known_heads

FILE = Path(__file__).parent / "vscode" / "syntaxes" / "campaign.tmLanguage.json"

NAME = r"[\p{L}_][\p{L}\p{M}\p{N}_]*"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
UNITS = ("second", "minute", "hour", "day", "week", "month", "year")

_BLOCKS = (
    "campaign_line", "step_line", "entry_line", "policy_line", "channel_line", "offer_line",
    "hook_line", "test_line", "condition_line", "variant_line", "message_line",
)  # fmt: skip

Pattern = dict[str, Any]


def made() -> Pattern:
    """The grammar, as VS Code reads it."""
    return {
        "name": "Segue campaign",
        "scopeName": "source.campaign",
        "fileTypes": ["campaign"],
        "patterns": [{"include": f"#{name}"} for name in _ORDER],
        "repository": {**_repository(), "liquid": _liquid()},
    }


_ORDER = (
    "comment", "block", "declaration", "field", "line", "string", "column", "instant", "number",
    "weekday", "truth", "unit", "word", "sign",
)  # fmt: skip


def _repository() -> dict[str, Pattern]:
    return {
        "comment": {"name": "comment.line.number-sign.campaign", "match": "#.*$"},
        "block": {
            "name": "string.quoted.triple.campaign",
            "begin": '^\\s*(""")\\s*$', "end": '^\\s*(""")',
            "patterns": [{"include": "#liquid"}],
        },
        "declaration": _declaration(),
        "field": _field(),
        "line": {
            "match": rf"^\s+({_any(_heads())})(?![\p{{L}}\p{{N}}_])",
            "captures": {"1": {"name": "keyword.control.campaign"}},
        },
        "string": {
            "name": "string.quoted.double.campaign", "begin": '"', "end": '"|$',
            "patterns": [
                {"name": "constant.character.escape.campaign", "match": r"\\."},
                {"include": "#liquid"},
            ],
        },
        "column": {"name": "variable.other.column.campaign", "match": "`[^`\\n]+`"},
        "instant": {
            "name": "constant.numeric.instant.campaign",
            "match": r"\d{4}-\d{2}-\d{2}(?: +\d{2}:\d{2})?|(?<![\d:])\d{2}:\d{2}(?![\d:])",
        },
        "number": {
            "name": "constant.numeric.campaign",
            "match": r"(?<![\p{L}\p{N}_])\d[\d_]*(?:\.\d+)?%?(?![\p{L}\p{N}_])",
        },
        "weekday": _words("constant.language.weekday", WEEKDAYS),
        "truth": _words("constant.language", ("yes", "no")),
        "unit": _words("support.type.unit", [each for u in UNITS for each in (u, f"{u}s")]),
        "word": _words("keyword.other", _others()),
        "sign": {"name": "keyword.operator.campaign", "match": r">=|<=|!=|[<>=+*/-]"},
    }  # fmt: skip


def _declaration() -> Pattern:
    """The first line of a declaration, and the name that it declares."""
    return {
        "match": rf"^({_any(known_heads('declaration'))})(?:\s+({NAME}))?",
        "captures": {
            "1": {"name": "storage.type.campaign"},
            "2": {"name": "entity.name.type.campaign"},
        },
    }


def _field() -> Pattern:
    """`city text from town`: a field, its type, its column."""
    types = _any((_starting("type") - {"list"}) | {"one of", "list of text"})
    return {
        "match": rf"^\s+({NAME})\s+({types})(?=[\s,]|$)",
        "captures": {
            "1": {"name": "variable.other.member.campaign"},
            "2": {"name": "support.type.campaign"},
        },
    }


def _liquid() -> Pattern:
    return {
        "name": "meta.embedded.liquid.campaign",
        "begin": r"\{\{-?|\{%-?", "end": r"-?\}\}|-?%\}",
        "beginCaptures": {"0": {"name": "punctuation.section.embedded.begin.campaign"}},
        "endCaptures": {"0": {"name": "punctuation.section.embedded.end.campaign"}},
        "patterns": [
            {"name": "string.quoted.liquid.campaign", "match": "\"[^\"]*\"|'[^']*'"},
            {
                "match": r"\|\s*(\w+)",
                "captures": {"1": {"name": "support.function.filter.campaign"}},
            },
            {"name": "variable.other.liquid.campaign", "match": rf"{NAME}(?:\.{NAME})*"},
        ],
    }


def _heads() -> list[str]:
    """The words that lines in blocks begin with, and those that open a line of conditions."""
    found = {word for start in _BLOCKS for word in known_heads(start)}
    return sorted(word for word in found if word[0].isalpha())


def _others() -> list[str]:
    """All other words of the language; those of types stand in fields only, and are mostly names
    elsewhere (`email`)."""
    units = {each for unit in UNITS for each in (unit, f"{unit}s")}
    return sorted(set(tables().words) - {*WEEKDAYS, *units, *_starting("type"), "yes", "no"})


def _starting(part: str) -> set[str]:
    """The words that a part of a line consists of."""
    rules = [rule for rule in tables().rules if rule.origin in (part, f"{part}_word")]
    return {words()[rule.first] for rule in rules if rule.first in words()}


def _words(scope: str, found: Iterable[str]) -> Pattern:
    """Whole words, whatever letters a name may have: none stands beside them."""
    return {
        "name": f"{scope}.campaign",
        "match": rf"(?<![\p{{L}}\p{{N}}_.])(?:{_any(found)})(?![\p{{L}}\p{{N}}_])",
    }


def _any(found: Iterable[str]) -> str:
    """One of these, the longest first."""
    return "|".join(sorted(found, key=lambda word: (-len(word), word)))


def text() -> str:
    """What the file must hold."""
    return json.dumps(made(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), "utf-8")
