"""A project that has run, for the tests of the report: the store's tables filled by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

import duckdb

import runtime.store
from compiler.model.campaigns import Campaign, Goal
from compiler.model.declarations import Channel, Customers, Event, Field, Message, Variant
from compiler.model.entries import EachTime, OnEvent
from compiler.model.occurring import Occurring
from compiler.model.project import Project
from compiler.model.steps import Arm, Send, Split, Wait
from compiler.model.values import Type
from compiler.model.windows import Duration
from runtime.dispatch.state import TIMER

CUSTOMERS = Customers("shop.customers", "id", (Field("phone", Type.PHONE, "phone"),))
AMOUNT = (Field("amount", Type.MONEY, "amount"),)
EVENTS = {
    "cart_add": Event("cart_add", "shop.carts", "customer", "time", "id", None, ()),
    "purchase": Event("purchase", "shop.orders", "customer", "time", "id", None, AMOUNT),
}
NUDGE = Send("1.urgent.1", 2, "reminder", ("kakao",))
SPLIT = Split("1", 1, "wording", (Arm("urgent", 5_000, (NUDGE,)), Arm("quiet", 10_000, ())))
RESCUED = Goal("rescued", Occurring("purchase"), Duration(3, "day"), target=1_200, worth="amount")
RESCUE = Campaign(
    "rescue",
    OnEvent(Occurring("cart_add")),
    EachTime(),
    (SPLIT,),
    title="Bring carts back",
    owner="growth@shop.example",
    goals=(RESCUED,),
    hold_out=1_000,
)
PROJECT = Project(
    CUSTOMERS,
    events=EVENTS,
    channels={
        "kakao": Channel("kakao", "phone", costs=Decimal(8)),
        "sms": Channel("sms", "phone", costs=Decimal("20.5")),
    },
    messages={"reminder": Message("reminder", False, (Variant("kakao", text="Hi"),))},
    campaigns={"rescue": RESCUE},
)
LATE_SPLIT = (NUDGE, Wait("2", 3, Duration(1, "day")), SPLIT)
"""The same split behind a send and a wait."""


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@dataclass
class Ran:
    """Short words for what happened. Instants are UTC, without zone, as the store has them."""

    connection: duckdb.DuckDBPyConnection
    eid: int = 0
    seq: int = 0
    number: int = 0

    def entered(
        self, customer: int, when: str, shadow: str = "", arm: str = "", version: str = "v1"
    ) -> int:
        self.eid, self.seq = self.eid + 1, self.seq + 1
        instant, cause = at(when), f"cart_add {self.eid}"
        self._insert(
            "enrolments", self.eid, "rescue", version, customer, cause, instant, self.seq,
            instant, shadow, None, None,
        )  # fmt: skip
        held = "held out" if shadow else ""
        self.decided(self.eid, when, "entered", arm=held, reason=shadow, customer=customer)
        if arm:
            self.decided(self.eid, when, "arm", step=SPLIT.id, arm=arm, customer=customer)
        return self.eid

    def decided(
        self,
        eid: int | None,
        when: str,
        kind: str,
        *,
        step: str = "",
        arm: str = "",
        reason: str = "",
        channel: str = "",
        customer: int = 0,
        seq: int = TIMER,
    ) -> None:
        self.number += 1
        self._insert(
            "decisions", self.number, "rescue", "v1", kind, "", 0, step, "", channel, arm, reason
        )
        self._insert("journal_rows", at(when), seq, 4, customer, eid, self.number, "")

    def left(self, eid: int, when: str, reason: str = "finished") -> None:
        self._insert("ended", eid, at(when), TIMER, 3, reason)

    def bought(
        self, eid: int, when: str, amount: int | None = 10, kind: str = "purchase"
    ) -> None:
        """A purchase, or an event like it, that fulfils the goal of the enrolment."""
        self.seq += 1
        worth = None if amount is None else Decimal(amount)
        self._insert(f"event_{kind}", self.seq, 0, at(when), at(when), str(self.seq), worth)
        self.decided(eid, when, "goal", reason="rescued", seq=self.seq)

    def planned(self, eid: int, when: str, *rows: tuple[str, str, str]) -> None:
        """A message, planned by kakao; `rows` of its hand-over: outcome, channel, detail."""
        name = f"rescue/{eid}"
        self.number += 1
        words = ("planned", "S26", 1, NUDGE.id, "reminder", "kakao", "", "")
        self._insert("decisions", self.number, "rescue", "v1", *words)
        self._insert(
            "message_rows", name, eid, 0, self.number, "kakao,sms", at(when), TIMER, 3, False,
            None, None, None,
        )  # fmt: skip
        for number, (outcome, channel, detail) in enumerate(rows, 1):
            self._insert("handovers", name, number, channel, at(when), outcome, detail)

    def until(self, when: str) -> None:
        self._insert("progress", at("2026-12-01"), at(when), 0, 0)

    def _insert(self, table: str, *values: object) -> None:
        marks = ", ".join("?" for _ in values)
        self.connection.execute(f"INSERT INTO {table} VALUES ({marks})", list(values))


def ran(project: Project = PROJECT) -> Ran:
    connection = runtime.store.open(None)
    runtime.store.extend(connection, project)
    return Ran(connection)


def crowd(until: str = "2027-01-01", people: int = 10_000) -> duckdb.DuckDBPyConnection:
    """Many who entered on 2026-12-01: 1% held out from everything, 10% held out, of whom 8% reach
    the goal; of the others half are in `urgent`, of whom 18% reach it, and half in `quiet`, with
    8%. Who reaches it spends 10, 20 or 30."""
    story = ran()
    story.until(until)
    story.connection.execute(
        f"""
        CREATE TEMP TABLE crowd AS
        SELECT i, CASE WHEN i % 100 = 99 THEN 'held out from everything'
                       WHEN (i // 100) % 10 = 0 THEN 'held out' ELSE '' END AS shadow,
               CASE WHEN (i // 1000) % 2 = 0 THEN 'urgent' ELSE 'quiet' END AS arm,
               TIMESTAMP '2026-12-01' + to_seconds(i % 1000) AS t
        FROM range({people}) r(i);
        INSERT INTO people SELECT i, 'c' || i FROM crowd;
        INSERT INTO enrolments SELECT i, 'rescue', 'v1', i, 'cart_add ' || i, t, i, t, shadow,
               NULL, NULL FROM crowd;
        INSERT INTO decisions VALUES
               (9001, 'rescue', 'v1', 'arm', 'S19', 1, '1', '', '', 'urgent', ''),
               (9002, 'rescue', 'v1', 'arm', 'S19', 1, '1', '', '', 'quiet', ''),
               (9003, 'rescue', 'v1', 'goal', 'S32', 0, '', '', '', '', 'rescued'),
               (9004, 'rescue', 'v1', 'planned', 'S26', 2, '1.urgent.1', 'reminder', 'kakao',
                '', '');
        INSERT INTO journal_rows SELECT t, i, 4, i, i,
               CASE arm WHEN 'urgent' THEN 9001 ELSE 9002 END, '' FROM crowd;
        CREATE TEMP TABLE buyers AS
        SELECT i + 1_000_000_000 AS seq, i, t + INTERVAL 1 DAY AS t, 10 + i % 3 * 10 AS amount
        FROM crowd WHERE i % 100 < CASE WHEN shadow = '' AND arm = 'urgent' THEN 18 ELSE 8 END;
        INSERT INTO event_purchase SELECT seq, i, t, t, seq::VARCHAR, amount FROM buyers;
        INSERT INTO journal_rows SELECT t, seq, 2, i, i, 9003, '' FROM buyers;
        INSERT INTO ended SELECT i, t, i, 4, 'finished' FROM crowd;
        INSERT INTO message_rows SELECT 'rescue/' || i, i, i, 9004, 'kakao', t, i, 4, false,
               NULL, NULL, NULL FROM crowd
               WHERE shadow = '' AND arm = 'urgent';
        INSERT INTO handovers SELECT name, 1, channel, "at", 'accepted', '' FROM messages;
        """
    )
    return story.connection


def utc(text: str) -> datetime:
    return at(text).replace(tzinfo=UTC)
