"""Fields and lists that Segue keeps, by the installed command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.outside.command.typed import segue

CAMPAIGNS = """
list regulars, kept

segment warm
  lead_points >= 20

campaign scoring
  owner "you@roastery.example"
  enter on cart_add
    each time

  set lead_points = lead_points + 10
  if in warm
    add to regulars

test "two carts make a regular"
  customer ben
  customer ann with lead_points 15
  at 2026-03-02 10:15 ben does cart_add with cart "K2", product "Hand grinder", total 64
  at 2026-03-03 10:15 ben does cart_add with cart "K3", product "Hand grinder", total 64
  at 2026-03-03 10:15 ann does cart_add with cart "K4", product "Hand grinder", total 64
  until 2026-03-05 00:00
  expect ben is lead_points 20
  expect ben in regulars
  expect ann is lead_points 25

test "what a person says counts"
  customer ben with regulars yes
  at 2026-03-02 10:15 ben is lead_points 3
  at 2026-03-03 10:15 ben does cart_add with cart "K2", product "Hand grinder", total 64
  until 2026-03-05 00:00
  expect ben is lead_points 13
  expect ben in regulars
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    assert segue(tmp_path, "init", "shop").code == 0
    folder = tmp_path / "shop"
    known = folder / "shop.campaign"
    kept = "  lead_points number, kept, else 0\n  city "
    text = known.read_text("utf-8").replace("  city ", kept, 1)
    known.write_text(text, "utf-8")
    with (folder / "cart.campaign").open("a", encoding="utf-8") as file:
        file.write(CAMPAIGNS)
    return folder


def test_tests_run_and_kept_customers_can_be_counted(shop: Path) -> None:
    assert segue(shop, "test", "cart.campaign").code == 0
    assert segue(shop, "run", "--apply", "--from", "2026-06-01", "--until", "2026-06-15").code == 0
    told = [json.loads(line) for line in segue(shop, "journal", "--json").out.splitlines()]
    adds: dict[str, int] = {}
    for row in told:
        if (row["campaign"], row["kind"]) == ("scoring", "set") and row["message"] == "lead_points":
            adds[row["customer"]] = adds.get(row["customer"], 0) + 1
            assert row["reason"] == str(10 * adds[row["customer"]])
    regulars = {customer for customer, times in adds.items() if times >= 2}
    assert regulars
    for asked in ("warm", "regulars"):
        shown = segue(shop, "count", asked, "--at", "2026-06-15", "--show", 99).out
        assert f"{len(regulars)}  {asked}" in shown
        assert all(customer in shown for customer in regulars)


def test_what_stands_in_no_store_is_nothing(shop: Path) -> None:
    for asked in ("regulars", "warm"):
        counted = segue(shop, "count", asked)
        assert (counted.code, counted.out.split()) == (0, ["0", asked])


def test_what_was_set_is_read_aloud(shop: Path) -> None:
    assert segue(shop, "run", "--apply", "--from", "2026-06-01", "--until", "2026-06-15").code == 0
    shown = segue(shop, "journal").out
    assert "scoring: lead_points set to 20 [S38]" in shown
    assert "scoring: put on the list regulars [S38]" in shown


def test_a_text_that_would_show_a_hole_is_refused(shop: Path) -> None:
    path = shop / "win_back.campaign"
    path.write_text(path.read_text("utf-8").replace(
        "Shall we keep", "You have {{ customer.lead_points }} points. Shall we keep", 1
    ), "utf-8")  # fmt: skip
    done = segue(shop, "check")
    assert done.code == 1
    assert "`customer.lead_points` is kept by Segue, and no text sees it" in done.out + done.err
    assert "with `if lead_points …`, and send another message" in done.out + done.err
