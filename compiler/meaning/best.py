"""`in top 10% by revenue`: who is among so many of the best or the worst."""

from __future__ import annotations

from math import gcd

from compiler.meaning.literals import WORDS
from compiler.meaning.paths import path, spelled
from compiler.meaning.scope import Entering, Scope, without_where
from compiler.meaning.values import members
from compiler.model.conditions import All, AnyOf, Compare, Condition, InSegment
from compiler.model.values import KeyHash, Population, Type, Value
from dsl import tree

WHOLE = 10_000
"""All of the members, in hundredths of a per cent."""


def in_best(node: tree.InBest, scope: Scope) -> Condition | None:
    """The typed condition: a comparison with the value of the last one in the share, and among
    equals with that one's hash, both of the latest snapshot (S8). Across a segment one must be in
    it, too. None, reported, where it cannot be."""
    if not without_where(node, scope, "all customers"):
        return None
    found, part = _value(node, scope), _share(node, scope)
    segment = members(node.across, scope) if node.across is not None else ""
    if found is None or part is None or segment is None:
        return None
    border, last = _kept(node, found, part, segment or None, scope)
    inside = _inside(node.which, found, border, last)
    return All((InSegment(segment), inside)) if segment else inside


def _inside(which: str, of: Value, border: Population, last: Population) -> Condition:
    sign = ">" if which == "top" else "<"
    tied = All((Compare("=", of, border), Compare(f"{sign}=", KeyHash(), last)))
    return AnyOf((Compare(sign, of, border), tied))


def _kept(
    node: tree.InBest, of: Value, part: int, segment: str | None, scope: Scope
) -> tuple[Population, Population]:
    """What the snapshot keeps of the last one in the share: the value and the hash."""
    assert isinstance(node.value, tree.Path)
    across = segment or "everyone"
    name = f"{node.which} {_percent(part)}% by {spelled(node.value)} across {across}"
    common = gcd(part, WHOLE)
    place = (part // common, WHOLE // common)
    border = Population(name, node.which, of, segment, of.type, place)
    kind = f"{node.which} hash"
    last = Population(f"{name}, hash", kind, of, segment, Type.TEXT, place)
    scope.world.populations |= {border.name: border, last.name: last}
    return border, last


def _percent(part: int) -> str:
    return f"{part / 100:.2f}".rstrip("0").rstrip(".")


def _share(node: tree.InBest, scope: Scope) -> int | None:
    """The share in hundredths of a per cent."""
    hundredths = node.share.value * 100
    if hundredths == int(hundredths) and 0 < hundredths <= WHOLE:
        return int(hundredths)
    scope.world.findings.add(
        "E0413", node.share.span, f"{node.share.value}% is no share of the customers",
        "more than `0%` and up to `100%`, with at most two digits behind the point",
    )  # fmt: skip
    return None


def _of_campaign(path: tree.Path, scope: Scope) -> bool:
    """`entry.total`, or a field of an answer: what others have no such value of."""
    owner = path.parts[0].text
    inside = scope.entering is not Entering.OUTSIDE
    return len(path.parts) > 1 and (owner in scope.answers or (owner == "entry" and inside))


def _value(node: tree.InBest, scope: Scope) -> Value | None:
    if not isinstance(node.value, tree.Path) or _of_campaign(node.value, scope):
        scope.world.findings.add(
            "E0311", node.value.span, f"`in {node.which}` looks at one value of each customer",
            f"give the value a name with `trait`, then write `in {node.which} "
            f"{node.share.value}% by NAME`",
        )  # fmt: skip
        return None
    found = path(node.value, Scope(scope.world))
    if found is None or found.type.numeric or found.type in (Type.TIME, Type.DATE):
        return found
    scope.world.findings.add(
        "E0303", node.value.span, f"`in {node.which}` goes by numbers, times and dates, and this "
        f"is {WORDS[found.type]}", "name a trait such as `count of EVENT` or `sum of EVENT.FIELD`",
    )  # fmt: skip
    return None
