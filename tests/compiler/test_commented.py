"""What a query says of itself to whoever reads it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlglot

from compiler.check import check
from compiler.describing import described
from compiler.sentences import sentences
from compiler.sql.declared import declared_tables
from compiler.sql.dialects import Dialect, emit
from compiler.sql.probe import Inline
from compiler.sql.queries import segment_query
from dsl.parse import parse
from dsl.source import Source

TEXT = """\
customers from shop.members
  key   from member
  city  text

event purchase from shop.orders
  id        from order_no
  customer  from member
  time      from bought_at
  amount    money

trait orders = count of purchase
trait revenue = sum of purchase.amount

segment several "More */ than -- one"
  orders >= 2

segment spenders
  in several
  revenue > average of revenue across several

score rf
  recency    last purchase, 1 to 3
  frequency  orders, 1 to 3

segment top
  rf = "3-3"
"""

AT = datetime(2026, 3, 1, tzinfo=UTC)
SOURCE = Source("shop.campaign", TEXT)
FILE = parse(SOURCE).file
PROJECT = check([FILE], {}).project
SAID = sentences([FILE], {SOURCE.path: TEXT})


def compiled(name: str, dialect: Dialect = "duckdb") -> str:
    assert PROJECT is not None
    return described(PROJECT, name, AT, dialect, SAID)


def test_what_is_asked_stands_above_word_for_word() -> None:
    assert compiled("spenders").startswith(
        "-- spenders, as of 2026-03-01 00:00 UTC\n"
        "--   segment spenders\n"
        "--     in several\n"
        "--     revenue > average of revenue across several\n"
        "WITH "
    )


def test_every_part_says_what_it_comes_from() -> None:
    text = compiled("spenders")
    assert '"everybody" AS (\n  /* customers from shop.members */' in text
    assert "/* event purchase from shop.orders, for `orders`, `revenue` */" in text
    assert (
        '"with orders and revenue" AS (\n  /* trait orders = count of purchase\n'
        "     trait revenue = sum of purchase.amount */\n" in text
    )
    assert "/* for `spenders` */" in text
    assert text.count("orders >= 2") == 1


def test_a_score_is_told_whole_once() -> None:
    text = compiled("top")
    assert text.count("recency    last purchase, 1 to 3") == 1
    assert "/* for `rf` */" in text and "for `orders`, `rf` */" in text
    assert '"with rf" AS (\n  /* score rf */' in text


@pytest.mark.parametrize("dialect", ["duckdb", "postgres"])
def test_comments_change_nothing(dialect: Dialect) -> None:
    """Whatever a title holds: a comment ends where it should."""
    assert PROJECT is not None
    query = segment_query(
        PROJECT, "spenders", AT, declared_tables(PROJECT), Inline(AT)
    )  # fmt: skip
    plain = sqlglot.parse_one(emit(query, dialect), read=dialect)
    read = sqlglot.parse_one(compiled("spenders", dialect), read=dialect)
    assert read.sql(dialect, comments=False) == plain.sql(dialect)
