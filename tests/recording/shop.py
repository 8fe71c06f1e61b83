"""A small shop for these tests: its declarations, and its tables in a store in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from compiler.model.conditions import Has, Known
from compiler.model.declarations import Customers, Event, Field, Policy, Segment
from compiler.model.project import Project
from compiler.model.values import CustomerField, Occurrences, Type
from runtime import sources, store
from runtime.recording import Recorded, record
from runtime.settings import ProjectSettings, Settings, TableSettings


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def naive(text: str) -> datetime:
    return datetime.fromisoformat(text)


MESSAGE_FIELDS = ("message", "channel", "campaign", "step", "arm", "button", "reason")


def about_messages(name: str) -> Event:
    fields = tuple(Field(item, Type.TEXT, item) for item in MESSAGE_FIELDS)
    return Event(name, None, "customer", "time", "id", None, fields, about_messages=True)


PURCHASE = Event(
    "purchase", "shop.orders", "customer", "ordered", "id", "arrived",
    (Field("amount", Type.MONEY, "amount"), Field("category", Type.TEXT, "category")),
)  # fmt: skip
VISIT = Event(
    "visit", "shop.visits", "customer", "seen", None, None, (Field("page", Type.TEXT, "page"),)
)
NOTE = Event("note", None, "customer", "time", "id", None, (
    Field("stars", Type.NUMBER, "stars"), Field("kind", Type.CHOICE, "kind", ("good", "bad")),
))  # fmt: skip

PROJECT = Project(
    Customers("shop.customers", "id", (
        Field("city", Type.TEXT, "city"),
        Field("name", Type.TEXT, "name"),
        Field("timezone", Type.TIMEZONE, "timezone", default="Asia/Seoul"),
    )),
    Policy("Asia/Seoul"),
    events={
        event.name: event
        for event in (PURCHASE, VISIT, NOTE, about_messages("clicked"),
                      about_messages("unsubscribed"))
    },
    segments={
        "here": Segment("here", None, Known(CustomerField("city", Type.TEXT))),
        **{name: Segment(name, None, Has(Occurrences(name))) for name in ("purchase", "visit",
                                                                         "note")},
    },
)  # fmt: skip

SETTINGS = Settings(
    project=ProjectSettings(name="shop"),
    tables={
        name: TableSettings(table=name.replace("shop.", "shop_"))
        for name in ("shop.customers", "shop.orders", "shop.visits")
    },
)

TABLES = """
CREATE TABLE shop_customers (id VARCHAR, city VARCHAR, name VARCHAR, timezone VARCHAR);
CREATE TABLE shop_orders (
  id VARCHAR, customer VARCHAR, ordered TIMESTAMP, arrived TIMESTAMP, amount DECIMAL(18,4),
  category VARCHAR
);
CREATE TABLE shop_visits (customer VARCHAR, seen TIMESTAMP, page VARCHAR);
"""


@dataclass
class Shop:
    """The tables of the shop in the engine's own database, with rows added as days go by."""

    path: Path | None = None
    project: Project = PROJECT
    connection: duckdb.DuckDBPyConnection = field(init=False)
    sources: sources.Sources = field(init=False)

    def __post_init__(self) -> None:
        self.connection = store.open(self.path, threads=1)
        self.connection.execute(TABLES)
        self.sources = sources.attach(self.connection, self.project, SETTINGS, Path())

    def customer(self, key: str, city: str | None = "Seoul", name: str = "N",
                 timezone: str | None = None) -> None:  # fmt: skip
        self.connection.execute("DELETE FROM shop_customers WHERE id = ?", [key])
        self.insert("shop_customers", key, city, name, timezone)

    def order(self, id: str | None, customer: str | None, ordered: str | None,
              arrived: str | None = None, amount: int = 10) -> None:  # fmt: skip
        times = [naive(text) if text else None for text in (ordered, arrived)]
        self.insert("shop_orders", id, customer, *times, Decimal(amount), "c")

    def visit(self, customer: str, at: str, page: str = "home") -> None:
        self.insert("shop_visits", customer, naive(at), page)

    def insert(self, table: str, *cells: Any) -> None:
        marks = ", ".join("?" for _ in cells)
        self.connection.execute(f"INSERT INTO {table} VALUES ({marks})", list(cells))

    def rows(self, query: str) -> Sequence[tuple[Any, ...]]:
        return self.connection.execute(query).fetchall()


BEGINNING = "2026-03-02 00:00"


def run(shop: Shop, prev: str, until: str) -> Recorded:
    shop.connection.begin()
    done = record(shop.connection, shop.project, shop.sources, instant(prev), instant(until))
    shop.connection.commit()
    return done


def begin(shop: Shop) -> Recorded:
    return run(shop, BEGINNING, BEGINNING)


def purchases(shop: Shop) -> Sequence[tuple[Any, ...]]:
    return shop.rows("SELECT id, arrival FROM event_purchase ORDER BY seq")
