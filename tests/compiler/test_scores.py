"""Scores: the eleven groups are a map of all cells, and wrong scores are told what is wrong."""

from __future__ import annotations

from itertools import product

import pytest

from compiler.meaning.parts import CELLS
from tests.compiler.asking import findings

KNOWN = """customers from shop.customers
  key   from customer_id
  city  text

event purchase from shop.orders
  customer  from customer_id
  time      from ordered_at
  amount    money

"""

RFM = """score rfm
  recency    last purchase, 1 to 5
  frequency  count of purchase, 1 to 5

"""


def test_each_cell_has_one_name() -> None:
    for recency, frequency in product(range(1, 6), repeat=2):
        named = [
            name
            for name, (lately, often) in CELLS.items()
            if lately[0] <= recency <= lately[1] and often[0] <= frequency <= often[1]
        ]
        assert len(named) == 1, (recency, frequency, named)


WRONG = {
    "recency  last purchase, 5 to 1": ("E0423", "scores go from 1 to a whole number of 2 to 10"),
    "recency  last purchase, 1 to 11": ("E0423", "scores go from 1 to a whole number of 2 to 10"),
    "home  city, 1 to 5": (
        "E0303", "a score is of numbers, times or dates, and this is text",
    ),
    "group  count of purchase, 1 to 5": ("E0203", "`group` cannot be the name of a part"),
}  # fmt: skip


@pytest.mark.parametrize("line", WRONG)
def test_a_part_that_cannot_be(line: str) -> None:
    (found,) = findings(KNOWN + f"score rfm\n  {line}\n", base="")
    assert (found.code, found.title) == WRONG[line]


USES = {
    'rfm.grup = "Champions"': ("E0201", "`rfm` has no part `grup`"),
    'rfm.group = "Champion"': ("E0302", "`rfm.group` is never `Champion`"),
    "rfm.monetary >= 4": ("E0201", "`rfm` has no part `monetary`"),
    "has purchase where rfm.recency = 5": (
        "E0306", "`where` cannot look at `rfm.recency`, which is computed",
    ),
    "in rfm": ("E0204", "`rfm` is a score, not a segment"),
}  # fmt: skip


@pytest.mark.parametrize("line", USES)
def test_a_use_that_cannot_be(line: str) -> None:
    (found,) = findings(KNOWN + RFM + f"segment best\n  {line}\n", base="")
    assert (found.code, found.title) == USES[line]


def test_a_score_without_recency_has_no_named_groups() -> None:
    text = "score value\n  money  sum of purchase.amount, 1 to 5\n\n"
    (found,) = findings(KNOWN + text + 'segment best\n  value.group = "Champions"\n', base="")
    assert found.code == "E0424"


def test_a_score_of_itself_is_a_circle() -> None:
    (found,) = findings(KNOWN + "score a\n  part  a.part, 1 to 5\n", base="")
    assert found.code == "E0205"
