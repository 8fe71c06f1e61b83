"""`segue check --data` counts whether arms are large enough to show a target."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from runtime.asking.arms import small_arms
from runtime.asking.data import asked
from runtime.statistics.needed import needed

AT = datetime(2026, 11, 20, tzinfo=UTC)

SHOP = '''
customers from shop.customers
  key    from id
  email  email

event purchase from shop.orders
  customer  from customer
  time      from at
  amount    money

channel email
  to email

message hello
  email subject "Hello"
    """
    Hello!
    """
'''
TABLES = """
[project]
name = "arms"
salt = "arms"

[tables]
"shop.customers" = "customers.csv"
"shop.orders" = "orders.csv"
"""


def told(campaign: str, folder: Path, *, customers: int, buyers: int) -> list[str]:
    """What is found where so many customers are there, some of whom bought in the week before."""
    folder.joinpath("segue.toml").write_text(TABLES)
    folder.joinpath("shop.campaign").write_text(SHOP + campaign)
    rows = [f"c{number},c{number}@example.org" for number in range(customers)]
    folder.joinpath("customers.csv").write_text("\n".join(["id,email", *rows]))
    orders = [f"c{number},2026-11-18 10:00:00,{number}.5" for number in range(buyers)]
    folder.joinpath("orders.csv").write_text("\n".join(["customer,at,amount", *orders]))
    with asked(folder) as data:
        return [each.title for each in small_arms(data, AT)]


HEAD = "\ncampaign one\n  enter every Monday at 09:00 for everyone\n"
GOAL = "  goal bought: purchase within 7 days, target 30%\n"
SPLIT = """
  split wording
    short 50%
      send hello by email
    long 50%
      send hello by email
"""
SEND = "\n  send hello by email\n"


def test_few_held_out(tmp_path: Path) -> None:
    few = told(f"{HEAD}{GOAL}  hold out 10%\n{SEND}", tmp_path, customers=200, buyers=40)
    assert few == ["of 200 customers 180 go through it and 20 are held out: too few to tell 30% "
                   "from 20%"]  # fmt: skip


def test_enough(tmp_path: Path) -> None:
    enough = told(f"{HEAD}{GOAL}  hold out 10%\n{SEND}", tmp_path, customers=3_000, buyers=600)
    assert enough == []


def test_two_arms(tmp_path: Path) -> None:
    few = told(f"{HEAD}{GOAL}{SPLIT}", tmp_path, customers=200, buyers=40)
    assert few == ["of 200 customers 100 get the arm `long` and 100 get the arm `short`: too few "
                   "to tell 30% from 20%"]  # fmt: skip


def test_a_target_that_is_met_anyway(tmp_path: Path) -> None:
    met = told(f"{HEAD}{GOAL}{SPLIT}", tmp_path, customers=200, buyers=80)
    assert met == ["40% of 200 customers did what `bought` counts in as long a time, so the target "
                   "of 30% shows nothing"]  # fmt: skip


def test_entries_by_an_event_are_those_of_four_weeks(tmp_path: Path) -> None:
    head = HEAD.replace("every Monday at 09:00 for everyone", "on purchase\n    once")
    few = told(f"{head}{GOAL.replace('30%', '99.9%')}{SPLIT}", tmp_path, customers=90, buyers=40)
    assert few == ["100% of 40 customers did what `bought` counts in as long a time, so the target "
                   "of 100% shows nothing"]  # fmt: skip


@pytest.mark.parametrize(
    "campaign",
    [f"{HEAD}{GOAL}{SEND}", f"{HEAD}{GOAL.replace(', target 30%', '')}{SPLIT}"],
    ids=["nothing to compare", "no target"],
)  # fmt: skip
def test_nothing_is_said(campaign: str, tmp_path: Path) -> None:
    assert told(campaign, tmp_path, customers=20, buyers=2) == []


def test_how_many_it_takes() -> None:
    """12% against 10% in two halves: 3,839 each, as in the tables."""
    assert needed(0.12, 0.10, (0.5, 0.5)) == pytest.approx(2 * 3_839, abs=3)
    assert needed(0.12, 0.10, (0.9, 0.1)) > needed(0.12, 0.10, (0.5, 0.5))
    assert needed(0.1, 0.1, (0.5, 0.5)) == needed(0.2, 0.1, (1.0, 0.0)) == float("inf")
