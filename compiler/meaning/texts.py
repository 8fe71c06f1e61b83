"""Lists of text: one asks which texts are in them, and nothing else looks at them."""

from __future__ import annotations

from compiler.meaning.literals import WORDS
from compiler.meaning.paths import spelled
from compiler.meaning.scope import Scope
from compiler.model.conditions import Condition, ListContains
from compiler.model.values import Type, Value
from dsl import tree
from dsl.source import Span


def is_list(value: Value | None) -> bool:
    return value is not None and value.type is Type.TEXTS


def contains(node: tree.Compare, left: Value, right: Value, scope: Scope) -> Condition | None:
    """`colours contains "red"`; E0301 where no text is asked for."""
    if right.type.textual:
        return ListContains(left, right)
    scope.world.findings.add(
        "E0301", node.right.span, f"`contains` asks a list for a text, and this is "
        f"{WORDS[right.type]}",
        "a text stands in quotes" if isinstance(node.right, tree.Number)
        else f"ask for one text: `{_said(node.left)} contains \"…\"`",
    )  # fmt: skip
    return None


def compared(node: tree.Compare, left: Value, right: Value, scope: Scope) -> bool:
    """Whether one of the two is a list, which no comparison but `contains` looks at (E0301)."""
    for side, of, other in ((left, node.left, node.right), (right, node.right, node.left)):
        if is_list(side):
            text = '"…"' if is_list(left) and is_list(right) else _text(other)
            asked = f"{_said(of)} contains {text}"
            asked = f"not ({asked})" if node.op == "!=" else asked
            alone(of, f"`{node.op}`", scope, asked)
            return True
    return False


def chosen(node: tree.OneOf, scope: Scope) -> None:
    """E0301 for `colours in ("red", "blue")`."""
    asked = " or ".join(f"{_said(node.value)} contains {_text(each)}" for each in node.options)
    alone(node.value, "`in`", scope, asked)


def alone(node: tree.Value, what: str, scope: Scope, asked: str | None = None) -> None:
    """E0301: `what` looks at a single value. `asked`: what can be asked instead."""
    help = asked or f'{_said(node)} contains "…"'
    scope.world.findings.add(
        "E0301", node.span, f"`{_said(node)}` is a list of texts, and {what} looks at a single "
        "value", f"ask for a whole text in it: `{help}`",
    )  # fmt: skip


def of_events(what: str, span: Span, event: str, field: str, scope: Scope) -> None:
    """E0303: nothing is picked or counted out of the lists of several events."""
    scope.world.findings.add(
        "E0303", span, f"`{what}` takes single values, and `{event}.{field}` is a list of texts",
        f'ask for a text in it: `has {event} where {field} contains "…"`',
    )  # fmt: skip


def _said(node: tree.Value) -> str:
    return spelled(node) if isinstance(node, tree.Path) else "this"


def _text(node: tree.Value) -> str:
    if isinstance(node, tree.Text):
        return f'"{node.value}"'
    return spelled(node) if isinstance(node, tree.Path) else '"…"'
