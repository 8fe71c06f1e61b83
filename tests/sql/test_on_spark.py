"""What DuckDB and PostgreSQL are asked construct by construct, Spark is asked in few queries: each
takes it a second, however small the tables."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from compiler.model.conditions import Condition
from compiler.model.values import Value
from compiler.patterns import parse, written
from compiler.sql import build
from compiler.sql.probe import Everybody, Inline, probe
from compiler.sql.tables import store_tables
from runtime.interpreter.patterns import matches
from tests.sql.engines import Spark
from tests.sql.small_shop import NOON, SHOP, project
from tests.sql.store import store
from tests.sql.test_against_interpreter import ASKED, everybody, world
from tests.sql.test_constructs import CONDITIONS, VALUES, expected
from tests.sql.test_patterns import pattern, text

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = pytest.mark.spark


@pytest.fixture
def spark(spark_session: SparkSession) -> Spark:
    return Spark(spark_session)


def test_each_construct(spark: Spark) -> None:
    made = project()
    store(spark, made, SHOP)
    wanted: dict[str, Condition | Value] = {name: one for name, one, _ in CONDITIONS}
    wanted |= {name: one for name, one, _ in VALUES}
    right = {name: list(answers) for name, _, answers in CONDITIONS}
    right |= {name: expected(answers, one) for name, one, answers in VALUES}
    query = probe(made, wanted, Everybody(NOON), store_tables(made), Inline(NOON))
    rows = sorted(spark.rows(query), key=lambda row: row["customer"])
    found = {name: [row[name] for row in rows] for name in wanted}
    assert found == right


def test_patterns(spark: Spark) -> None:
    asked = [(pattern(random, 3), text(random)) for random in map(Random, range(300))]
    asked += [("a{255}", "a" * 255), ("([가-힣]{10}){100}", "가" * 1000), ("(a?){255}", "a" * 255)]
    for sign in map(chr, range(32, 127)):
        meant = sign if sign.isalnum() or sign in " _" else f"\\{sign}"
        asked += [(meant, sign), (f"[{meant}]" if len(meant) > 1 else meant, sign)]
    columns = [
        build.named(
            build.call("SEGUE_MATCHES", build.column(f"t{place}"), build.text(written(parse(one)))),
            f"c{place}",
        )
        for place, (one, _) in enumerate(asked)
    ]  # fmt: skip
    kinds = [f'"t{place}" VARCHAR' for place in range(len(asked))]
    spark.load("texts", kinds, [[text for _, text in asked]])
    (row,) = spark.rows(build.select_all("texts").select(*columns, append=False))
    for place, (one, held) in enumerate(asked):
        assert row[f"c{place}"] is matches(one, held), (one, held)


@pytest.mark.parametrize("seed", range(301, 302))
def test_the_interpreter_and_spark_agree(seed: int, spark: Spark) -> None:
    everybody(world(seed, spark), spark, [ASKED[seed % 4]])


@pytest.mark.long
@pytest.mark.parametrize("seed", [300, 302, *range(2000, 2040)])
def test_more_of_them(seed: int, spark: Spark) -> None:
    everybody(world(seed, spark, steady=seed % 4 < 2), spark)
