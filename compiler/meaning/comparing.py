"""Comparisons: only what is alike can be compared."""

from __future__ import annotations

from datetime import date, datetime, time

from compiler import zones
from compiler.meaning import foreign, texts
from compiler.meaning.literals import EXAMPLES, WORDS, option
from compiler.meaning.options import called, options
from compiler.meaning.scope import Scope
from compiler.meaning.values import value
from compiler.model.conditions import Between, Compare, Condition, Not, OneOf, TextMatch
from compiler.model.values import Const, GroupValue, Type, Value
from dsl import tree
from dsl.diagnostics import Edit

MATCHES = ("contains", "starts with", "ends with")
ORDERED = ("<", "<=", ">", ">=")


def compare(node: tree.Compare, scope: Scope) -> Condition | None:
    """`left op right`; `!=` is `not` of `=` (S9)."""
    left = value(node.left, scope)
    if foreign.reported(node, left, scope):
        return None
    right = _other(node.right, left, scope)
    if left is None or right is None:
        return None
    if node.op == "contains" and texts.is_list(left):
        return texts.contains(node, left, right, scope)
    if texts.compared(node, left, right, scope):
        return None
    if node.op in MATCHES:
        return _match(node, left, right, scope)
    fitted = _fit(node, left, right, scope)
    if fitted is None:
        return None
    left, right = fitted
    if node.op in ORDERED and not _orderable(node, left, right, scope):
        return None
    if isinstance(left, Const) and isinstance(right, Const):
        scope.world.findings.add("W0105", node.span, "this compares two fixed values, so it is "
                                 "the same for everybody")  # fmt: skip
    if node.op == "!=":
        return Not(Compare("=", left, right))
    return Compare(node.op, left, right)


def _other(node: tree.Value, left: Value | None, scope: Scope) -> Value | None:
    """The right side; a word that is no name beside a text was meant as text (E0208)."""
    textual = left is not None and (left.type.textual or texts.is_list(left))
    if textual and isinstance(node, tree.Path) and not foreign.declared(node, scope):
        word = node.parts[0].text
        scope.world.findings.add(
            "E0208", node.span, f"`{word}` is no name that is declared",
            f'a text stands in quotes: `"{word}"`', edit=Edit(node.span, f'"{word}"'),
        )  # fmt: skip
        return None
    return value(node, scope)


def family(kind: Type) -> str:
    """Types of one family can be compared."""
    if kind.textual:
        return "text"
    return "number" if kind.numeric else kind.value


def _fit(
    node: tree.Compare, left: Value, right: Value, scope: Scope
) -> tuple[Value, Value] | None:
    """Both sides, alike; a date beside a time is that day's 00:00 on the policy's clock."""
    if not _possible(node, left, right, scope):
        return None
    if node.op in ORDERED:
        left, right = _as_instant(left, right, scope), _as_instant(right, left, scope)
    if family(left.type) == family(right.type):
        return left, right
    apples(node.right, left, right, scope)
    return None


def _as_instant(this: Value, other: Value, scope: Scope) -> Value:
    if other.type is not Type.TIME or not isinstance(this, Const) or this.type is not Type.DATE:
        return this
    assert isinstance(this.value, date)
    midnight = datetime.combine(this.value, time())
    return Const(zones.to_instant(midnight, scope.world.zone), Type.TIME)


def apples(node: tree.Value, left: Value, right: Value, scope: Scope) -> None:
    """E0301: the two sides are of different kinds."""
    title = f"`{called(left)}` is {WORDS[left.type]}, and this is {WORDS[right.type]}"
    if isinstance(left, Const):
        title = f"{WORDS[left.type]} is compared with {WORDS[right.type]}"
    help = ""
    if left.type.textual and isinstance(node, tree.Number):
        help = f'a text stands in quotes: `"{node.value}"`'
    elif left.type.numeric and isinstance(node, tree.Text):
        help = "a number stands without quotes"
    elif left.type is Type.TIME and isinstance(node, tree.Date):
        help = "a day is a window: write `from DAY until NEXT DAY`, or `since` or `before`"
    elif left.type is Type.YES_NO:
        help = f"it stands alone or behind `not`: write `{called(left)}` or `not {called(left)}`"
    elif left.type in EXAMPLES:
        help = f"compare it with something like `{EXAMPLES[left.type]}`"
    scope.world.findings.add("E0301", node.span, title, help)


def _possible(node: tree.Compare, left: Value, right: Value, scope: Scope) -> bool:
    """Whether a text is among those that the other side can be."""
    return possible(left, node.right, scope) and possible(right, node.left, scope)


def possible(side: Value, written: tree.Value, scope: Scope) -> bool:
    if not isinstance(written, tree.Text):
        return True
    known = options(side, scope)
    return not known or option(written, known, called(side), scope.world.findings)


def _orderable(node: tree.Compare, left: Value, right: Value, scope: Scope) -> bool:
    """E0315: choices, groups and yes/no have no order."""
    for side in (left, right):
        if side.type in (Type.CHOICE, Type.YES_NO) or isinstance(side, GroupValue):
            scope.world.findings.add(
                "E0315", node.span, f"`{called(side)}` has no order, so nothing is `{node.op}` it",
                "name what is meant: `in (\"…\", \"…\")`"
                if side.type is not Type.YES_NO else "it stands alone, or behind `not`",
            )  # fmt: skip
            return False
    return True


def _match(node: tree.Compare, left: Value, right: Value, scope: Scope) -> Condition | None:
    for side, written in ((left, node.left), (right, node.right)):
        if not side.type.textual:
            scope.world.findings.add(
                "E0301", written.span, f"`{node.op}` looks into texts, and this is "
                f"{WORDS[side.type]}",
                "a text stands in quotes" if isinstance(written, tree.Number) else "",
            )  # fmt: skip
            return None
    return TextMatch(node.op, left, right)


def between(node: tree.Between, scope: Scope) -> Condition | None:
    """low ≤ value ≤ high, of numbers, times or dates."""
    middle, low, high = (value(part, scope) for part in (node.value, node.low, node.high))
    if middle is None or low is None or high is None:
        return None
    if texts.is_list(middle):
        texts.alone(node.value, "`between`", scope)
        return None
    fitted = []
    for side, written in ((low, node.low), (high, node.high)):
        side = _as_instant(side, middle, scope)
        if family(side.type) != family(middle.type):
            apples(written, middle, side, scope)
            return None
        fitted.append(side)
    probe = tree.Compare("<=", node.value, node.low, span=node.span)
    if not _orderable(probe, middle, fitted[0], scope):
        return None
    _reversed(node, fitted[0], fitted[1], scope)
    return Between(middle, fitted[0], fitted[1])


def _reversed(node: tree.Between, low: Value, high: Value, scope: Scope) -> None:
    if isinstance(low, Const) and isinstance(high, Const) and _above(low, high):
        scope.world.findings.add("W0105", node.span, "nothing lies between these two",
                                 "the smaller one stands first")  # fmt: skip


def _above(low: Const, high: Const) -> bool:
    return low.value > high.value  # type: ignore[operator]


def one_of(node: tree.OneOf, scope: Scope) -> Condition | None:
    """`city in ("Seoul", "Busan")`."""
    middle = value(node.value, scope)
    found = [_other(part, middle, scope) for part in node.options]
    if middle is None:
        return None
    if texts.is_list(middle):
        texts.chosen(node, scope)
        return None
    if middle.type is Type.YES_NO:
        probe = tree.Compare("in", node.value, node.value, span=node.span)
        _orderable(probe, middle, middle, scope)
        return None
    fine: list[Value] = []
    for side, written in zip(found, node.options, strict=True):
        if side is None or not possible(middle, written, scope):
            continue
        if texts.is_list(side):
            texts.alone(written, "`in`", scope)
        elif family(side.type) != family(middle.type):
            apples(written, middle, side, scope)
        else:
            fine.append(side)
    return OneOf(middle, tuple(fine)) if len(fine) == len(node.options) else None
