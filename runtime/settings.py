"""`segue.toml`: where the data are, which engine, which providers.

An unknown key, a wrong value and an environment variable that is not set are errors that name the
file and the key. Paths are relative to the project's folder.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, model_validator
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails, PydanticCustomError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from compiler.suggest import nearest
from compiler.zones import zone, zone_names
from runtime.errors import Trouble

FILE = "segue.toml"


class SettingsError(Trouble):
    """`segue.toml` cannot be used as it stands."""


def _duration(value: object) -> object:
    if not isinstance(value, str):
        return value
    match = re.fullmatch(r"(\d+) (second|minute|hour|day|week)(s?)", value)
    if match is None or (int(match[1]) == 1) == bool(match[3]):
        said = f"`{value}` is no duration; write one like `1 hour` or `2 days`"
        raise PydanticCustomError("duration", "{said}", {"said": said})
    return timedelta(**{match[2] + "s": int(match[1])})


def _zone(value: object) -> object:
    if not isinstance(value, str) or zone(value) is not None:
        return value
    near = nearest(value, zone_names())
    hint = f"did you mean `{near}`?" if near else "write a name like `Asia/Seoul`"
    raise PydanticCustomError("zone", f"there is no time zone `{value}`: {hint}")


Delay = Annotated[timedelta, BeforeValidator(_duration)]
Zone = Annotated[str, BeforeValidator(_zone)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ProjectSettings(_Section):
    """`salt` (the project's name, where it is not given) and `hold_out_epoch` decide who falls in
    which arm: changing one of them draws everybody anew (S19)."""

    name: str
    salt: str = ""
    hold_out_epoch: int = 1

    @model_validator(mode="before")
    @classmethod
    def _salted(cls, data: Any) -> Any:
        if isinstance(data, dict) and "name" in data:
            return {"salt": data["name"], **data}
        return data


class EngineSettings(_Section):
    """`path` of the store's file; `threads` None: as many as the machine has.

    With kind `postgres`, `url` is the address of the database that holds the shop's tables, and
    `statement_timeout` how long one query may take (None: as long as the server lets it). With
    kind `spark`, `url` is a master, or the address of a Spark Connect.
    """

    kind: Literal["duckdb", "postgres", "spark"] = "duckdb"
    path: str = ".segue/store.duckdb"
    threads: Annotated[int, FieldInfo(ge=1)] | None = None
    url: str | None = None
    statement_timeout: Delay | None = None


FILE_ENDINGS = (".parquet", ".csv", ".tsv", ".json", ".jsonl", ".ndjson")


class TableSettings(_Section):
    """Where one table is found: a Parquet, CSV or JSON `file` (or a pattern of files), a `table`
    of the engine's database, or a `sql` file with one SELECT.

    `timezone`: of its times without zone (UTC where not given). `delay`: how late its rows may
    come in; a run stays that far behind the clock (S2). `stale_after`: how old its newest row may
    be before the campaigns that read it stop.
    """

    file: str | None = None
    table: str | None = None
    sql: str | None = None
    timezone: Zone = "UTC"
    delay: Delay = timedelta(0)
    stale_after: Delay | None = None

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: Any) -> Any:
        if not isinstance(data, str):
            return data
        if data.endswith(".sql"):
            return {"sql": data}
        if data.removesuffix(".gz").endswith(FILE_ENDINGS):
            return {"file": data}
        raise PydanticCustomError(
            "place",
            f"`{data}` is no .parquet, .csv, .json or .sql file; a table of the engine's database "
            f'is written {{ table = "{data}" }}',
        )

    @model_validator(mode="after")
    def _one_place(self) -> TableSettings:
        if sum(place is not None for place in (self.file, self.table, self.sql)) != 1:
            raise PydanticCustomError("place", "say one of `file`, `table`, `sql`")
        if self.file is not None and not self.file.removesuffix(".gz").endswith(FILE_ENDINGS):
            endings = ", ".join(FILE_ENDINGS)
            raise PydanticCustomError("place", f"`file` must end in one of {endings}")
        return self


class ChannelSettings(_Section):
    """What carries a channel. `file` writes one JSON line a message to `path`."""

    provider: Literal["file"]
    path: str


class Settings(BaseSettings):
    """The whole of `segue.toml`."""

    model_config = SettingsConfigDict(extra="forbid", frozen=True)

    project: ProjectSettings
    engine: EngineSettings = EngineSettings()
    tables: dict[str, TableSettings] = {}
    channels: dict[str, ChannelSettings] = {}

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The file alone: the environment is read only where the file names a variable of it."""
        return (init_settings,)


def load(folder: Path, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of the project in `folder`. A value `$NAME` is read from `environment` (the
    process's own, where None). Raises SettingsError."""
    path = folder / FILE
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise SettingsError(f"there is no {FILE} in {folder}") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{FILE} is not written in UTF-8: save the file as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{FILE}: {_no_toml(path, str(error))}") from None
    variables = os.environ if environment is None else environment
    _refuse_secrets(data)
    try:
        return _fitting(Settings(**_filled(data, variables, ())))
    except ValidationError as error:
        lines = (_sentence(found, data) for found in _without_echoes(error.errors()))
        raise SettingsError("\n".join(f"{FILE}: {line}" for line in lines)) from None


def _refuse_secrets(data: dict[str, Any]) -> None:
    """Files are copied, mailed and kept in git: secrets are environment variables only."""
    engine = data.get("engine")
    url = engine.get("url") if isinstance(engine, dict) else None
    if isinstance(url, str) and re.search(r"://[^/@]*:[^/@]+@|\bpassword\s*=|;token=", url):
        raise SettingsError(
            f"{FILE}: `url` in [engine] holds a password; secrets are environment variables only: "
            'write url = "$SEGUE_DATABASE", and put the address into SEGUE_DATABASE'
        )


def _fitting(settings: Settings) -> Settings:
    """Refuses what does not go together: each engine has keys of its own, and reads tables in its
    own way."""
    wrong = list(_not_of_the_engine(settings.engine))
    if settings.engine.kind == "postgres":
        wrong += [_no_file(name, table) for name, table in settings.tables.items() if table.file]
    if settings.engine.kind == "spark":
        wrong += [_no_json(name) for name, table in settings.tables.items() if _is_json(table)]
    if wrong:
        raise SettingsError("\n".join(f"{FILE}: {line}" for line in wrong))
    return settings


def _not_of_the_engine(engine: EngineSettings) -> Iterator[str]:
    for key, kinds in _OF_ENGINES.items():
        if engine.kind not in kinds and key in engine.model_fields_set:
            named = " or ".join(f'"{kind}"' for kind in kinds)
            yield f"{_place(('engine', key))} is for kind = {named}, not \"{engine.kind}\""
    if engine.kind == "spark" and not engine.url:
        yield (
            '`url` in [engine] is missing: write a master, url = "spark://HOST:7077" or '
            '"local[*]", or the address of a Spark Connect, "sc://HOST:15002"'
        )
    if engine.kind == "postgres" and not engine.url:
        yield (
            '`url` in [engine] is missing: write url = "$SEGUE_DATABASE", and put the address of '
            "the database into that variable"
        )


_OF_ENGINES = {
    "path": ("duckdb",),
    "threads": ("duckdb",),
    "url": ("postgres", "spark"),
    "statement_timeout": ("postgres",),
}


def _is_json(table: TableSettings) -> bool:
    return table.file is not None and table.file.removesuffix(".gz").endswith(".json")


def _no_json(name: str) -> str:
    return (
        f"{_place(('tables', name))}: the engine `spark` reads JSON as one object a line: make it "
        "such a file and call it .jsonl, or make it Parquet"
    )


def _no_file(name: str, table: TableSettings) -> str:
    return (
        f"{_place(('tables', name))}: the engine `postgres` does not read files such as "
        f"`{table.file}`: load it into a table of the database and write {{ table = \"…\" }}, "
        'or take kind = "duckdb" in [engine]'
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


def _without_echoes(found: list[ErrorDetails]) -> list[ErrorDetails]:
    """One mistake, one message: a key that is missing, since it is written wrongly, is no second
    one."""
    unknown = {each["loc"] for each in found if each["type"] == "extra_forbidden"}
    meant = {
        (*loc[:-1], nearest(str(loc[-1]), _fields(tuple(map(str, loc))))) for loc in unknown
    }
    return [each for each in found if each["type"] != "missing" or each["loc"] not in meant]


def _filled(value: Any, variables: Mapping[str, str], keys: tuple[str, ...]) -> Any:
    if isinstance(value, dict):
        return {key: _filled(part, variables, (*keys, key)) for key, part in value.items()}
    if not isinstance(value, str) or not re.fullmatch(r"\$[A-Za-z_][A-Za-z0-9_]*", value):
        return value
    if value[1:] not in variables:
        raise SettingsError(
            f"{FILE}: {_place(keys)} names the environment variable `{value[1:]}`, which is not set"
        )
    return variables[value[1:]]


def _place(keys: tuple[str, ...]) -> str:
    """`path` in [engine]."""
    *sections, key = (key if re.fullmatch(r"[\w-]+", key) else f'"{key}"' for key in keys)
    return f"`{key}` in [{'.'.join(sections)}]" if sections else f"`{key}`"


def _sentence(found: ErrorDetails, data: dict[str, Any]) -> str:
    keys = tuple(str(part) for part in found["loc"])
    if found["type"] == "extra_forbidden":
        return _unknown(keys, data)
    if found["type"] == "missing":
        missing = f"[{keys[0]}]" if len(keys) == 1 else _place(keys)
        return f"{missing} is missing"
    if found["type"] in _SAID:
        why = _SAID[found["type"]].format(**found["ctx"]).replace("'", "`")
        return f"{_place(keys)}: `{found['input']}` {why}"
    said = found["msg"]
    return f"{_place(keys)}: {said[:1].lower()}{said[1:]}"


def _unknown(keys: tuple[str, ...], data: dict[str, Any]) -> str:
    if keys[0] == "tables" and isinstance(_at(data, keys), str | dict):
        name = ".".join(keys[1:])
        if not set(_at(data, keys[:-1])) & set(TableSettings.model_fields):
            return f"the name of a table stands in quotes: write \"{name}\" = … below [tables]"
    known = _fields(keys)
    near = nearest(keys[-1], known)
    names = ", ".join(f"`{name}`" for name in known)
    hint = f"did you mean `{near}`?" if near else f"it can be one of {names}"
    return f"there is no key {_place(keys)}: {hint}"


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
}
