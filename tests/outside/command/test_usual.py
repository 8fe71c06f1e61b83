"""What is said where fewer or more entered than is usual."""

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

policy
  timezone "Asia/Seoul"

channel email
  to email

message thanks
  for service
  email subject "Thank you"
    """
    Thank you
    """

campaign orders
  enter on purchase
    each time
  usually 2 to 3 entries per day

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


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Two orders on the second of March, one on the third, on the policy's clock."""
    orders = ("2026-03-01T15:00:00", "2026-03-02T14:59:00", "2026-03-02T15:00:00")
    files = {
        "segue.toml": SETTINGS, "shop.campaign": CAMPAIGNS,
        "orders.csv": "customer_id,ordered_at\n" + "".join(f"ann,{each}\n" for each in orders),
        "customers.csv": "customer_id,email\nann,ann@x\n",
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(shop: Path, until: str) -> None:
    begin = () if (shop / ".segue" / "store.duckdb").exists() else ("--from", "2026-03-02")
    done = segue(shop, "run", "--apply", *begin, "--until", until)
    assert done.code == 0, done.err


def test_a_usual_day_is_nothing_to_speak_of_in_the_status(shop: Path) -> None:
    run(shop, "2026-03-03")
    assert "usual" not in segue(shop, "status").out
    assert "entries were usual (2 to 3 per day) in 1 whole day" in segue(shop, "report").out


def test_an_unusual_one_is_said_and_entries_go_on(shop: Path) -> None:
    run(shop, "2026-03-04 09:00")
    told = "orders: 1 entered on 2026-03-03, where 2 to 3 per day are usual"
    assert told in " ".join(segue(shop, "status").out.split())
    status = json.loads(segue(shop, "status", "--json").out)
    assert status["unusual"] == [
        {"campaign": "orders", "low": 2, "high": 3, "unit": "day", "day": "2026-03-03",
         "entries": 1},
    ]  # fmt: skip
    said = "entries outside what is usual (2 to 3 per day) in 1 of 2 whole days: 2026-03-03: 1"
    assert said in " ".join(segue(shop, "report").out.split())
    report = json.loads(segue(shop, "report", "--json").out)["campaigns"][0]
    assert report["usual"]["outside"] == [{"day": "2026-03-03", "entries": 1}]


def test_what_is_usual_can_change_while_customers_are_inside(shop: Path) -> None:
    """It decides nothing, and so it makes no other version."""
    run(shop, "2026-03-03")
    (shop / "shop.campaign").write_text(CAMPAIGNS.replace("2 to 3", "1 to 3"))
    run(shop, "2026-03-04 09:00")
    rows = [json.loads(line) for line in segue(shop, "journal", "--json").out.splitlines()]
    assert len({row["version"] for row in rows}) == 1
    assert "usual" not in segue(shop, "status").out
