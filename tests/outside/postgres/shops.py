"""A project over CSV files, and its twin over a schema of PostgreSQL with the same rows."""

from __future__ import annotations

import csv
import os
import re
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree
from unittest.mock import patch

import psycopg

from tests.outside.command.typed import Typed, outside, segue

PEOPLE = """\
segment near_the_sea
  city contains "ON" or city starts with "br"

segment spenders
  revenue > average of revenue across everyone
  favourite is known

segment usual
  orders >= count of distinct favourite across everyone or favourite contains "decaf"

segment rhythmic
  median gap of purchase < median of rhythm across bought
  largest purchase.amount / orders > 5

segment bought
  has purchase

segment came_and_bought
  has visit followed by purchase within 3 days

segment kept
  not (has cart_add in last 30 days not followed by purchase within 3 days)
  wants_email

segment this_winter
  signed_up since 2025-12-01
  first purchase.amount < last purchase.amount

segment coming
  likely > 0.3

segment best
  rfm.recency >= 4 and rfm.frequency >= 2

predict likely = chance of visit in next 7 days

score rfm
  recency    last purchase, 1 to 5
  frequency  count of purchase, 1 to 5

segment told
  has clicked any message

trait favourite = most frequent purchase.product
trait rhythm = median gap of purchase

groups kinds
  rich   when revenue > 1.2 * average of revenue across bought
  rare   when rhythm > 20
  named  when name starts with "a"
  others otherwise
"""
"""What the template's own files do not say."""

TYPES = {"at": "timestamp", "amount": "numeric", "total": "numeric(12,2)", "wants": "boolean"}


@dataclass(frozen=True)
class Shops:
    """`files` and `database` are projects; `address` is the variable that the second one names."""

    files: Path
    database: Path
    address: str

    def on_files(self, *words: object) -> Typed:
        return segue(self.files, *words)

    def on_database(self, *words: object) -> Typed:
        with patch.dict(os.environ, {"SEGUE_DATABASE": self.address}):
            return segue(self.database, *words)

    def outside(self, *words: object) -> Typed:
        """The installed command, over the database."""
        return outside(self.database, *words, SEGUE_DATABASE=self.address)


def shops(
    files: Path, address: str, schema: str, *, text: bool = False, store: str = "segue"
) -> Shops:
    """The twin of the project in `files`, whose tables are made in a new schema; `text`: all
    columns are text, as they are in the files; `store`: the schema of the project's store."""
    database = Path(copytree(files, files.parent / f"{files.name} in postgres"))
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'CREATE SCHEMA "{schema}"')
        for path in sorted((files / "data").glob("*.csv")):
            load(connection, path, schema, text=text)
    settings = (files / "segue.toml").read_text(encoding="utf-8")
    engine = 'kind = "postgres"\nurl = "$SEGUE_DATABASE"\nstatement_timeout = "1 minute"\n'
    engine += f'store = "{store}"\n\n'
    settings = re.sub(r"(?s)(\[engine\]\n).*?(?=# Where)", rf"\1{engine}", settings)
    settings = re.sub(r'file = "data/(\w+)\.csv"', rf'table = "{schema}.\1"', settings)
    (database / "segue.toml").write_text(settings, encoding="utf-8")
    return Shops(files, database, address)


def load(
    connection: psycopg.Connection[tuple[object, ...]], path: Path, schema: str, *, text: bool
) -> None:
    """Makes a table of a CSV file, which is called like it."""
    with path.open(encoding="utf-8", newline="") as lines:
        head = next(csv.reader(lines))
    listed = ", ".join(f'"{name}" {"text" if text else _type(name)}' for name in head)
    connection.execute(f'CREATE TABLE "{schema}"."{path.stem}" ({listed})')
    with (
        connection.cursor() as cursor,
        cursor.copy(f'COPY "{schema}"."{path.stem}" FROM STDIN (FORMAT csv, HEADER)') as copy,
    ):
        copy.write(path.read_bytes())


def _type(column: str) -> str:
    parts = column.split("_")
    return next((kind for part, kind in TYPES.items() if part in parts), "text")
