"""Messages to colleagues and to an address of the entry, as they stand in the outbox."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.outside.command.typed import segue

CAMPAIGNS = '''
customers from shop.customers
  key          from customer_id
  email        email
  language     language

event guest_order from shop.orders
  customer  from customer_id
  time      from ordered_at
  contact   email
  amount    money

policy
  timezone "UTC"

channel email
  to email

staff sales to "sales@shop.example"

message alert
  for service
  email subject "{{ entry.amount }}"
    """
    {{ customer.email | default: "a guest" }}
    """
  email subject "in German" in "de"
    """
    {{ customer.email | default: "ein Gast" }}
    """

campaign orders
  enter on guest_order
    each time

  send alert to sales
  send alert to entry.contact as receipt
  wait for clicked any message, at most 2 hours
    leave "clicked"
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
CLICKED = "2026-03-01T10:30:00Z"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    files = {
        "segue.toml": SETTINGS, "shop.campaign": CAMPAIGNS,
        "customers.csv": "customer_id,email,language\nann,ann@x,de\n",
        "orders.csv": "customer_id,ordered_at,contact,amount\nann,2026-03-01T10:00:00,g@x,5.50\n",
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(shop: Path, until: str) -> None:
    begin = () if (shop / ".segue" / "store.duckdb").exists() else ("--from", "2026-03-01")
    done = segue(shop, "run", "--apply", *begin, "--until", until)
    assert done.code == 0, done.err


def letters(shop: Path) -> list[dict[str, str]]:
    text = (shop / "outbox" / "email.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_each_goes_to_its_address_in_its_language(shop: Path) -> None:
    run(shop, "2026-03-02")
    assert [(each["to"], each["subject"], each["text"]) for each in letters(shop)] == [
        ("sales@shop.example", "5.5", "ann@x"), ("g@x", "in German", "ann@x"),
    ]  # fmt: skip
    assert "alert planned by email, to sales [S26]" in segue(shop, "explain", "ann").out
    report = json.loads(segue(shop, "report", "orders", "--json").out)["campaigns"][0]
    assert [(each["channel"], each["accepted"]) for each in report["channels"]] == [("email", 2)]


def test_the_address_of_the_journal_is_nobodys(shop: Path) -> None:
    """The journal holds no addresses (S38)."""
    run(shop, "2026-03-02")
    said = segue(shop, "journal", "--json").out
    assert "@" not in said and "to entry.contact" in said


def test_a_colleagues_click_is_not_the_customers(shop: Path) -> None:
    run(shop, "2026-03-01 10:15")
    told, receipt = (each["send"] for each in letters(shop))
    answers = shop / "clicks.jsonl"
    answers.write_text(json.dumps({"send": told, "time": CLICKED}))
    refused = segue(shop, "ingest", "clicked", "clicks.jsonl")
    assert "there is no message" in refused.out + refused.err
    answers.write_text(json.dumps({"send": receipt, "time": CLICKED}))
    assert segue(shop, "ingest", "clicked", "clicks.jsonl").code == 0
    run(shop, "2026-03-02")
    assert 'left because "clicked"' in segue(shop, "explain", "ann").out
