"""The sections of `segue.toml`, and which values each key takes."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, model_validator
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from compiler.suggest import nearest
from compiler.zones import zone, zone_names
from runtime.secrets import key_of


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


def _secret(value: str) -> str:
    """As Standard Webhooks has them. What is wrong is said without repeating it."""
    try:
        key_of(value)
    except ValueError as error:
        said = f"the secret {error}: make one with `openssl rand -base64 32`"
        raise PydanticCustomError("secret", "{said}", {"said": said}) from None
    return value


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

    With kind `postgres`, `url` is the address of the database that holds the shop's tables,
    `store` the schema of it in which the store is kept, and `statement_timeout` how long one query
    that counts or checks may take (None: as long as the server lets it). With kind `spark`, `url`
    is a master, or the address of a Spark Connect.
    """

    kind: Literal["duckdb", "postgres", "spark"] = "duckdb"
    path: str = ".segue/store.duckdb"
    threads: Annotated[int, FieldInfo(ge=1)] | None = None
    url: str | None = None
    store: Annotated[str, FieldInfo(min_length=1, max_length=63)] = "segue"
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


class HookSettings(_Section):
    """What carries a hook. `file` writes one JSON line a call to `path`, signed with the `secret`,
    of which the file names the environment variable."""

    provider: Literal["file"]
    path: str
    secret: Annotated[str, AfterValidator(_secret)]


ARCHIVE = ".segue/archive"


class ForgettingSettings(_Section):
    """The `secret` by which customers who were forgotten are known where they come in again, of
    which the file names the environment variable."""

    secret: Annotated[str, AfterValidator(_secret)]


class ArchiveSettings(_Section):
    """How long rows of the journal stay in the store (`after`), and into which `folder` they go
    then."""

    after: Delay
    folder: str = ARCHIVE


class Settings(BaseSettings):
    """The whole of `segue.toml`."""

    model_config = SettingsConfigDict(extra="forbid", frozen=True)

    project: ProjectSettings
    engine: EngineSettings = EngineSettings()
    tables: dict[str, TableSettings] = {}
    channels: dict[str, ChannelSettings] = {}
    hooks: dict[str, HookSettings] = {}
    forgetting: ForgettingSettings | None = None
    archive: ArchiveSettings | None = None

    @property
    def archive_folder(self) -> str:
        """Where the archive lies, also where it is not said any more how long rows stay."""
        return ARCHIVE if self.archive is None else self.archive.folder

    @property
    def secret(self) -> str | None:
        """By which those are known who were forgotten."""
        return None if self.forgetting is None else self.forgetting.secret

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
