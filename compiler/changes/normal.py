"""What a part of the model means, as one text that is the same wherever it stands and however it is
written: without titles, numbers of steps, and the order of what has none."""

from __future__ import annotations

import json
from functools import cache
from typing import Any, get_args

from compiler.codec import Plainest, plain
from compiler.model.steps import Pass, Step

_STEPS = frozenset(each.__name__ for each in (*get_args(Step), Pass))
"""What has an `id` and an `order` that only say where it stands."""

_UNORDERED = {
    "All": ("parts",), "AnyOf": ("parts",), "OneOf": ("options",), "Channel": ("caps", "quiet"),
    "Policy": ("caps", "quiet"), "Campaign": ("quiet", "leaves_if"), "Field": ("options",),
}  # fmt: skip
"""Where the order of a list says nothing."""

_FOR_PEOPLE = {"title", "owner", "usually", "words"}
"""What says nothing to the machine."""


def normal(part: object) -> str:
    """Equal for parts that mean the same, but for what the names in them mean."""
    return _text(_bare(plain(part)))


def same(one: object, other: object) -> bool:
    """Whether two parts mean the same."""
    return one == other or normal(one) == normal(other)


def _text(document: Plainest) -> str:
    return json.dumps(document, sort_keys=True, separators=(",", ":"))


def _bare(document: Plainest) -> Plainest:
    if isinstance(document, list):
        return [_bare(part) for part in document if not _unwritten(part)]
    if not isinstance(document, dict):
        return document
    kind = document.get("is")
    part = document.get("part")
    if kind == "Not" and isinstance(part, dict) and part.get("is") == "Not":
        return _bare(part["part"])
    left_out = _left_out(kind if isinstance(kind, str) else "")
    found = {key: _bare(value) for key, value in document.items() if key not in left_out}
    for key in _UNORDERED.get(kind if isinstance(kind, str) else "", ()):
        found |= _sorted(found, key)
    return found


@cache
def _left_out(kind: str) -> frozenset[str]:
    """Of what type a value is follows from what it is made of; of a field it is declared."""
    places = {"id", "order"} if kind in _STEPS else set()
    return frozenset(_FOR_PEOPLE | places | ({"type"} if kind != "Field" else set()))


def _unwritten(part: Plainest) -> bool:
    """What nobody wrote: a moment that passes, and the test that its split has as well."""
    return isinstance(part, dict) and part.get("is") in ("Settle", "Trial")


def _sorted(found: dict[str, Any], key: str) -> dict[str, Any]:
    value = found.get(key)
    return {key: sorted(value, key=_text)} if isinstance(value, list) else {}
