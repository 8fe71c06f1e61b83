"""Where a row stands in its file."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TextIO

from runtime.sources.raw import open_text


def where(file: Path, row: int) -> str:
    """`line 3` of a text file, `row 2` of another."""
    ending = file.name.removesuffix(".gz").rpartition(".")[2]
    if ending == "parquet":
        return f"row {row}"
    with open_text(file) as text:
        line = next(islice(_lines(text, ending), row - 1, None), None)
    return f"row {row}" if line is None else f"line {line}"


def _lines(text: TextIO, ending: str) -> Iterator[int]:
    """The lines on which the rows of a file begin, or end where text goes over several."""
    if ending in ("csv", "tsv"):
        reader = csv.reader(text, delimiter="," if ending == "csv" else "\t")
        next(reader, None)
        yield from (reader.line_num for cells in reader if cells)
        return
    for number, line in enumerate(text, 1):
        if number == 1 and line.lstrip().startswith("["):
            return
        if line.strip() and isinstance(json.loads(line), dict):
            yield number
