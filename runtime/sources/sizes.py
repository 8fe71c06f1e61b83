"""How much there is to read in a table, before it is read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import sqlglot
from sqlglot import exp

from compiler.sql import build
from runtime.sources.raw import matching
from runtime.sources.reader import Raw, Reader


@dataclass(frozen=True, slots=True)
class Size:
    """`rows` and `bytes` None: not known without reading it. `about`: the engine's own estimate,
    from when it last looked at the table."""

    rows: int | None
    bytes: int | None
    about: bool = False


def size_of(reader: Reader, raw: Raw, root: Path) -> Size:
    """PostgreSQL is asked what it knows of a table, and of a view or a query it knows nothing
    beforehand; elsewhere rows are counted, for which Parquet and DuckDB's own tables need not be
    read. Bytes are those of the files, of all their columns; relative ones are from `root`."""
    if reader.dialect == "postgres":
        return _known(reader, raw)
    counted = exp.select(exp.Count(this=exp.Star())).from_(raw.source.copy())
    ((rows,),) = reader.rows(counted)
    return Size(rows, _bytes(raw, root))


def _bytes(raw: Raw, root: Path) -> int | None:
    if not raw.files:
        return None
    return sum(path.stat().st_size for name in raw.files for path in matching(name, root))


_CATALOGUE = """
SELECT CASE WHEN MIN(c.reltuples) >= 0 THEN CAST(SUM(c.reltuples) AS BIGINT) END,
  CAST(SUM(PG_TABLE_SIZE(c.oid)) AS BIGINT)
FROM pg_class AS c
WHERE c.relkind IN ('r', 'm') AND (c.oid = TO_REGCLASS('the table')
  OR c.oid IN (SELECT t.relid FROM PG_PARTITION_TREE(TO_REGCLASS('the table')) AS t))
"""
"""A table that was never analysed has -1 rows."""


def _known(reader: Reader, raw: Raw) -> Size:
    if not isinstance(raw.source, exp.Table):
        return Size(None, None)
    query = sqlglot.parse_one(_CATALOGUE, read="postgres", into=exp.Select)
    for literal in list(query.find_all(exp.Literal)):
        if literal.name == "the table":
            literal.replace(build.text(raw.source.sql(dialect="postgres")))
    ((rows, size),) = reader.rows(query)
    return Size(rows, size, about=rows is not None)
