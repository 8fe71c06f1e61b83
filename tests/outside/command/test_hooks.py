"""Calls of other programs, from the campaign to the line that such a program can verify."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.outside.command.typed import Typed, segue

KEY = bytes(range(32))
SECRET = f"whsec_{base64.b64encode(KEY).decode()}"
CAMPAIGNS = '''
customers from shop.customers
  key          from customer_id
  email        email
  city         text
  points       number
  spent        money
  born         date

event cart_add from shop.carts
  customer  from customer_id
  time      from added_at
  cart      text
  total     money

policy
  timezone "Asia/Seoul"

channel email
  to email

message hello
  email subject "Hello"
    """
    Hello
    """

hook crm "The CRM"
  sends city, points, spent, born
  sends entry.cart, entry.total, entry.time

campaign cart
  enter on cart_add
    each time
  leave on unsubscribed
  goal left_again: sent hello within 3 days

  wait 1 hour
  call crm as told
  send hello by email
  wait 1 day
'''
SETTINGS = """
[project]
name = "try"

[tables]
"shop.customers" = "customers.csv"
"shop.carts" = "carts.csv"

[channels.email]
provider = "file"
path = "outbox/email.jsonl"

[hooks.crm]
provider = "file"
path = "outbox/crm.jsonl"
secret = "$CRM_SECRET"
"""
PEOPLE = (
    "customer_id,email,city,points,spent,born\n"
    "ann,ann@x,서울 \"3\",12.50,30000,1990-02-03\nbob,b@x,,,,\n"
)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Path]:
    files = {
        "segue.toml": SETTINGS, "shop.campaign": CAMPAIGNS, "customers.csv": PEOPLE,
        "carts.csv": "customer_id,added_at,cart,total\nann,2026-03-01T10:00:00,a,9.90\n"
                     "bob,2026-03-01T11:00:00,,\n",
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with patch.dict(os.environ, {"CRM_SECRET": SECRET}):
        yield tmp_path


def run(shop: Path, until: str = "2026-03-03") -> Typed:
    return segue(shop, "run", "--apply", "--from", "2026-03-01", "--until", until)


def calls(shop: Path) -> list[dict[str, str]]:
    text = (shop / "outbox" / "crm.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_a_call_says_what_has_happened_and_can_be_verified(shop: Path) -> None:
    done = run(shop)
    assert done.code == 0, done.err
    assert "2 messages handed over" in done.out
    assert "2 calls handed over" in done.out
    ann, bob = calls(shop)
    assert json.loads(ann["body"]) == {
        "type": "crm", "timestamp": "2026-03-01T11:00:00Z",
        "data": {
            "campaign": "cart", "step": "told",
            "customer": {
                "key": "ann", "city": '서울 "3"', "points": 12.5, "spent": 30000,
                "born": "1990-02-03",
            },
            "entry": {"cart": "a", "total": 9.9, "time": "2026-03-01T10:00:00Z"},
        },
    }  # fmt: skip
    assert '"points": 12.5,' in ann["body"]
    assert json.loads(bob["body"])["data"]["customer"] == {
        "key": "bob", "city": None, "points": None, "spent": None, "born": None,
    }  # fmt: skip
    for each, at in ((ann, 1772362800), (bob, 1772366400)):
        assert each["webhook-timestamp"] == str(at)
        signed = f"{each['webhook-id']}.{each['webhook-timestamp']}.{each['body']}".encode()
        made = base64.b64encode(hmac.new(KEY, signed, hashlib.sha256).digest()).decode()
        assert each["webhook-signature"] == f"v1,{made}"
        assert "." not in each["webhook-id"]
    assert ann["webhook-id"] != bob["webhook-id"]


def test_a_call_is_made_once(shop: Path) -> None:
    run(shop, "2026-03-02")
    before = calls(shop)
    assert "call" not in segue(shop, "run", "--until", "2026-03-03").out
    assert calls(shop) == before
    (shop / ".segue" / "store.duckdb").unlink()
    run(shop)
    assert calls(shop) == before


def test_it_is_told_in_the_journal_the_status_and_the_report(shop: Path) -> None:
    run(shop)
    assert "cart: crm called [S27]" in segue(shop, "explain", "ann").out
    rows = [json.loads(line) for line in segue(shop, "journal", "--json").out.splitlines()]
    called = [(row["customer"], row["step"], row["message"]) for row in rows
              if row["kind"] == "called"]  # fmt: skip
    assert sorted(called) == [("ann", "told", "crm"), ("bob", "told", "crm")]
    status = json.loads(segue(shop, "status", "--json").out)
    assert status["called"] == [{"hook": "crm", "outcome": "accepted", "calls": 2}]
    assert [each["messages"] for each in status["handed"]] == [2]
    assert "crm" in segue(shop, "status").out
    report = json.loads(segue(shop, "report", "cart", "--json").out)["campaigns"][0]
    assert report["calls"] == [{"hook": "crm", "called": 2, "accepted": 2}]
    assert [(each["channel"], each["planned"]) for each in report["channels"]] == [("email", 2)]
    assert report["goals"][0]["closed"]["of"] in (0, 2)
    assert "crm" in segue(shop, "report", "cart").out
    words = ("dry-run", "cart", "--from", "2026-03-01", "--until", "2026-03-03")
    assert "hook crm: 2 called" in segue(shop, *words).out


def test_a_stopped_campaign_calls_no_more(shop: Path) -> None:
    run(shop, "2026-03-01 20:30")
    assert segue(shop, "stop", "cart").code == 0
    assert segue(shop, "run", "--apply", "--until", "2026-03-03").code == 0
    assert len(calls(shop)) == 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"$CRM_SECRET"', f'"{SECRET}"', "secrets are environment variables only"),
        ('"$CRM_SECRET"', '"$NO_SUCH"', "`NO_SUCH`, which is not set"),
        ("[hooks.crm]", "[hooks.crn]", "did you mean [hooks.crm] by [hooks.crn]?"),
        ("outbox/crm.jsonl", "outbox/email.jsonl", "and of something else"),
    ],
)
def test_what_is_wrong_in_the_settings_is_said(shop: Path, old: str, new: str, said: str) -> None:
    (shop / "segue.toml").write_text(SETTINGS.replace(old, new))
    assert said in run(shop).sentence


@pytest.mark.parametrize(
    ("secret", "said"),
    [("whsec_%", "is not written in base64"), ("whsec_c2hvcnQ=", "has 5 bytes, and must have 24")],
)
def test_a_secret_that_is_none_is_refused_and_not_repeated(
    shop: Path, secret: str, said: str
) -> None:
    with patch.dict(os.environ, {"CRM_SECRET": secret}):
        sentence = run(shop).sentence
    assert said in sentence
    assert secret not in sentence


def test_without_a_provider_nothing_runs(shop: Path) -> None:
    text = SETTINGS[: SETTINGS.index("[hooks.crm]")]
    (shop / "segue.toml").write_text(text)
    assert "the hook crm has no provider" in run(shop).sentence
    assert "hook crm" in segue(shop, "check", "--data").out
