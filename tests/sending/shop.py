"""A small shop, and a store with its planned messages, for the tests of sending."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import duckdb

import runtime.store
from compiler.model.campaigns import Campaign
from compiler.model.declarations import (
    Channel,
    Customers,
    Event,
    Field,
    Message,
    Policy,
    Quiet,
    Variant,
)
from compiler.model.entries import EachTime, OnEvent
from compiler.model.occurring import Occurring
from compiler.model.project import Project
from compiler.model.steps import Arm, Send, Split
from compiler.model.values import Type
from compiler.model.windows import Duration
from runtime.channels.provider import Letter, Outcome, Took
from runtime.dispatch.log import append
from runtime.dispatch.state import TIMER, Row, Step

NIGHT = Quiet(time(20, 50), time(8))
ABOUT_MESSAGES = tuple(
    Field(name, Type.TEXT, name)
    for name in ("message", "channel", "campaign", "step", "arm", "button", "reason")
)


def at(text: str) -> datetime:
    """An instant, written in UTC; the shop's customers live nine hours ahead of it."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def about_messages(name: str) -> Event:
    return Event(name, None, "customer", "time", "id", None, ABOUT_MESSAGES, about_messages=True)


SEND = Send("1.benefit.1", 2, "reminder", ("kakao", "sms"))

SHOP = Project(
    Customers(
        "shop.customers",
        "id",
        (
            Field("name", Type.TEXT, "name"),
            Field("phone", Type.PHONE, "phone"),
            Field("email", Type.EMAIL, "email"),
            Field("language", Type.LANGUAGE, "language"),
            Field("timezone", Type.TIMEZONE, "timezone", default="Asia/Seoul"),
            Field("wants_kakao", Type.YES_NO, "wants_kakao"),
            Field("birthday", Type.DATE, "birthday"),
        ),
    ),
    Policy("Asia/Seoul", quiet=(NIGHT,)),
    events={
        "cart_add": Event(
            "cart_add", "shop.carts", "customer", "time", "id", None,
            (Field("product", Type.TEXT, "product"), Field("total", Type.MONEY, "total")),
        ),
        "failed": about_messages("failed"),
        "delivered": about_messages("delivered"),
        "unsubscribed": about_messages("unsubscribed"),
    },
    channels={
        "kakao": Channel(
            "kakao", "phone", "wants_kakao", costs=Decimal(8), fails=Duration(10, "minute")
        ),
        "sms": Channel("sms", "phone", costs=Decimal(20)),
        "email": Channel("email", "email"),
    },
    messages={
        "reminder": Message(
            "reminder",
            False,
            (
                Variant("kakao", template="CART_01", text="{{ entry.product }}!"),
                Variant("sms", text='Hi {{ customer.name | default: "you" }}: {{ entry.total }}'),
                Variant("email", "en", subject="Your {{ entry.product }}", text="In English"),
                Variant("email", subject="{{ entry.product }}", text="<b>{{ entry.product }}"),
            ),
        ),
        "notice": Message("notice", True, (Variant("sms", text="Your parcel"),)),
    },
    campaigns={
        "rescue": Campaign(
            "rescue",
            OnEvent(Occurring("cart_add")),
            EachTime(),
            (Split("1", 1, "wording", (Arm("benefit", 10_000, (SEND,)),)),),
            title="Bring carts back",
        )
    },
)  # fmt: skip

FAR = datetime.max


def naive(instant: datetime) -> datetime:
    return instant.astimezone(UTC).replace(tzinfo=None) if instant.tzinfo else instant


@dataclass
class Store:
    """The store's tables as the engine would leave them, with short words to fill them."""

    connection: duckdb.DuckDBPyConnection
    people: dict[str, int] = field(default_factory=dict)
    planned: int = 0

    def customer(self, key: str, since: str | None = None, **fields: object) -> None:
        """One more version of the customer, from `since` on (None: the first)."""
        begins = naive(at(since)) if since else datetime.min
        if key not in self.people:
            self.people[key] = len(self.people) + 1
            self.insert("people", self.people[key], key)
        self.connection.execute(
            'UPDATE customers SET until = $1 WHERE cid = $2 AND until = $3',
            [begins, self.people[key], FAR],
        )
        known = {"phone": "010", "wants_kakao": True} | fields
        names = ("name", "phone", "email", "language", "timezone", "wants_kakao", "birthday")
        values = (known.get(name) for name in names)
        self.insert("customers", self.people[key], begins, FAR, *values)

    def plan(
        self,
        key: str,
        when: str,
        message: str = "reminder",
        chain: Sequence[str] = ("kakao", "sms"),
        service: bool = False,
    ) -> str:
        """A message, planned at a timer; the name of it."""
        self.planned += 1
        eid, cid = self.planned, self.people[key]
        instant, cause = naive(at(when)), f"cart_add c{eid}"
        name = f"rescue/{key}/{cause}/{SEND.id}"
        event = (eid, cid, instant, instant, f"c{eid}", "Tent", Decimal(50_000))
        self.insert("event_cart_add", *event)
        self.insert(
            "enrolments", eid, "rescue", "v1", cid, cause, instant, eid, instant, "", None, None
        )
        decision = 1000 + eid
        words = ("planned", "S26", 1, SEND.id, message, chain[0], "", "")
        self.insert("decisions", decision, "rescue", "v1", *words)
        self.insert(
            "message_rows", name, eid, cid, decision, ",".join(chain), instant, TIMER, 3, service,
            None, None, None,
        )  # fmt: skip
        self.insert("open_messages", name, cid, instant, instant, None, 0, None, None, "", None)
        return name

    def begin(self, name: str, channel: str, when: str) -> None:
        """An attempt to which there is no answer, as a stop leaves one."""
        row = Row(name, 1, channel, at(when), Step.ATTEMPT)
        append(self.connection, [row], {name: (channel,)})

    def forget_all(self) -> None:
        """Nothing was done yet with what is planned."""
        self.connection.execute("DELETE FROM handovers; DELETE FROM open_messages")
        self.connection.execute(
            'INSERT INTO open_messages ("name", "cid", "due", "at", "attempt", "detail") '
            "SELECT \"name\", \"cid\", \"at\", \"at\", 0, '' FROM message_rows"
        )

    def leaves(self, name: str, when: str, reason: str) -> None:
        eid = self._one("SELECT eid FROM message_rows WHERE name = $1", name)
        self.insert("ended", eid, naive(at(when)), 1, 1, reason)

    def event(
        self, kind: str, key: str, when: str, name: str | None = None, channel: str | None = None
    ) -> None:
        """An event about a message (None: about none, as unsubscribing may be)."""
        enrolment, _, step = (name or "").rpartition("/")
        self.insert(
            f"event_{kind}", 1, self.people[key], naive(at(when)), naive(at(when)), "e",
            enrolment or None, None, channel, None, step or None, None, None, "no such number",
        )  # fmt: skip

    def log(self, name: str) -> list[tuple[str, str, str]]:
        """The message's rows, in order: what, by which channel, and when (UTC, to the minute)."""
        rows = self.connection.execute(
            'SELECT outcome, channel, strftime("at", \'%m-%d %H:%M\') FROM handovers '
            "WHERE name = $1 ORDER BY rowid", [name],
        ).fetchall()
        return [(outcome, channel, when) for outcome, channel, when in rows]

    def final(self, name: str) -> tuple[str, str]:
        """How the message ended, and why."""
        rows = self.connection.execute(
            "SELECT outcome, detail FROM handovers WHERE name = $1 ORDER BY rowid DESC LIMIT 1",
            [name],
        ).fetchall()
        return rows[0] if rows else ("", "")

    def insert(self, table: str, *values: object) -> None:
        marks = ", ".join("?" for _ in values)
        self.connection.execute(f"INSERT INTO {table} VALUES ({marks})", list(values))

    def _one(self, query: str, *parameters: object) -> object:
        row = self.connection.execute(query, list(parameters)).fetchone()
        assert row is not None
        return row[0]


def store(path: Path | None = None) -> Store:
    connection = runtime.store.open(path)
    runtime.store.extend(connection, SHOP)
    return Store(connection)


@dataclass
class Fake:
    """A provider that answers by a script, then accepts. It keeps what it has taken; with
    `knows_keys` it takes a name once."""

    knows_keys: bool = True
    script: list[Outcome | Exception] = field(default_factory=list)
    taken: list[Letter] = field(default_factory=list)
    asked: list[Letter] = field(default_factory=list)

    def hand_over(self, letters: Sequence[Letter]) -> list[Outcome]:
        return [self._one(letter) for letter in letters]

    def _one(self, letter: Letter) -> Outcome:
        self.asked.append(letter)
        answer = self.script.pop(0) if self.script else Outcome(Took.ACCEPTED)
        if isinstance(answer, Exception):
            self._take(letter)
            raise answer
        if answer.took is Took.ACCEPTED:
            self._take(letter)
        return answer

    def _take(self, letter: Letter) -> None:
        if not (self.knows_keys and letter.name in {each.name for each in self.taken}):
            self.taken.append(letter)


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def later(self, **much: int) -> datetime:
        self.now += timedelta(**much)
        return self.now
