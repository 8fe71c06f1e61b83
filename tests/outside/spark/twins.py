"""A project on DuckDB, and its twin on Spark."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

from tests.outside.command.typed import Typed, segue


@dataclass(frozen=True)
class Twins:
    duckdb: Path
    spark: Path

    def on_duckdb(self, *words: object) -> Typed:
        return segue(self.duckdb, *words)

    def on_spark(self, *words: object) -> Typed:
        return segue(self.spark, *words)


def twin(duckdb: Path, url: str = "local[2]") -> Twins:
    """A copy of the project, of another engine."""
    spark = Path(copytree(duckdb, duckdb.parent / f"{duckdb.name} on spark"))
    settings = (duckdb / "segue.toml").read_text(encoding="utf-8")
    engine = f'kind = "spark"\nurl = "{url}"\n\n'
    settings = re.sub(r"(?s)(\[engine\]\n).*?(?=# Where)", rf"\1{engine}", settings)
    (spark / "segue.toml").write_text(settings, encoding="utf-8")
    return Twins(duckdb, spark)
