"""The model as JSON-able data and back: what the program document and the versions are made of.

A dataclass becomes an object with its class name under `is` and its fields; fields that have their
default are left out, so that a field added later changes no document that does not use it. Numbers
that must stay exact, dates, times and instants are objects too; tuples are lists.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from types import ModuleType
from typing import Any

from compiler.model import (
    around,
    campaigns,
    conditions,
    declarations,
    entries,
    hooks,
    occurring,
    offers,
    project,
    staff,
    steps,
    tests,
    values,
    windows,
)
from compiler.model.values import Type
from dsl.source import Span

Plainest = None | bool | int | str | list["Plainest"] | dict[str, "Plainest"]
"""What `json` writes without help."""

_MODULES: tuple[ModuleType, ...] = (
    around, campaigns, conditions, declarations, entries, hooks, occurring, offers, project, staff,
    steps, tests, values, windows,
)


def plain(thing: object) -> Plainest:
    """A model object, or any part of one, as JSON-able data. Raises TypeError for others."""
    if isinstance(thing, Type):
        return thing.value
    if thing is None or isinstance(thing, bool | int | str):
        return thing
    if isinstance(thing, tuple | list):
        return [plain(part) for part in thing]
    if isinstance(thing, dict):
        return {key: plain(value) for key, value in thing.items()}
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        return _of_dataclass(thing)
    return _of_scalar(thing)


def _of_dataclass(thing: Any) -> Plainest:
    document: dict[str, Plainest] = {"is": type(thing).__name__}
    for name, default in _fields(type(thing)):
        value = getattr(thing, name)
        if value != default:
            document[name] = plain(value)
    return document


def _of_scalar(thing: object) -> Plainest:
    if isinstance(thing, Decimal):
        return {"is": "decimal", "value": format(thing.normalize() + 0, "f")}
    if isinstance(thing, datetime):
        return {"is": "datetime", "value": thing.isoformat()}
    if isinstance(thing, date):
        return {"is": "date", "value": thing.isoformat()}
    if isinstance(thing, time):
        return {"is": "time", "value": thing.isoformat()}
    raise TypeError(f"not a part of the model: {type(thing).__name__}")


def model(document: Any) -> Any:
    """The model object that `plain` made `document` from. Raises ValueError for a document that
    names a class or a field which the model does not have."""
    if isinstance(document, list):
        return tuple(model(part) for part in document)
    if not isinstance(document, dict):
        return document
    kind = document.get("is")
    if not isinstance(kind, str):
        return {key: model(value) for key, value in document.items()}
    if kind in _SCALARS:
        return _SCALARS[kind](document["value"])
    return _to_dataclass(kind, document)


def _to_dataclass(kind: str, document: Mapping[str, Any]) -> Any:
    made = _classes().get(kind)
    if made is None:
        raise ValueError(f"the model has no `{kind}`")
    known = {name for name, _ in _fields(made)}
    arguments = {}
    for name, value in document.items():
        if name == "is":
            continue
        if name not in known:
            raise ValueError(f"`{kind}` has no `{name}`")
        arguments[name] = Type(value) if name == "type" else model(value)
    return made(**arguments)


_SCALARS: dict[str, Callable[[str], object]] = {
    "decimal": Decimal,
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
}


def _fields(kind: type) -> tuple[tuple[str, object], ...]:
    """The fields' names and defaults (MISSING where there is none)."""
    if kind not in _FIELDS_OF:
        _FIELDS_OF[kind] = tuple(
            (field.name, _default(field)) for field in dataclasses.fields(kind)
        )
    return _FIELDS_OF[kind]


_FIELDS_OF: dict[type, tuple[tuple[str, object], ...]] = {}
"""A cache."""


def _default(field: dataclasses.Field[Any]) -> object:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


@cache
def _classes() -> dict[str, type]:
    found = {
        name: made
        for module in _MODULES
        for name, made in vars(module).items()
        if isinstance(made, type) and made.__module__ == module.__name__
    }
    return {"Span": Span, **found}
