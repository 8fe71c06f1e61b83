"""`in top 10% by …`: what it becomes, and what is said of wrong ones."""

from __future__ import annotations

import pytest

from compiler.model.conditions import All, InSegment
from compiler.model.values import Type
from tests.compiler.asking import findings, project

KNOWN = """customers from shop.customers
  key     from customer_id
  city    text
  joined  date

event purchase from shop.orders
  customer  from customer_id
  time      from ordered_at
  amount    money

trait revenue = sum of purchase.amount
trait latest = last purchase

score rfm
  recency  last purchase, 1 to 5

segment buyers
  has purchase

"""


def asked(line: str) -> str:
    return f"{KNOWN}segment best\n  {line}\n"


def test_the_snapshot_keeps_the_value_and_the_hash_of_the_last_one() -> None:
    found = project(asked("in bottom 12.50% by revenue across buyers"), base="")
    name = "bottom 12.5% by revenue across buyers"
    border, last = found.populations[name], found.populations[f"{name}, hash"]
    assert (border.kind, border.type, border.place) == ("bottom", Type.MONEY, (1, 8))
    assert (last.kind, last.type, last.place) == ("bottom hash", Type.TEXT, (1, 8))
    assert border.segment == last.segment == "buyers"


def test_across_a_segment_one_must_be_in_it() -> None:
    found = project(asked("in top 10% by revenue across buyers"), base="")
    condition = found.segments["best"].condition
    assert isinstance(condition, All)
    assert condition.parts[0] == InSegment("buyers")


def test_everyone_is_who_is_meant_without_across() -> None:
    lines = ("in top 10% by revenue", "in top 10% by revenue across everyone")
    one, other = (project(asked(line), base="") for line in lines)
    assert one.segments == other.segments


@pytest.mark.parametrize("value", ["revenue", "latest", "joined", "rfm.recency"])
def test_numbers_times_and_dates_have_an_order(value: str) -> None:
    assert findings(asked(f"not in top 1% by {value}"), base="") == []


WRONG = {
    "in top 0% by revenue": ("E0413", "0% is no share of the customers"),
    "in top 200% by revenue": ("E0413", "200% is no share of the customers"),
    "in top 0.125% by revenue": ("E0413", "0.125% is no share of the customers"),
    "in top 10 by revenue": ("E0010", "after `in top` comes a per cent such as `10%`, not `10`"),
    "in top 10% by count of purchase": (
        "E0311", "`in top` looks at one value of each customer",
    ),
    "in bottom 10% by average of revenue across everyone": (
        "E0311", "`in bottom` looks at one value of each customer",
    ),
    "in top 10% by city": (
        "E0303", "`in top` goes by numbers, times and dates, and this is text",
    ),
    "in top 10% by purchase": ("E0204", "`purchase` is an event, and an event has no value"),
    "in top 10% by revnue": ("E0201", "unknown field `revnue`"),
    "in top 10% by revenue across buyres": ("E0201", "unknown segment `buyres`"),
    "in top 10% by revenue across rfm": ("E0204", "`rfm` is a score, not a segment"),
    "in top 10% by revenue across best": ("E0205", "`best` looks at itself"),
    "has purchase where in top 10% by revenue": (
        "E0306", "`where` cannot look at all customers",
    ),
}  # fmt: skip


@pytest.mark.parametrize("line", WRONG)
def test_what_cannot_be_has_one_message(line: str) -> None:
    (found,) = findings(asked(line), base="")
    assert (found.code, found.title) == WRONG[line]


def test_the_entry_is_no_value_of_each_customer() -> None:
    text = (
        "campaign c\n  enter on purchase\n    only if in top 10% by entry.amount\n    once\n"
        "  goal purchase within 3 days\n\n  wait 1 day\n"
    )
    assert [found.code for found in findings(KNOWN + text, base="")] == ["E0311"]
