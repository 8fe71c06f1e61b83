"""A project that has something of everything that a store can hold of a customer."""

from __future__ import annotations

import base64
import csv
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from runtime.settings import load
from runtime.store import catalog
from runtime.store.columns import quoted
from runtime.store.connection import Connection
from runtime.workspace.owned import store_at, store_of
from tests.outside.command.typed import Typed, segue

WHO = "zq-77"
"""A key that is no part of anything else."""

SECRET = base64.b64encode(bytes(range(32))).decode()
VARIABLES = {"SEGUE_FORGETTING": SECRET, "CRM_SECRET": SECRET}

CAMPAIGNS = '''
customers from shop.customers
  key          from customer_id
  name         text
  email        email
  phone        phone
  wants_email  yes/no
  stars        number, kept, else 0

event cart_add from shop.carts
  customer  from customer_id
  time      from added_at
  cart      text
  said      text

event purchase from shop.orders
  id        from order_id
  customer  from customer_id
  time      from ordered_at
  amount    money
  coupon    text

event note
  kind  text

record booking from shop.bookings
  id        from booking_id
  customer  from customer_id
  starts    time from starts_at

policy
  timezone "UTC"
  at most 5 per week per customer

channel email
  to email
  with consent wants_email
  at most 3 per hour in all
  fails after 10 hours

channel sms
  to phone
  at most 3 per hour in all

list regulars, kept

offer freeship "Free shipping"
  coupon from pool "freeship.csv"
  valid for 3 days
  used by purchase where coupon = freeship.code

offer bonus "For an order"
  points 500

hook crm "The CRM"
  sends name
  sends entry.cart

message benefit
  email subject "{{ freeship.code | default: 'Hello' }}"
    """
    Hello {{ customer.name | default: "you" }}
    """
  sms
    """
    Hello
    """

message soon
  for service
  email subject "Soon"
    """
    Soon
    """

segment buyers
  has purchase

segment told
  has sent any message

segment likes
  has clicked any message
  has note

segment holders
  has unused freeship

campaign cart
  enter on cart_add
    each time
  goal redeemed: used freeship within 3 days, worth amount
  guard unsubscribed within 7 days, under 95%
  hold out 10%

  give freeship
  give bonus
  set stars = stars + 1
  add to regulars
  call crm
  split wording
    plain 50%
      send benefit by email, else sms
    other 50%
      send benefit by email, else sms
  wait for clicked benefit, at most 2 days
    if in told
      send benefit by email, else sms
  else
    send benefit by sms

campaign behind
  enter on left cart
    each time
  goal purchase within 3 days

  if in likes
    wait until best hour
  wait 6 days
  send benefit by email

campaign joined
  enter when joining buyers
    again after 1 day
  goal purchase within 3 days

  wait 6 days

campaign reminder
  enter 1 day before booking.starts at 10:00

  send soon by email
  wait 6 days
  send soon by email

campaign closed
  runs from 2026-04-01 until 2026-05-01
  enter 1 day before booking.starts at 10:00

  send soon by email
'''
SETTINGS = """
[project]
name = "try"

[forgetting]
secret = "$SEGUE_FORGETTING"

[engine]
kind = "duckdb"

# Where the tables are
[tables]
"shop.customers" = { file = "data/customers.csv" }
"shop.carts" = { file = "data/carts.csv" }
"shop.orders" = { file = "data/orders.csv" }
"shop.bookings" = { file = "data/bookings.csv" }

[channels.email]
provider = "file"
path = "outbox/email.jsonl"

[channels.sms]
provider = "file"
path = "outbox/sms.jsonl"

[hooks.crm]
provider = "file"
path = "outbox/crm.jsonl"
secret = "$CRM_SECRET"
"""
OTHERS = tuple(f"c-{number:02}" for number in range(8))
FROM, HALF, END = "2026-03-01", "2026-03-06", "2026-03-14"


def table(folder: Path, name: str, head: str, rows: Iterator[tuple[str, ...]]) -> None:
    path = folder / "data" / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head.split(","), *rows])


def add(folder: Path, name: str, *rows: tuple[str, ...]) -> None:
    with (folder / "data" / f"{name}.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def write(folder: Path) -> None:
    """The project's files; the tables reach up to the end."""
    for name in ("data", "outbox"):
        (folder / name).mkdir()
    (folder / "segue.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "shop.campaign").write_text(CAMPAIGNS, encoding="utf-8")
    (folder / "freeship.csv").write_text("".join(f"A-{n}\n" for n in range(200)), "utf-8")
    people = (WHO, *OTHERS)
    table(folder, "customers", "customer_id,name,email,phone,wants_email", (
        (key, f"Name of {key}", f"{key}@x", f"+44 {at}", "true") for at, key in enumerate(people)
    ))  # fmt: skip
    table(folder, "carts", "customer_id,added_at,cart,said", (
        (key, f"2026-{day}:00:00", f"k{day[:5]}{at}", key)
        for at, key in enumerate(people)
        for day in ("03-02 10", "03-05 23", "03-07 10", "03-07 10")
    ))  # fmt: skip
    table(folder, "orders", "order_id,customer_id,ordered_at,amount,coupon", (
        (f"o{day}{at}", key, f"2026-{day} 2{at % 4}:00:00", f"{at + 1}", f"A-{(at + 7) % 9}")
        for at, key in enumerate(people) for day in ("03-03", "03-08")
    ))  # fmt: skip
    table(folder, "bookings", "booking_id,customer_id,starts_at", (
        (f"b/{key}/1", key, "2026-03-05 12:00:00") for key in people
    ))  # fmt: skip


def typed(folder: Path, *words: object) -> Typed:
    with patch.dict(os.environ, VARIABLES):
        return segue(folder, *words)


def done(folder: Path, *words: object) -> str:
    found = typed(folder, *words)
    assert found.code == 0, found.err
    return found.out


def begin(folder: Path) -> None:
    """Up to the half: receipts and answers have come in, and something of everything is open."""
    done(folder, "run", "--apply", "--from", FROM, "--until", "2026-03-03")
    sent = [each["send"] for each in outbox(folder) if each["customer"] in (WHO, OTHERS[0])]
    lines(folder / "clicks.csv", "send,time", (f"{name},2026-03-02 23:00:00" for name in sent))
    notes = (f"{key},2026-03-02 23:30:00,good" for key in (WHO, OTHERS[1]))
    lines(folder / "notes.csv", "customer,time,kind", notes)
    off = (f"{key},email,2026-03-02 23:40:00" for key in (WHO, *OTHERS[:6]))
    lines(folder / "off.csv", "customer,channel,time", off)
    ingest(folder)
    done(folder, "run", "--until", HALF)


def ingest(folder: Path) -> list[str]:
    """What is said of each file, brought in, or brought in again."""
    return [
        done(folder, "ingest", event, folder / f"{name}.csv")
        for event, name in (("clicked", "clicks"), ("note", "notes"), ("unsubscribed", "off"))
    ]


def lines(path: Path, head: str, rows: Iterator[str]) -> None:
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")


def outbox(folder: Path) -> list[dict[str, str]]:
    """The messages that went out."""
    return [
        json.loads(line)
        for path in sorted((folder / "outbox").glob("*.jsonl")) if path.stem != "crm"
        for line in path.read_text("utf-8").splitlines()
    ]


def journal(folder: Path, *words: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in done(folder, "journal", "--json", *words).splitlines()]


@contextmanager
def store(folder: Path) -> Iterator[Connection]:
    with patch.dict(os.environ, VARIABLES):
        settings = load(folder)
    with store_at(store_of(folder, settings)) as connection:
        yield connection


def told(connection: Connection, text: str) -> list[str]:
    """The columns of the store's tables in which the text stands somewhere."""
    columns = catalog.columns(connection)
    found = []
    for name in catalog.tables(connection):
        for column in columns[name]:
            row = connection.execute(
                f"SELECT count(*) FROM {quoted(name)}"
                f" WHERE contains(CAST({quoted(column)} AS VARCHAR), $1)", [text],
            ).fetchone()  # fmt: skip
            if row is not None and row[0]:
                found.append(f"{name}.{column}")
    return found
