"""Points, from the campaign to the ledger by which the shop credits them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.outside.command.typed import segue

CAMPAIGNS = '''
customers from shop.customers
  key          from customer_id
  email        email

event purchase from shop.orders
  customer  from customer_id
  time      from ordered_at
  amount    money

policy
  timezone "UTC"

channel email
  to email

offer bonus "For an order"
  points 500
  valid for 2 days
  at most 3 in all

message thanks
  email subject "{{ bonus.points | default: 'none' }} points"
    """
    Until {{ bonus.ends | default: "-" }}.
    """

segment rich
  has given bonus where points >= 500

campaign orders
  enter on purchase
    each time
  goal purchase within 1 day

  give bonus
  send thanks by email
'''
SETTINGS = """
[project]
name = "try"

[tables]
"shop.customers" = "customers.csv"
"shop.orders" = "orders.csv"

[channels.email]
provider = "file"
path = "outbox/email.jsonl"
"""
ORDERS = "\n".join(
    ["customer_id,ordered_at,amount", "bob,2026-03-01T10:00:00,1", "ann,2026-03-01T10:00:00,1",
     "ann,2026-03-02T11:00:00,2", "bob,2026-03-02T12:00:00,2", ""]
)  # fmt: skip


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    files = {
        "segue.toml": SETTINGS, "shop.campaign": CAMPAIGNS, "orders.csv": ORDERS,
        "customers.csv": "customer_id,email\nann,ann@x\nbob,bob@x\n",
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(shop: Path, until: str) -> str:
    begin = () if (shop / ".segue" / "store.duckdb").exists() else ("--from", "2026-03-01")
    done = segue(shop, "run", "--apply", *begin, "--until", until)
    assert done.code == 0, done.err
    return done.out


def ledger(shop: Path, *words: str) -> list[dict[str, str | int]]:
    return [json.loads(line) for line in segue(shop, "points", "--json", *words).out.splitlines()]


def test_each_gift_is_a_row_of_the_ledger_and_stands_in_the_letter(shop: Path) -> None:
    assert "offer bonus: 1 gift not given, all that there are were given" in run(shop, "2026-03-03")
    found = ledger(shop)
    assert [(each["customer"], each["at"], each["points"], each["ends"]) for each in found] == [
        ("ann", "2026-03-01T10:00:00Z", 500, "2026-03-03T10:00:00Z"),
        ("bob", "2026-03-01T10:00:00Z", 500, "2026-03-03T10:00:00Z"),
        ("ann", "2026-03-02T11:00:00Z", 500, "2026-03-04T11:00:00Z"),
    ]  # fmt: skip
    assert len({each["name"] for each in found}) == 3
    assert [each["customer"] for each in ledger(shop, "bob")] == ["bob"]
    text = (shop / "outbox" / "email.jsonl").read_text(encoding="utf-8")
    letters = [json.loads(line) for line in text.splitlines()]
    subjects = sorted((each["customer"], each["at"], each["subject"]) for each in letters)
    assert [subject for *_, subject in subjects] == ["500 points"] * 4  # bob still has his first
    assert letters[0]["text"] == "Until 2026-03-03 10:00."


def test_what_is_over_is_no_longer_valid(shop: Path) -> None:
    """At the very end of a gift it is."""
    run(shop, "2026-03-03 10:00")
    ann, bob = segue(shop, "points").out.splitlines()[-2:]
    assert ann.split() == ["ann", "1,000", "500", "500"]
    assert bob.split() == ["bob", "500", "500", "0"]
    assert "never" not in segue(shop, "points", "ann").out
    assert "no points were given to cat" in segue(shop, "points", "cat").out


def test_points_are_told_counted_and_asked_for(shop: Path) -> None:
    run(shop, "2026-03-03")
    assert "orders: bonus given: 500 points [S28]" in segue(shop, "explain", "ann").out
    report = json.loads(segue(shop, "report", "orders", "--json").out)["campaigns"][0]
    assert report["offers"] == [
        {"offer": "bonus", "given": 3, "not_given": 1, "used": None, "points": 1500}
    ]
    assert "bonus: 1,500 points given in all" in segue(shop, "report", "orders").out
    assert segue(shop, "count", "rich", "--at", "2026-03-02").out.split()[0] == "2"
    assert "500 points" in segue(shop, "preview", "thanks", "--customer", "ann").out


def test_a_run_that_is_taken_up_again_gives_nothing_twice(shop: Path) -> None:
    run(shop, "2026-03-02")
    before = ledger(shop)
    run(shop, "2026-03-03")
    assert ledger(shop)[:2] == before


def test_points_that_are_worth_more_now_leave_what_was_given(shop: Path) -> None:
    run(shop, "2026-03-02")
    (shop / "shop.campaign").write_text(CAMPAIGNS.replace("points 500", "points 700"))
    run(shop, "2026-03-03")
    assert [each["points"] for each in ledger(shop)] == [500, 500, 700]
