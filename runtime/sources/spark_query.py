"""How a query runs on Spark: part by part.

Spark puts a common table expression into every place that names it, and reads its tables there
again; a query of some layers would grow beyond what it can plan. So each part becomes a temporary
view, and what several places read is kept until the query is over.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from compiler.sql.dialects import one_line

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


def collected(session: SparkSession, query: exp.Query) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The names of the columns, and the rows. Raises PySparkException where Spark refuses."""
    with _parted(session, query.copy()) as last:
        try:
            found = session.sql(one_line(last, "spark"))
            return found.columns, [tuple(row) for row in found.collect()]
        except Exception as error:
            raise _refused(error) from error


@contextmanager
def _parted(session: SparkSession, query: exp.Query) -> Iterator[exp.Query]:
    """The query without its WITH, the parts of which are there as views."""
    parts = list(query.ctes)
    named = Counter(table.name for table in query.find_all(exp.Table))
    query.set("with_", None)
    kept: list[DataFrame] = []
    try:
        for part in parts:
            found = session.sql(one_line(part.this, "spark"))
            if named[part.alias] > 1:
                kept.append(found.persist())
            found.createOrReplaceTempView(backquoted(part.alias))
        yield query
    finally:
        for part in parts:
            session.catalog.dropTempView(backquoted(part.alias))
        for found in kept:
            found.unpersist()


def _refused(error: Exception) -> Exception:
    """What a job failed of is said behind where it failed."""
    from pyspark.errors import PySparkException

    cause = re.search(r"Caused by: [\w.$]+: (.+)|Exception: (\[[A-Z_.]+\] .+)", str(error))
    if isinstance(error, PySparkException) or cause is None:
        return error
    return PySparkException(message=cause[1] or cause[2])


def backquoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"
