"""Dialects that are only printed: what is printed can be read, and what cannot be said is."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
import sqlglot
from sqlglot import exp

from compiler.describing import described_in
from compiler.sql import build
from compiler.sql.declared import declared_tables
from compiler.sql.printed.printing import PRINTED, Printed, printed
from compiler.sql.printed.words import CannotPrint
from compiler.sql.probe import Everybody, Inline, probe
from runtime.loading import load
from tests.sql import random_models as make
from tests.sql import random_worlds as worlds
from tests.sql.random_conditions import Generator

CAMPAIGNS = Path(__file__).parents[2] / "campaigns"
AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
DIALECTS = list(PRINTED)
LAST = ("seoul_sign_ups", "retargeting")
"""They look at what was last: where a visit came from, whether a list was joined or left."""
UNSAID = "Redshift has no words for a field of the last event"


def read_again(text: str, dialect: Printed) -> None:
    assert "SEGUE_" not in text and "infinity" not in text
    assert PRINTED[dialect].filters or "FILTER(" not in text
    assert sqlglot.parse_one(text, read=dialect).find(exp.CTE)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("folder", ["shop", "playbook"])
def test_every_segment_and_all_groups(folder: str, dialect: Printed) -> None:
    project = load(CAMPAIGNS / folder).checked.project
    assert project is not None
    unsaid = {}
    for name in (*project.segments, *project.groups):
        try:
            read_again(described_in(project, name, AT, dialect, {}), dialect)
        except CannotPrint as error:
            unsaid[name] = str(error)
    at_redshift = folder == "playbook" and dialect == "redshift"
    assert unsaid == (dict.fromkeys(LAST, UNSAID) if at_redshift else {})


@pytest.mark.parametrize("dialect", DIALECTS)
def test_conditions_of_every_kind(dialect: Printed) -> None:
    """Those that a dialect has no words for name both."""
    random = Random(1)
    project = make.project(random)
    of = Generator(random, project, rows=False)
    for _ in range(4):
        asked = {"c": of.condition(3)}
        tables = declared_tables(project)
        query = probe(project, asked, Everybody(worlds.AT), tables, Inline(worlds.AT))
        try:
            read_again(printed(query, dialect), dialect)
        except CannotPrint as error:
            assert str(error).startswith(f"{PRINTED[dialect].title} has no words for ")


SAID: dict[Printed, str] = {
    "bigquery": "'red' IN UNNEST(`colours`)",
    "snowflake": "ARRAY_CONTAINS(TO_VARIANT('red'), \"colours\")",
    "databricks": "ARRAY_CONTAINS(`colours`, 'red')",
    "clickhouse": "has(\"colours\", 'red')",
    "trino": "CONTAINS(\"colours\", 'red')",
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_what_a_list_of_text_contains(dialect: Printed) -> None:
    query = exp.select("*").from_("t").where(
        build.call("SEGUE_HAS", build.column("colours"), build.text("red"))
    )
    if dialect == "redshift":  # it has no lists
        with pytest.raises(CannotPrint, match="Redshift has no words for `contains` of a list"):
            printed(query, dialect)
        return
    text = printed(query, dialect)
    assert SAID[dialect] in " ".join(text.split())
    assert sqlglot.parse_one(text, read=dialect).find(exp.Where)
