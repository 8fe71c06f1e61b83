"""A cluster of two workers says what DuckDB says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.outside.command.typed import outside
from tests.outside.postgres.shops import PEOPLE
from tests.outside.spark.cluster import HOST, standalone
from tests.outside.spark.twins import twin

pytestmark = [pytest.mark.spark, pytest.mark.long]

ROOT = Path(__file__).parent.parent.parent.parent
ASKED = [f"count {name} --at 2026-03-01 --show 1000" for name in ("kinds", "came_and_bought")]


def test_two_workers_say_what_one_process_says(tmp_path: Path) -> None:
    assert outside(tmp_path, "init", "shop").code == 0
    (tmp_path / "shop/more.campaign").write_text(PEOPLE, encoding="utf-8")
    with standalone() as address:
        both = twin(tmp_path / "shop", address)
        command = [sys.executable, "-m", "tests.outside.spark.asks", str(both.spark), *ASKED]
        done = subprocess.run(
            command, cwd=ROOT, env={**os.environ, "SPARK_LOCAL_IP": HOST}, capture_output=True,
            timeout=600, check=True,
        )  # fmt: skip
    found = json.loads(done.stdout)
    for words, one in zip(ASKED, found, strict=True):
        assert (one["code"], one["err"]) == (0, "")
        assert one["out"] == both.on_duckdb(*words.split()).out


def test_a_master_that_is_not_there(tmp_path: Path) -> None:
    assert outside(tmp_path, "init", "shop").code == 0
    both = twin(tmp_path / "shop", "nowhere")
    said = outside(both.spark, "count", "buyer", SPARK_LOCAL_IP=HOST).sentence
    assert said.startswith("Spark cannot be reached at `nowhere`: ")
