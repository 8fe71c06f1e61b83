"""A guard that is broken: what is said of it, and what lets in again."""

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

event complaint from shop.complaints
  customer  from customer_id
  time      from made_at

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
  guard complaint within 6 hours, under 5%

  send thanks by email
'''
SETTINGS = """
[project]
name = "try"

[tables]
"shop.customers" = "customers.csv"
"shop.orders" = "orders.csv"
"shop.complaints" = "complaints.csv"

[channels.email]
provider = "file"
path = "outbox/email.jsonl"
"""
CROWD = 120


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """On the second of March all buy, and every other complains; ann buys each noon."""
    keys = [f"p{number:03}" for number in range(CROWD)]
    orders = [f"{key},2026-03-02T01:00:00" for key in keys]
    orders += [f"ann,2026-03-0{day}T03:00:00" for day in range(2, 9)]
    complaints = [f"{key},2026-03-02T02:00:00" for key in keys[::2]]
    tables = {
        "customers.csv": ["customer_id,email", "ann,ann@x", *(f"{key},{key}@x" for key in keys)],
        "orders.csv": ["customer_id,ordered_at", *orders],
        "complaints.csv": ["customer_id,made_at", *complaints],
    }
    (tmp_path / "segue.toml").write_text(SETTINGS)
    (tmp_path / "shop.campaign").write_text(CAMPAIGNS)
    for name, lines in tables.items():
        (tmp_path / name).write_text("\n".join([*lines, ""]))
    begun = segue(tmp_path, "run", "--apply", "--from", "2026-03-02", "--until", "2026-03-03 18:00")
    assert begun.code == 0, begun.err
    return tmp_path


def of_ann(shop: Path) -> list[str]:
    rows = [json.loads(line) for line in segue(shop, "journal", "--json").out.splitlines()]
    return [row["reason"] or row["kind"] for row in rows
            if row["customer"] == "ann" and row["kind"] in ("entered", "refused")]  # fmt: skip


def words(shop: Path, *command: str) -> str:
    return " ".join(segue(shop, *command).out.split())


def test_it_is_said_everywhere(shop: Path) -> None:
    assert of_ann(shop) == ["entered", "guard"]
    told = "orders: its guard against complaint is broken since 2026-03-03 00:00 (60 of 121)"
    assert told in words(shop, "status")
    assert json.loads(segue(shop, "status", "--json").out)["broken"] == [
        {"campaign": "orders", "guard": "complaint", "since": "2026-03-02T15:00:00Z",
         "reached": 60, "of": 121},
    ]  # fmt: skip
    report = words(shop, "report")
    assert "guard against complaint, under 5.00%: 49.6% of 121 did it" in report
    assert "nobody enters since 2026-03-03 00:00" in report
    assert "not let in by purchase" in words(shop, "explain", "ann")
    assert "a guard of the campaign is broken" in words(shop, "explain", "ann")
    assert "did what the guard against complaint counts" in words(shop, "explain", "p000")


def test_a_resume_lets_in_again(shop: Path) -> None:
    done = segue(shop, "resume", "orders", "--by", "anna")
    assert done.code == 0, done.err
    assert "broken" not in segue(shop, "status").out
    assert segue(shop, "resume", "orders", "--by", "anna").code != 0
    assert segue(shop, "run", "--until", "2026-03-05").code == 0
    assert of_ann(shop) == ["entered", "guard", "entered"]


def test_another_text_lets_in_again(shop: Path) -> None:
    """What is usual, and who owns it, makes no other."""
    text = CAMPAIGNS.replace("  guard", "  usually 1 to 9 entries per day\n  guard")
    (shop / "shop.campaign").write_text(text)
    assert segue(shop, "run", "--apply", "--until", "2026-03-05").code == 0
    assert of_ann(shop) == ["entered", "guard", "guard"]
    (shop / "shop.campaign").write_text(CAMPAIGNS.replace("under 5%", "under 50%"))
    assert segue(shop, "run", "--apply", "--until", "2026-03-06").code == 0
    assert of_ann(shop) == ["entered", "guard", "guard", "entered"]
    assert "broken" not in segue(shop, "status").out


def test_how_often_it_is_run_changes_nothing(shop: Path, tmp_path: Path) -> None:
    """Once over all days at once, where the snapshots lie within."""
    before = segue(shop, "journal", "--json").out
    (shop / ".segue" / "store.duckdb").unlink()
    done = segue(shop, "run", "--apply", "--from", "2026-03-02", "--until", "2026-03-02 10:00")
    assert done.code == 0, done.err
    for until in ("2026-03-02 23:59", "2026-03-03", "2026-03-03 00:01", "2026-03-03 18:00"):
        assert segue(shop, "run", "--until", until).code == 0
    assert segue(shop, "journal", "--json").out == before
