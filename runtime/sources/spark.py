"""How Apache Spark reads the shop's tables: files of a lake, tables of its catalogue, and `.sql`
files. It writes nothing; what it names are views of one session, which reckons in UTC."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession
from sqlglot import exp

from compiler.model.declarations import Field
from compiler.sql import build
from compiler.sql.dialects import Dialect
from runtime.settings import TableSettings
from runtime.sources.lists import read_list
from runtime.sources.raw import files, place
from runtime.sources.reader import ColumnTypes, Raw, SourceError
from runtime.sources.select import read_select
from runtime.sources.spark_query import backquoted, collected
from runtime.sources.spark_types import SPARK

CSV: dict[str, str] = {
    "header": "true", "quote": '"', "escape": '"', "multiLine": "true", "mode": "FAILFAST"
}  # fmt: skip
"""All columns are text: what is a number is said by the declaration. A line that does not fit its
head is an error, and no row of unknowns."""


class SparkReader:
    """A session of Spark. Relative paths are from the folder `root`."""

    dialect: Dialect = "spark"
    types: ColumnTypes = SPARK
    error: type[Exception] = PySparkException

    def __init__(self, session: SparkSession, root: Path) -> None:
        self._session = session
        self._root = root

    def open(self, name: str, settings: TableSettings) -> Raw:
        view = f"table {name}"
        try:
            found = self._rows(name, settings)
            columns = {field.name: field.dataType.simpleString() for field in found.schema}
            found.createOrReplaceTempView(backquoted(view))
        except PySparkException as error:
            raise SourceError(f"{place(name, settings)}: {self.reason(error)}") from error
        return Raw(name, build.table(view), columns)

    def open_list(self, item: Field, key: str) -> exp.Expr:
        keys = [(key,) for key in read_list(item, key, self._root)]
        found = self._session.createDataFrame(keys, "key STRING")
        found.createOrReplaceTempView(backquoted(item.name))
        return build.table(item.name)

    def rows(self, query: exp.Query) -> list[tuple[Any, ...]]:
        return collected(self._session, query)[1]

    def reason(self, error: Exception, settings: TableSettings | None = None) -> str:
        """The first line of what Spark says, without its code and its number of the standard."""
        first = str(error).strip().partition("\n")[0]
        plain = re.sub(r"^\[[A-Z0-9_.]+\] |\s*SQLSTATE: \w+.*$", "", first)
        return plain.rstrip(" .")

    def _rows(self, name: str, settings: TableSettings) -> DataFrame:
        if settings.table is not None:
            return self._session.table(settings.table)
        if settings.sql is not None:
            select = read_select(settings.sql, self._root, self.dialect)
            return self._session.sql(f"SELECT * FROM ({select}\n)")
        return self._file(name, settings)

    def _file(self, name: str, settings: TableSettings) -> DataFrame:
        """An address, such as `s3a://lake/orders/*.parquet`, is left to Spark."""
        assert settings.file is not None
        path = settings.file
        if "://" not in path:
            path = str(self._root.resolve() / path)
            if not files(settings, self._root):
                raise SourceError(f"{place(name, settings)}: there is no such file")
        ending = settings.file.removesuffix(".gz").rpartition(".")[2]
        if ending == "parquet":
            return self._session.read.option("mergeSchema", "true").parquet(path)
        if ending in ("csv", "tsv"):
            separator = "," if ending == "csv" else "\t"
            return self._session.read.options(sep=separator, **CSV).csv(path)
        return self._session.read.options(primitivesAsString="true", mode="FAILFAST").json(path)
