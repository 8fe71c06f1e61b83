"""What in `segue.toml` does not go together: each engine has keys of its own, and reads tables in
its own way."""

from __future__ import annotations

from collections.abc import Iterator

from runtime.settings.saying import place
from runtime.settings.sections import EngineSettings, Settings, TableSettings


def unfitting(settings: Settings) -> list[str]:
    """A sentence each."""
    wrong = list(_not_of_the_engine(settings.engine))
    if settings.engine.kind == "spark":
        wrong += [_no_json(name) for name, table in settings.tables.items() if _is_json(table)]
    return wrong


def _not_of_the_engine(engine: EngineSettings) -> Iterator[str]:
    for key, kinds in _OF_ENGINES.items():
        if engine.kind not in kinds and key in engine.model_fields_set:
            named = " or ".join(f'"{kind}"' for kind in kinds)
            yield f"{place(('engine', key))} is for kind = {named}, not \"{engine.kind}\""
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
    "store": ("postgres",),
    "statement_timeout": ("postgres",),
}


def _is_json(table: TableSettings) -> bool:
    return table.file is not None and table.file.removesuffix(".gz").endswith(".json")


def _no_json(name: str) -> str:
    return (
        f"{place(('tables', name))}: the engine `spark` reads JSON as one object a line: make it "
        "such a file and call it .jsonl, or make it Parquet"
    )
