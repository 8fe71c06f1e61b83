"""`sent`, `entered`, `left`: what runs did can be counted, followed and tested."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.outside.command.typed import segue

CAMPAIGNS = """
segment through
  has left cart where reason = "finished"

segment told
  has sent any message

message second_word
  email subject "Still there?"
    \"\"\"
    We kept your cart.
    \"\"\"

campaign follow_up
  owner "you@roastery.example"
  enter on left cart where reason = "finished"
    each time
    only if no entered follow_up in last 2 days
  goal purchase within 3 days

  wait 10 minutes
  if has sent cart_reminder in last 1 day
    send second_word by email
  leave "done"

test "who finished the cart hears again"
  customer ben with wants_email yes, email "ben@example.org"
  force wording.plain for ben
  at 2026-03-02 10:15 ben does cart_add with cart "K2", product "Hand grinder", total 64
  expect cart_reminder to ben by email at 2026-03-02 12:15
  expect second_word to ben by email at 2026-03-02 12:25
  expect ben left because "done"
  expect ben in through
  expect ben in told
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    assert segue(tmp_path, "init", "shop").code == 0
    return tmp_path / "shop"


def rows(folder: Path, campaign: str, kind: str) -> list[dict[str, str]]:
    found = [json.loads(line) for line in segue(folder, "journal", "--json").out.splitlines()]
    return [row for row in found if (row["campaign"], row["kind"]) == (campaign, kind)]


def declare(folder: Path) -> None:
    with (folder / "cart.campaign").open("a", encoding="utf-8") as file:
        file.write(CAMPAIGNS)


def test_a_campaign_follows_another(shop: Path) -> None:
    declare(shop)
    assert segue(shop, "test", "cart.campaign").code == 0
    assert segue(shop, "run", "--apply", "--from", "2026-06-01", "--until", "2026-06-15").code == 0
    finished = {row["customer"] for row in rows(shop, "cart", "left")
                if row["reason"] == "finished"}  # fmt: skip
    assert finished
    assert {row["customer"] for row in rows(shop, "follow_up", "entered")} == finished
    shown = segue(shop, "count", "through", "--at", "2026-06-15", "--show", 99).out
    assert all(customer in shown for customer in finished)


def test_what_runs_did_before_anything_looked_at_it_counts(shop: Path) -> None:
    assert segue(shop, "run", "--apply", "--from", "2026-06-01", "--until", "2026-06-08").code == 0
    planned = {row["customer"] for row in rows(shop, "cart", "planned")}
    planned |= {row["customer"] for row in rows(shop, "win_back", "planned")}
    declare(shop)
    assert segue(shop, "run", "--apply", "--until", "2026-06-09").code == 0
    told = segue(shop, "count", "told", "--at", "2026-06-08", "--show", 99).out
    assert planned
    assert all(customer in told for customer in planned)


def test_nobody_else_can_say_what_segue_did(shop: Path) -> None:
    declare(shop)
    (shop / "sent.csv").write_text("send,time\n")
    assert "what Segue does itself" in segue(shop, "ingest", "sent", "sent.csv").sentence


def test_a_dry_run_begins_with_nothing_done(shop: Path) -> None:
    """As it begins with nobody inside."""
    declare(shop)
    words = ("dry-run", "follow_up", "--from", "2026-06-08", "--until", "2026-06-15", "--json")
    before = segue(shop, *words).out
    assert segue(shop, "run", "--apply", "--from", "2026-06-01", "--until", "2026-06-08").code == 0
    assert segue(shop, *words).out == before


def test_what_is_left_out_of_the_data_is_counted_once(shop: Path) -> None:
    """Though a tick that looks at what it does itself records its rows several times."""
    with (shop / "data" / "orders.csv").open("a", encoding="utf-8") as file:
        file.write("O999999,,2026-06-03 10:00:00,K1,Decaf,12\n")
    words = ("run", "--apply", "--from", "2026-06-01", "--until", "2026-06-08")
    declare(shop)
    done = segue(shop, *words)
    assert "1 row of purchase without a customer" in done.out + done.err
