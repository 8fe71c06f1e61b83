"""What other languages compare with: `= true`, `= null`, `> three`."""

from __future__ import annotations

from compiler.meaning.options import called
from compiler.meaning.paths import spelled
from compiler.meaning.scope import Scope
from compiler.model.values import Type, Value
from dsl import amounts, tree
from dsl.diagnostics import Edit
from dsl.foreign import NO, NOTHING, YES

ORDINARY = NOTHING - {"null", "nil", "undefined"}
"""Words that a text may hold, too."""


def reported(node: tree.Compare, left: Value | None, scope: Scope) -> bool:
    """E0201 where the right side is such a word and no name that is declared."""
    if declared(node.right, scope):
        return False
    assert isinstance(node.right, tree.Path)
    word = node.right.parts[0].text
    right, more = _instead(node, left, word)
    if right:
        scope.world.findings.add(
            "E0201", node.right.span, f"`{word}` is no value here", f"write `{right}`{more}",
            edit=None if more else Edit(node.span, right),
        )  # fmt: skip
    return bool(right)


def declared(node: tree.Value, scope: Scope) -> bool:
    """Whether a value is something else than one name under which nothing is declared."""
    if not isinstance(node, tree.Path) or len(node.parts) > 1:
        return True
    word, world = node.parts[0].text, scope.world
    if word == "entry" or (scope.row and scope.row.field(word)):
        return True
    return world.names.sort(word) is not None or word in world.findings.excused


def _instead(node: tree.Compare, left: Value | None, word: str) -> tuple[str, str]:
    """The comparison as it is written here, and what belongs to be said behind it; "" where the
    word is an ordinary one."""
    name = spelled(node.left) if isinstance(node.left, tree.Path) else called(left) if left else ""
    lower = word.lower()
    if not name:
        return "", ""
    if lower in NOTHING:
        return _of_nothing(node, left, name, word)
    if lower in YES | NO and node.op in ("=", "!=") and (left is None or left.type is Type.YES_NO):
        return name if (lower in YES) is (node.op == "=") else f"not {name}", ""
    digits = amounts.number(word) if left is not None and left.type.numeric else ""
    return f"{name} {node.op} {digits}" if digits else "", ""


def _of_nothing(
    node: tree.Compare, left: Value | None, name: str, word: str
) -> tuple[str, str]:
    if node.op not in ("=", "!="):
        return f"{name} is known", "; a comparison with nothing never holds"
    more = ""
    if word.lower() in ORDINARY and left is not None and left.type.textual:
        more = f'; a text stands in quotes: `"{word}"`'
    return f"{name} is {'unknown' if node.op == '=' else 'known'}", more
