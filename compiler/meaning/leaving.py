"""`leave if C`, `only while C`: conditions that end an enrolment as soon as they say so (S18)."""

from __future__ import annotations

from compiler.meaning.conditions import condition
from compiler.meaning.scope import Entering, Scope
from compiler.model.conditions import Condition, When
from compiler.model.values import EntryField
from compiler.model.windows import Ago, InLast, InNext, MoreThanAgo, Window
from compiler.walk import children, walk
from dsl import tree


def watched(node: tree.Condition, scope: Scope) -> Condition | None:
    """The typed condition. None, reported, where it is broken or hangs on a time of the entry that
    passes (E0460): what can change is looked for in what is recorded of the customer."""
    found = condition(node, scope)
    if found is None:
        return None
    for part in walk(found):
        if isinstance(part, When) and isinstance(part.value, EntryField) and _moves(part.window):
            record = scope.entry if scope.entering is Entering.RECORD else None
            name = f"{record.name if record else 'entry'}.{part.value.name}"
            scope.world.findings.add(
                "E0460", node.span, f"when this comes to be so hangs on `{name}`, which "
                "is another instant for each entry",
                "ask for it at a step: `if`, and `leave \"…\"` under it",
            )  # fmt: skip
            return None
    return found


def _moves(window: Window) -> bool:
    """Whether the window moves on with the position."""
    moving = isinstance(window, InLast | InNext | MoreThanAgo)
    return moving or any(isinstance(each, Ago) for each in children(window))
