"""Reading `segue.toml`."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from runtime.settings.fitting import unfitting
from runtime.settings.saying import FILE, SettingsError, place, sentence, without_echoes
from runtime.settings.sections import Settings


def load(folder: Path, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of the project in `folder`. A value `$NAME` is read from `environment` (the
    process's own, where None). Raises SettingsError."""
    path = folder / FILE
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise SettingsError(
            f"there is no {FILE} in {folder}: name the project with --project DIR, "
            "or make one with `segue init DIR`"
        ) from None
    except UnicodeDecodeError:
        raise SettingsError(f"{FILE} is not written in UTF-8: save the file as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{FILE}: {_no_toml(path, str(error))}") from None
    variables = os.environ if environment is None else environment
    _refuse_secrets(data)
    try:
        settings = Settings(**_filled(data, variables, ()))
    except ValidationError as error:
        raise _wrong(sentence(found, data) for found in without_echoes(error.errors())) from None
    unfit = unfitting(settings)
    if unfit:
        raise _wrong(unfit)
    return settings


def _wrong(lines: Iterable[str]) -> SettingsError:
    return SettingsError("\n".join(f"{FILE}: {line}" for line in lines))


def _refuse_secrets(data: dict[str, Any]) -> None:
    """Files are copied, mailed and kept in git: secrets are environment variables only."""
    engine = data.get("engine")
    url = engine.get("url") if isinstance(engine, dict) else None
    if isinstance(url, str) and re.search(r"://[^/@]*:[^/@]+@|\bpassword\s*=|;token=", url):
        raise SettingsError(
            f"{FILE}: `url` in [engine] holds a password; secrets are environment variables only: "
            'write url = "$SEGUE_DATABASE", and put the address into SEGUE_DATABASE'
        )
    hooks = data.get("hooks")
    for name, hook in hooks.items() if isinstance(hooks, dict) else ():
        _refuse_written(("hooks", name), hook, f"{name.upper()}_SECRET")
    _refuse_written(("forgetting",), data.get("forgetting"), "SEGUE_FORGETTING")


def _refuse_written(section: tuple[str, ...], values: Any, variable: str) -> None:
    secret = values.get("secret") if isinstance(values, dict) else None
    if isinstance(secret, str) and not secret.startswith("$"):
        raise SettingsError(
            f"{FILE}: {place((*section, 'secret'))} is written there; secrets are "
            f'environment variables only: write secret = "${variable}", and put it into '
            f"{variable}"
        )


def _no_toml(path: Path, said: str) -> str:
    """What to look at, from what the reader of TOML `said`."""
    why, _, place = said.partition(" (at ")
    line = re.match(r"line (\d+)", place)
    if line is None:
        return f"the file ends in the middle of something ({said[:1].lower()}{said[1:]})"
    number = int(line[1])
    text = path.read_text(encoding="utf-8-sig").splitlines()[number - 1 : number]
    shown = f"`{text[0].strip()}`" if text else "its end"
    return (
        f"line {number} cannot be read: look at {shown} ({why[:1].lower()}{why[1:]}). Texts stand "
        'in quotes, "…", and the name of a section in [ ]'
    )


def _filled(value: Any, variables: Mapping[str, str], keys: tuple[str, ...]) -> Any:
    if isinstance(value, dict):
        return {key: _filled(part, variables, (*keys, key)) for key, part in value.items()}
    if not isinstance(value, str) or not re.fullmatch(r"\$[A-Za-z_][A-Za-z0-9_]*", value):
        return value
    if value[1:] not in variables:
        raise SettingsError(
            f"{FILE}: {place(keys)} names the environment variable `{value[1:]}`, which is not set"
        )
    return variables[value[1:]]
