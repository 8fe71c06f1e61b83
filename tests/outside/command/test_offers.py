"""Offers from the file of codes to the customer's letter, and to what is said of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.outside.command.typed import segue

CAMPAIGNS = '''
customers from shop.customers
  key          from customer_id
  email        email
  wants_email  yes/no

event cart_add from shop.carts
  customer  from customer_id
  time      from added_at
  cart      text

event purchase from shop.orders
  id        from order_id
  customer  from customer_id
  time      from ordered_at
  amount    money
  coupon    text

policy
  timezone "UTC"

channel email
  to email
  with consent wants_email

offer freeship "Free shipping"
  coupon from pool "coupons/freeship.csv"
  valid for 3 days
  used by purchase where coupon = freeship.code

message benefit
  email subject "{{ freeship.code | default: 'Hello' }}"
    """
    Until {{ freeship.ends | default: "soon" }}.
    """

segment holders
  has unused freeship

campaign cart
  enter on cart_add
    each time
  goal redeemed: used freeship within 3 days, worth amount

  wait 1 hour
  give freeship
  send benefit by email
'''
SETTINGS = """
[project]
name = "try"

[tables]
"shop.customers" = "customers.csv"
"shop.carts" = "carts.csv"
"shop.orders" = "orders.csv"

[channels.email]
provider = "file"
path = "outbox/email.jsonl"
"""
CARTS = "customer_id,added_at,cart\n"
FIRST = "bob,2026-03-01T10:00:00,b\nann,2026-03-01T10:00:00,a\n"
SECOND = "cat,2026-03-02T10:00:00,c\nann,2026-03-02T11:00:00,d\n"
ORDERS = "order_id,customer_id,ordered_at,amount,coupon\n"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Codes for two, and a first day of carts."""
    people = "".join(f"{name},{name}@x,true\n" for name in ("ann", "bob", "cat"))
    files = {
        "segue.toml": SETTINGS, "shop.campaign": CAMPAIGNS, "carts.csv": CARTS + FIRST,
        "customers.csv": f"customer_id,email,wants_email\n{people}", "orders.csv": ORDERS,
        "coupons/freeship.csv": "\ufeffA-1\r\n\r\n  A-2 \r\n",
    }  # fmt: skip
    (tmp_path / "coupons").mkdir()
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def begin(shop: Path) -> str:
    done = segue(shop, "run", "--apply", "--from", "2026-03-01", "--until", "2026-03-02")
    assert done.code == 0, done.err
    return done.out


def go_on(shop: Path, until: str) -> str:
    done = segue(shop, "run", "--apply", "--until", until)
    assert done.code == 0, done.err
    return done.out


def given(shop: Path) -> list[tuple[str, str]]:
    rows = [json.loads(line) for line in segue(shop, "journal", "--json").out.splitlines()]
    found = sorted((row["at"], row["customer"], row["reason"]) for row in rows
                   if row["kind"] == "given")  # fmt: skip
    return [(customer, code) for _, customer, code in found]


def letters(shop: Path) -> list[dict[str, str]]:
    text = (shop / "outbox" / "email.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_codes_go_out_in_order_and_into_the_letters(shop: Path) -> None:
    assert "not given" not in begin(shop)
    assert given(shop) == [("ann", "A-1"), ("bob", "A-2")]
    assert {each["customer"]: each["subject"] for each in letters(shop)} == {
        "ann": "A-1", "bob": "A-2",
    }  # fmt: skip
    assert letters(shop)[0]["text"] == "Until 2026-03-04 11:00."


def test_an_empty_pool_is_said_aloud_and_filled_up(shop: Path) -> None:
    begin(shop)
    (shop / "carts.csv").write_text(CARTS + FIRST + SECOND)
    told = "offer freeship: 2 gifts not given, no code is left in its pool"
    assert told in go_on(shop, "2026-03-03")
    assert given(shop)[2:] == [("cat", "no code left"), ("ann", "no code left")]
    status = json.loads(segue(shop, "status", "--json").out)
    assert status["offers"] == [{"offer": "freeship", "given": 2, "not_given": 2}]
    assert "freeship" in segue(shop, "status").out
    assert "no code left in its pool" in segue(shop, "explain", "cat").out
    subjects = {each["customer"]: each["subject"] for each in letters(shop)}
    assert subjects == {"ann": "A-1", "bob": "A-2", "cat": "Hello"}  # ann still has her first
    (shop / "coupons" / "freeship.csv").write_text("A-2\nA-3\nA-1\n")
    (shop / "carts.csv").write_text(CARTS + FIRST + SECOND + "cat,2026-03-03T10:00:00,e\n")
    go_on(shop, "2026-03-04")
    assert given(shop)[4:] == [("cat", "A-3")]


def test_a_code_is_given_once_whatever_its_offer_is_called(shop: Path) -> None:
    begin(shop)
    renamed = CAMPAIGNS.replace("freeship", "parcel").replace("/parcel.csv", "/freeship.csv")
    (shop / "shop.campaign").write_text(renamed)
    (shop / "carts.csv").write_text(CARTS + FIRST + SECOND)
    go_on(shop, "2026-03-03")
    assert given(shop)[2:] == [("cat", "no code left"), ("ann", "no code left")]


def test_a_use_is_counted_reported_and_asked_for(shop: Path) -> None:
    """At the instant of the gift it is one, and at its end no more; bob names another's code."""
    orders = ("1,ann,2026-03-01T11:00:00,5,A-1", "2,bob,2026-03-01T12:00:00,5,A-1",
              "3,bob,2026-03-04T11:00:00,5,A-2")  # fmt: skip
    (shop / "orders.csv").write_text(ORDERS + "\n".join(orders) + "\n")
    begin(shop)
    shown = segue(shop, "count", "holders", "--at", "2026-03-02", "--show", 9).out
    assert "bob" in shown
    assert "ann" not in shown
    go_on(shop, "2026-03-10")
    report = json.loads(segue(shop, "report", "cart", "--json").out)
    assert report["campaigns"][0]["offers"] == [
        {"offer": "freeship", "given": 2, "not_given": 0, "used": 1, "points": None}
    ]
    assert report["campaigns"][0]["goals"][0]["closed"]["reached"] == 1
    assert "freeship" in segue(shop, "report", "cart").out
    assert segue(shop, "count", "holders", "--at", "2026-03-04 10:59").out.split()[0] == "1"
    assert segue(shop, "count", "holders", "--at", "2026-03-04 11:00").out.split()[0] == "0"


def test_nothing_is_given_away_to_try_it_out(shop: Path) -> None:
    shown = segue(shop, "preview", "benefit", "--customer", "ann").out
    assert "FREESHIP-1" in shown
    words = ("dry-run", "cart", "--from", "2026-03-01", "--until", "2026-03-03")
    assert "offer freeship: 2 given" in segue(shop, *words).out
    begin(shop)
    assert given(shop) == [("ann", "A-1"), ("bob", "A-2")]


def test_a_file_of_codes_is_checked(shop: Path) -> None:
    (shop / "coupons" / "freeship.csv").write_text("A-1\n\n A-1\n")
    assert "line 3" in segue(shop, "check").out
    (shop / "coupons" / "freeship.csv").unlink()
    assert "no file `coupons/freeship.csv`" in segue(shop, "check").out
