"""Lists of text in files that Spark reads: CSV, and Parquet with lists of its own."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from tests.outside.command.typed import replaced, segue
from tests.outside.postgres.test_lists_of_text import SEGMENTS, UNFIT, in_files, members, titles

pytestmark = [pytest.mark.spark, pytest.mark.usefixtures("spark_session")]


def test_csv_and_parquet(tmp_path: Path) -> None:
    folder = in_files(tmp_path / "shop")
    settings = folder / "segue.toml"
    replaced(settings, "[tables]", '[engine]\nkind = "spark"\nurl = "local[2]"\n\n[tables]')
    assert {name: members(folder, name) for name in SEGMENTS} == SEGMENTS
    assert titles(segue(folder, "check", "--data", "--output", "json")) == UNFIT
    rows = f"read_csv('{folder / 'customers.csv'}', all_varchar = true)"
    listed = "* REPLACE (CAST(CAST(colours AS JSON) AS VARCHAR[]) AS colours)"
    duckdb.execute(f"COPY (SELECT {listed} FROM {rows}) TO '{folder / 'customers.parquet'}'")
    replaced(settings, "customers.csv", "customers.parquet")
    assert {name: members(folder, name) for name in SEGMENTS} == SEGMENTS
