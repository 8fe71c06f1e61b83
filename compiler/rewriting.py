"""The typed model, rebuilt with some of its parts exchanged."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, TypeVar

Part = TypeVar("Part")
Exchange = Callable[[Any], Any]
"""What stands in the place of a model object whose parts were exchanged already; itself, mostly."""


def rebuilt(part: Part, exchange: Exchange) -> Part:
    """`part` (a model object, or a tuple or dictionary of some) with every object in it exchanged,
    the innermost first. What has nothing exchanged in it is the same object."""
    made: Any = part
    if isinstance(part, tuple):
        parts = tuple(rebuilt(each, exchange) for each in part)
        made = part if all(map(_same, parts, part)) else parts
    elif isinstance(part, dict):
        made = {name: rebuilt(each, exchange) for name, each in part.items()}
    elif dataclasses.is_dataclass(part) and not isinstance(part, type):
        made = exchange(_fields_rebuilt(part, exchange))
    return made  # type: ignore[no-any-return]


def _fields_rebuilt(part: Any, exchange: Exchange) -> Any:
    old = {field.name: getattr(part, field.name) for field in dataclasses.fields(part)}
    new = {name: rebuilt(value, exchange) for name, value in old.items()}
    changed = {name: value for name, value in new.items() if not _same(value, old[name])}
    return dataclasses.replace(part, **changed) if changed else part


def _same(one: object, other: object) -> bool:
    return one is other
