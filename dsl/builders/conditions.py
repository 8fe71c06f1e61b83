"""Conditions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from dsl import tree
from dsl.builders.literals import date, percent, span_of, text_of
from dsl.builders.registry import Refused, builds
from dsl.builders.values import CONDITIONS, as_value
from dsl.diagnostics import Edit
from dsl.lexer import Token
from dsl.source import Span


@dataclass(slots=True)
class Chain:
    """Conditions with `and` or `or` between them, before it is known that these are not mixed."""

    parts: list[Any]
    words: list[Token]
    span: Span


class Mixed(Refused):
    """`and` and `or` in one chain, which can be read in two ways."""

    def __init__(self, chain: Chain) -> None:
        first = chain.words[0].text
        other = next(word for word in chain.words if word.text != first)
        super().__init__(
            "E0105", "`and` and `or` are mixed without parentheses",
            Span(chain.span.path, other.start, other.end),
        )  # fmt: skip
        self.chain = chain


def as_condition(node: Any) -> Any:
    """The node as a condition: a field that stands alone is a yes/no field."""
    if isinstance(node, (*CONDITIONS, tree.Unbuilt)):
        return node
    if isinstance(node, tree.Path):
        return tree.Truth(node, span=node.span)
    if name := _hyphened(node):
        raise Refused("E0113", "a name has no hyphen", node.span, f"write `{name}`",
                      Edit(node.span, name))
    raise Refused(
        "E0114", "`{typed}` is no condition", node.span,
        "say what it is compared with, such as `> 3`",
    )  # fmt: skip


def _hyphened(node: Any) -> str:
    """The name that was meant by `wants-email`; "" where it is no such."""
    if isinstance(node, tree.Path) and len(node.parts) == 1:
        return node.parts[0].text
    if not isinstance(node, tree.Calculation) or node.op != "-":
        return ""
    left, right = _hyphened(node.left), _hyphened(node.right)
    glued = node.left.span.end + 1 == node.right.span.start
    return f"{left}_{right}" if left and right and glued else ""


@builds()
def chain(span: Span, part: Any) -> Chain:
    return Chain([part], [], span)


@builds("and_chain", "or_chain")
def longer_chain(span: Span, part: Any, word: Token, rest: Chain) -> Chain:
    rest.parts.insert(0, part)
    rest.words.insert(0, word)
    rest.span = span
    return rest


@builds()
def condition(span: Span, chain: Chain) -> Any:
    """One condition of a chain: All, Any or the only part."""
    if len(chain.parts) == 1:
        return as_condition(chain.parts[0])
    if len({word.text for word in chain.words}) > 1:
        raise Mixed(chain)
    parts = tuple(as_condition(part) for part in chain.parts)
    if chain.words[0].text == "and":
        return tree.All(parts, span=span)
    return tree.Any(parts, span=span)


@builds()
def parentheses(span: Span, chain: Chain) -> Any:
    """What is inside: a value or a condition, which what stands around it decides."""
    if len(chain.parts) == 1:
        return chain.parts[0]
    return condition(span, chain)


@builds()
def negation(span: Span, part: Any) -> tree.Not:
    return tree.Not(as_condition(part), span=span)


# Comparisons -------------------------------------------------------------------------------------


def _compare(op: str, span: Span, left: Any, right: Any) -> tree.Compare:
    return tree.Compare(op, as_value(left), as_value(right), span=span)


@builds()
def compare(span: Span, left: Any, op: Token, right: Any) -> tree.Compare:
    return _compare(op.text, span, left, right)


@builds()
def contains(span: Span, left: Any, right: Any) -> tree.Compare:
    return _compare("contains", span, left, right)


@builds()
def starts_with(span: Span, left: Any, right: Any) -> tree.Compare:
    return _compare("starts with", span, left, right)


@builds()
def ends_with(span: Span, left: Any, right: Any) -> tree.Compare:
    return _compare("ends with", span, left, right)


@builds()
def matches(span: Span, value: Any, pattern: Any) -> tree.Matches:
    return tree.Matches(as_value(value), as_value(pattern), span=span)


@builds()
def between(span: Span, value: Any, low: Any, high: Any) -> tree.Between:
    return tree.Between(as_value(value), as_value(low), as_value(high), span=span)


@builds()
def one_of(span: Span, value: Any, options: tuple[Any, ...]) -> tree.OneOf:
    return tree.OneOf(as_value(value), tuple(as_value(x) for x in options), span=span)


@builds()
def none_of_these(span: Span, value: Any, options: tuple[Any, ...]) -> tree.Not:
    return tree.Not(one_of(span, value, options), span=span)


@builds()
def known(span: Span, value: Any) -> tree.Known:
    return tree.Known(as_value(value), span=span)


@builds()
def unknown(span: Span, value: Any) -> tree.Not:
    return tree.Not(known(span, value), span=span)


@builds()
def equals_yes_no(span: Span, value: Any, answer: Token) -> Any:
    field = ".".join(x.text for x in value.parts) if isinstance(value, tree.Path) else "…"
    held = field if answer.text == "yes" else f"not {field}"
    raise Refused(
        "E0113", "a yes/no field stands alone or behind `not`", span, f"write `{held}`",
        Edit(span, held) if isinstance(value, tree.Path) else None,
    )


@builds()
def when(span: Span, value: Any, window: Any) -> Any:
    if isinstance(value, tree.Unbuilt):
        return value
    return tree.When(value, window, span=span)


# Events and segments -----------------------------------------------------------------------------


def _has(span: Span, event: Any, window: Any, followed: Any = None) -> tree.Has | tree.Unbuilt:
    if isinstance(event, tree.Unbuilt):
        return event
    if isinstance(followed, tree.Unbuilt):
        return followed
    return tree.Has(event, window, None, followed, span=span)


@builds("has", "has_followed")
def has(span: Span, event: Any, window: Any, followed: Any = None) -> Any:
    return _has(span, event, window, followed)


@builds("has_no", "has_no_followed")
def has_no(span: Span, event: Any, window: Any, followed: Any = None) -> Any:
    return tree.Not(_has(span, event, window, followed), span=span)


@builds()
def has_where(span: Span, has: Any, where: Any) -> Any:
    """The `where` belongs to the event in front of it, which is that of `followed by` if any."""
    if isinstance(has, tree.Unbuilt):
        return has
    if isinstance(has, tree.Not):
        return tree.Not(has_where(span, has.part, where), span=span)
    if has.followed is not None:
        return replace(has, followed=replace(has.followed, where=where), span=span)
    return replace(has, where=where, span=span)


def _followed(span: Span, event: Any, within: tree.Duration, *, negated: bool) -> Any:
    if isinstance(event, tree.Unbuilt):
        return event
    return tree.Followed(event, within, None, negated, span=span)


@builds()
def followed(span: Span, event: Any, within: tree.Duration) -> Any:
    return _followed(span, event, within, negated=False)


@builds()
def not_followed(span: Span, event: Any, within: tree.Duration) -> Any:
    return _followed(span, event, within, negated=True)


@builds()
def in_segment(span: Span, name: tree.Name) -> tree.InSegment:
    return tree.InSegment(name, span=span)


@builds()
def joined(span: Span, name: tree.Name, window: tree.Window | None) -> tree.Moved:
    return tree.Moved(None, name, window, span=span)


@builds()
def dropped(span: Span, name: tree.Name, window: tree.Window | None) -> tree.Moved:
    return tree.Moved(name, None, window, span=span)


@builds()
def quoted_place(span: Span, text: Token) -> tree.Name:
    """A line of groups may have spaces in its name: `"At Risk"`."""
    return tree.Name(text_of(text, span).value, span=span)


@builds()
def moved(
    span: Span, source: tree.Name, target: tree.Name, window: tree.Window | None
) -> tree.Moved:
    return tree.Moved(source, target, window, span=span)


@builds()
def in_best(
    span: Span, which: Token, share: Token, value: Any, across: tree.Name | None = None
) -> tree.InBest:
    end = which.text.split()[-1]
    found = percent(span_of(share, span), share)
    return tree.InBest(end, found, as_value(value), across, span=span)


@builds()
def today_is_weekday(span: Span, day: Token) -> tree.TodayIs:
    return tree.TodayIs(day.text, span=span)


@builds()
def today_is_date(span: Span, day: Token) -> tree.TodayIs:
    return tree.TodayIs(date(span, day), span=span)


@builds()
def reachable(span: Span, channel: tree.Name) -> tree.Reachable:
    return tree.Reachable(channel, span=span)


@builds()
def has_unused(span: Span, offer: tree.Name) -> tree.HasUnused:
    return tree.HasUnused(offer, span=span)
