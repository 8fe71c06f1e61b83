"""The shop's own tables as DuckDB has them: a view over a file, a table or a `.sql` file."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TextIO

import duckdb

from compiler.sql import build
from runtime.settings import TableSettings
from runtime.sources.reader import Raw, SourceError
from runtime.sources.reads import read_files
from runtime.store.columns import quoted


def open_raw(
    connection: duckdb.DuckDBPyConnection, name: str, settings: TableSettings, root: Path
) -> Raw:
    """Make the temporary view `table <name>`. Relative paths, also those inside of a `.sql` file,
    are from the folder `root`. Raises SourceError, with the reason in words."""
    view = f"table {name}"
    try:
        query = _query(connection, name, settings, root)
        connection.execute(f"CREATE OR REPLACE TEMP VIEW {quoted(view)} AS {query}")
        described = connection.execute(f"DESCRIBE {quoted(view)}").fetchall()
        read = (settings.file,) if settings.file else read_files(connection, query)
    except duckdb.Error as error:
        said = reason(error, files(settings, root))
        raise SourceError(f"{place(name, settings)}: {said}") from error
    columns = {row[0]: row[1] for row in described}
    return Raw(name, build.table(view), columns, query, read)


def _query(
    connection: duckdb.DuckDBPyConnection, name: str, settings: TableSettings, root: Path
) -> str:
    if settings.table is not None:
        return "SELECT * FROM " + ".".join(quoted(part) for part in settings.table.split("."))
    if settings.file is not None:
        return f"SELECT * FROM {_reader(name, settings, root)}"
    assert settings.sql is not None
    return _select(connection, root / settings.sql, settings.sql)


def _reader(name: str, settings: TableSettings, root: Path) -> str:
    """CSV and JSON are read as text: what is a number is said by the declaration, not guessed
    from the first rows (a telephone number keeps its zeros)."""
    assert settings.file is not None
    found = files(settings, root)
    if not found:
        raise SourceError(f"{place(name, settings)}: there is no such file")
    if not any(path.stat().st_size for path in found):
        raise SourceError(f"{place(name, settings)}: the file is empty")
    path = "'" + str(root / settings.file).replace("'", "''") + "'"
    ending = settings.file.removesuffix(".gz").rpartition(".")[2]
    if ending == "parquet":
        return f"read_parquet({path}, union_by_name = true)"
    if ending in ("csv", "tsv"):
        delimiter = "," if ending == "csv" else "\t"
        return (
            f"read_csv({path}, all_varchar = true, header = true, delim = '{delimiter}', "
            "quote = '\"', escape = '\"', comment = '', union_by_name = true)"
        )
    return f"read_json({path}, maximum_depth = 1, sample_size = -1, union_by_name = true)"


def _select(connection: duckdb.DuckDBPyConnection, path: Path, shown: str) -> str:
    if not path.is_file():
        raise SourceError(f"{shown}: there is no such file")
    statements = connection.extract_statements(path.read_text(encoding="utf-8-sig"))
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise SourceError(f"{shown}: a file behind `sql` holds one SELECT and nothing else")
    return str(statements[0].query)


def files(settings: TableSettings, root: Path) -> tuple[Path, ...] | None:
    """The files that a table consists of now; None where it is no file."""
    return None if settings.file is None else matching(settings.file, root)


def matching(pattern: str, root: Path) -> tuple[Path, ...]:
    """The files that a name or a pattern stands for; relative ones are from `root`."""
    path = Path(pattern)
    if path.is_absolute():
        return tuple(sorted(Path(path.anchor).glob(str(path.relative_to(path.anchor)))))
    return tuple(sorted(root.glob(pattern)))


def place(name: str, settings: TableSettings) -> str:
    """A table as people know it: its name, and where segue.toml says that it is."""
    return f"table `{name}` ({settings.file or settings.table or settings.sql})"


def reason(error: duckdb.Error, read: Iterable[Path] | None = None) -> str:
    """What is wrong, in words: the line of the CSV files `read` that does not fit its head, else
    the first line of what DuckDB says."""
    for path in read or ():
        line = ragged(path)
        if line is not None:
            return line
    return str(error).splitlines()[0].split(" Error: ", 1)[-1].rstrip(" .")


def unreadable(
    error: duckdb.Error, tables: Mapping[str, TableSettings], root: Path
) -> SourceError | None:
    """What to say of an error in the middle of reading the tables: which of their files is to
    blame, and where. None for an error that is none of the data's."""
    if "CSV Error" not in str(error) and not isinstance(error, duckdb.IOException):
        return None
    for name, settings in tables.items():
        for path in files(settings, root) or ():
            line = ragged(path)
            if line is not None:
                return SourceError(f"{place(name, settings)}: {line}")
    return SourceError(f"the data cannot be read: {reason(error)}")


def open_text(path: Path) -> TextIO:
    """A text file, compressed or not, as it stands."""
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def ragged(path: Path) -> str | None:
    """The first line of a CSV file that does not fit its head; None where all do."""
    if not path.name.removesuffix(".gz").endswith((".csv", ".tsv")):
        return None
    delimiter = "\t" if ".tsv" in path.suffixes else ","
    try:
        with open_text(path) as text:
            rows = csv.reader(text, delimiter=delimiter)
            width = len(next(rows, []))
            for row in rows:
                if row and len(row) != width:
                    values = "1 value" if len(row) == 1 else f"{len(row)} values"
                    return f"line {rows.line_num} has {values}, but the head {width}"
    except UnicodeDecodeError:
        return f"{_foreign(path)} is not written in UTF-8: save the file as UTF-8"
    except csv.Error:
        return f"line {rows.line_num} of {path.name} is not CSV"
    return None


def _foreign(path: Path) -> str:
    """The first line that is no UTF-8."""
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                return f"line {number} of {path.name}"
    return path.name
