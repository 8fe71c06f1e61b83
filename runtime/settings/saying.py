"""What is wrong with `segue.toml`, in words that name the key and a way out."""

from __future__ import annotations

import re
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from compiler.suggest import nearest
from runtime.errors import Trouble
from runtime.settings.sections import (
    ArchiveSettings,
    ChannelSettings,
    EngineSettings,
    ForgettingSettings,
    HookSettings,
    ProjectSettings,
    Settings,
    TableSettings,
)

FILE = "segue.toml"


class SettingsError(Trouble):
    """`segue.toml` cannot be used as it stands."""


def without_echoes(found: list[ErrorDetails]) -> list[ErrorDetails]:
    """One mistake, one message: a key that is missing, since it is written wrongly, is no second
    one."""
    unknown = {each["loc"] for each in found if each["type"] == "extra_forbidden"}
    meant = {
        (*loc[:-1], nearest(str(loc[-1]), _fields(tuple(map(str, loc))))) for loc in unknown
    }
    return [each for each in found if each["type"] != "missing" or each["loc"] not in meant]


def place(keys: tuple[str, ...]) -> str:
    """How a key is named: `path` in [engine]."""
    *sections, key = (key if re.fullmatch(r"[\w-]+", key) else f'"{key}"' for key in keys)
    return f"`{key}` in [{'.'.join(sections)}]" if sections else f"`{key}`"


def sentence(found: ErrorDetails, data: dict[str, Any]) -> str:
    """One finding of pydantic about `data`, the whole file."""
    keys = tuple(str(part) for part in found["loc"])
    if found["type"] == "extra_forbidden":
        return _unknown(keys, data)
    if found["type"] == "missing":
        missing = f"[{keys[0]}]" if len(keys) == 1 else place(keys)
        return f"{missing} is missing"
    if found["type"] in _SAID:
        why = _SAID[found["type"]].format(**found["ctx"]).replace("'", "`")
        return f"{place(keys)}: `{found['input']}` {why}"
    said = found["msg"]
    return f"{place(keys)}: {said[:1].lower()}{said[1:]}"


def _unknown(keys: tuple[str, ...], data: dict[str, Any]) -> str:
    if keys[0] == "tables" and isinstance(_at(data, keys), str | dict):
        name = ".".join(keys[1:])
        if not set(_at(data, keys[:-1])) & set(TableSettings.model_fields):
            return f"the name of a table stands in quotes: write \"{name}\" = … below [tables]"
    known = _fields(keys)
    near = nearest(keys[-1], known)
    names = ", ".join(f"`{name}`" for name in known)
    hint = f"did you mean `{near}`?" if near else f"it can be one of {names}"
    return f"there is no key {place(keys)}: {hint}"


_SAID = {
    "literal_error": "is none that there is; it can be {expected}",
    "greater_than_equal": "is too small; write {ge} or more",
}
"""What pydantic finds, in words of ours, behind what was typed."""


def _fields(keys: tuple[str, ...]) -> list[str]:
    """The keys that there are where `keys` lead."""
    return list((_KNOWN.get(keys[0], Settings) if len(keys) > 1 else Settings).model_fields)


def _at(data: Any, keys: tuple[str, ...]) -> Any:
    for key in keys:
        data = data[key] if isinstance(data, dict) else data
    return data


_KNOWN: dict[str, type[BaseModel]] = {
    "project": ProjectSettings,
    "engine": EngineSettings,
    "tables": TableSettings,
    "channels": ChannelSettings,
    "hooks": HookSettings,
    "forgetting": ForgettingSettings,
    "archive": ArchiveSettings,
}
