"""A small shop of model objects, and short ways to say what happens in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from compiler.model.campaigns import Campaign
from compiler.model.conditions import Compare, Condition, Truth
from compiler.model.declarations import (
    Channel,
    Customers,
    Event,
    Field,
    Message,
    Policy,
    Segment,
)
from compiler.model.entries import Again, EachTime, OnEvent
from compiler.model.occurring import Occurring
from compiler.model.project import Project
from compiler.model.steps import Send, Step
from compiler.model.values import Const, CustomerField, EntryField, EventField, Plain, Type
from compiler.model.windows import Duration
from runtime.history import History, Occurrence, Version
from runtime.identity import Forced, Identity
from runtime.interpreter import Populations, interpret
from runtime.journal import Row

SEOUL, NEW_YORK = "Asia/Seoul", "America/New_York"

CUSTOMERS = Customers(
    "shop.customers",
    "customer_id",
    (
        Field("city", Type.TEXT, "city"),
        Field("phone", Type.PHONE, "phone"),
        Field("email", Type.EMAIL, "email"),
        Field("timezone", Type.TIMEZONE, "timezone", default=SEOUL),
        Field("wants_kakao", Type.YES_NO, "wants_kakao"),
        Field("wants_sms", Type.YES_NO, "wants_sms"),
        Field("born", Type.DATE, "born"),
    ),
)


def _event(name: str, *fields: Field, about_messages: bool = False) -> Event:
    return Event(name, name, "customer", "time", "id", None, fields, about_messages)


EVENTS = {
    "cart_add": _event(
        "cart_add", Field("cart", Type.TEXT, "cart"), Field("total", Type.MONEY, "total")
    ),
    "purchase": _event(
        "purchase",
        Field("cart", Type.TEXT, "cart"),
        Field("amount", Type.MONEY, "amount"),
        Field("category", Type.TEXT, "category"),
    ),
    "clicked": _event("clicked", Field("message", Type.TEXT, "message"), about_messages=True),
    "unsubscribed": _event(
        "unsubscribed", Field("channel", Type.TEXT, "channel"), about_messages=True
    ),
}

KAKAO = Channel("kakao", "phone", "wants_kakao")
SMS = Channel("sms", "phone", "wants_sms")
EMAIL = Channel("email", "email")

MESSAGES = {
    "reminder": Message("reminder", False, ()),
    "last_call": Message("last_call", False, ()),
    "receipt": Message("receipt", True, ()),
}

SEOULITES = Segment(
    "seoulites",
    None,
    Compare("=", CustomerField("city", Type.TEXT), Const("Seoul", Type.TEXT)),
)
WANTING = Segment("wanting", None, Truth(CustomerField("wants_kakao", Type.YES_NO)))

MINJI: dict[str, Plain | None] = {
    "city": "Seoul",
    "phone": "010",
    "email": "minji@shop.example",
    "timezone": SEOUL,
    "wants_kakao": True,
    "wants_sms": True,
    "born": None,
}

SAME_CART = Compare("=", EventField("purchase", "cart", Type.TEXT), EntryField("cart", Type.TEXT))


def project(*campaigns: Campaign, channels: Sequence[Channel] = (), **changes: Any) -> Project:
    """The shop with these campaigns; named channels replace the usual ones."""
    all_channels = {channel.name: channel for channel in (KAKAO, SMS, EMAIL, *channels)}
    shop = Project(
        CUSTOMERS,
        Policy(timezone=SEOUL),
        events=EVENTS,
        segments={"seoulites": SEOULITES, "wanting": WANTING},
        channels=all_channels,
        messages=MESSAGES,
        campaigns={campaign.name: campaign for campaign in campaigns},
    )
    return replace(shop, **changes)


def on(event: str, where: Condition | None = None, mine: bool = False) -> Occurring:
    return Occurring(event, where, mine)


def campaign(
    *steps: Step, name: str = "rescue", again: Again | None = None, **more: Any
) -> Campaign:
    """A campaign that a `cart_add` lets into, each time unless said otherwise."""
    given: dict[str, Any] = {
        "entry": OnEvent(on("cart_add")),
        "again": again or EachTime(),
        "steps": steps,
    }
    return Campaign(name=name, **(given | more))


def send(id: str, *channels: str, message: str = "reminder") -> Send:
    return Send(id, int(id[0]), message, channels or ("kakao",))


def hours(amount: int) -> Duration:
    return Duration(amount, "hour")


def days(amount: int) -> Duration:
    return Duration(amount, "day")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def occurs(
    kind: str,
    time: str,
    id: str = "1",
    arrival: str | None = None,
    enrolment: str | None = None,
    **fields: Any,
) -> Occurrence:
    """An event; times are UTC. Numbers may be written as whole ones."""
    plain: dict[str, Plain | None] = {
        name: Decimal(each) if type(each) is int else each for name, each in fields.items()
    }
    return Occurrence(kind, id, utc(time), utc(arrival or time), plain, enrolment)


def history(*events: Occurrence, key: str = "minji", **fields: Plain | None) -> History:
    """A customer known from ever, who differs from Minji in `fields`."""
    return changing((Version(None, MINJI | fields),), *events, key=key)


def changing(versions: tuple[Version, ...], *events: Occurrence, key: str = "minji") -> History:
    """A customer whose fields change; `events` in any order."""
    ordered = sorted(events, key=lambda event: (event.arrival, event.order))
    return History(key, versions, tuple(ordered))


BEGINNING, UNTIL = utc("2026-01-01"), utc("2027-01-01")


def journal(
    shop: Project,
    customer: History,
    beginning: datetime = BEGINNING,
    until: datetime = UNTIL,
    populations: Populations | None = None,
    forced: Forced | None = None,
) -> list[Row]:
    return interpret(shop, customer, beginning, until, Identity("salt"), populations, forced or {})


def told(rows: Sequence[Row]) -> list[str]:
    """Each row in a few words: when (UTC), what, and what more there is to it."""
    return [_tell(row) for row in rows]


def _tell(row: Row) -> str:
    more = (row.message, row.channel, row.arm, row.reason)
    return " ".join([f"{row.at:%m-%d %H:%M}", row.kind, *(part for part in more if part)])
