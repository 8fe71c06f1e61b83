"""`contains`, `starts with`, `ends with`, ignoring case by the table of simple folds (S10)."""

from __future__ import annotations

from sqlglot import exp

from compiler.folds import FROM, TO
from compiler.model.values import Const, Value
from compiler.sql import build
from compiler.sql.scope import Scope


def text_match(how: str, of: exp.Expr, part: Value, scope: Scope) -> exp.Expr:
    """Both sides folded. Against a constant only those letters need folding that fold to one of
    the constant's own: any other is in neither text what the constant holds."""
    if not isinstance(part, Const):
        return _MATCHES[how](_folded(of, FROM, TO), _folded(scope.write(part), FROM, TO))
    wanted = str(part.value).translate(str.maketrans(FROM, TO))
    pairs = [(old, new) for old, new in zip(FROM, TO, strict=True) if new in wanted]
    old, new = ("".join(letters) for letters in zip(*pairs, strict=True)) if pairs else ("", "")
    return _MATCHES[how](_folded(of, old, new), build.text(wanted))


def _folded(text: exp.Expr, old: str, new: str) -> exp.Expr:
    return build.call("SEGUE_FOLDED", text, build.text(old), build.text(new)) if old else text


def _contains(text: exp.Expr, part: exp.Expr) -> exp.Expr:
    return build.compare(">", build.call("STRPOS", text, part), build.whole(0))


def _starts(text: exp.Expr, part: exp.Expr) -> exp.Expr:
    return build.call("STARTS_WITH", text, part)


def _ends(text: exp.Expr, part: exp.Expr) -> exp.Expr:
    return build.call("ENDS_WITH", text, part)


_MATCHES = {"contains": _contains, "starts with": _starts, "ends with": _ends}
