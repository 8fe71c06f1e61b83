"""`matches`: texts of a pattern (S10)."""

from __future__ import annotations

from compiler.meaning import texts
from compiler.meaning.literals import WORDS, text
from compiler.meaning.scope import Scope
from compiler.meaning.values import value
from compiler.model.conditions import Condition, Matches
from compiler.patterns import PatternError, parse
from dsl import tree
from dsl.source import Span


def matches(node: tree.Matches, scope: Scope) -> Condition | None:
    """The typed condition; E0301 for what is no text, E0326 for what not every engine reads."""
    found = value(node.value, scope)
    if texts.is_list(found):
        texts.alone(node.value, "`matches`", scope)
        return None
    if found is not None and not found.type.textual:
        scope.world.findings.add(
            "E0301", node.value.span, f"`matches` looks into texts, and this is {WORDS[found.type]}"
        )  # fmt: skip
        return None
    if not isinstance(node.pattern, tree.Text):
        scope.world.findings.add(
            "E0326", node.pattern.span, "a pattern is written out, so that it can be checked",
            'write it in quotes: `matches "S.*"`',
        )  # fmt: skip
        return None
    if not _read(node.pattern, scope) or found is None:
        return None
    return Matches(found, text(node.pattern))


def _read(node: tree.Text, scope: Scope) -> bool:
    try:
        parse(text(node))
    except PatternError as error:
        span = _span(node, error.start, error.end)
        scope.world.findings.add("E0326", span, error.title, error.help)
        return False
    return True


def _span(node: tree.Text, start: int, end: int) -> Span:
    """The characters of a text where they stand in the file; the whole text where it is written
    otherwise than it reads (not in NFC)."""
    widths = [2 if letter in '\\"\n' else 1 for letter in node.value]
    first = node.span.start + 1
    if first + sum(widths) + 1 != node.span.end:
        return node.span
    begin = first + sum(widths[:start])
    return Span(node.span.path, begin, max(first + sum(widths[:end]), begin + 1))
