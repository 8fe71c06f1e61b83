"""`segue preview`: the text per channel, or why there is none."""

from __future__ import annotations

from dataclasses import replace

import duckdb
import pytest
from sqlglot import exp

from compiler.model.entries import OnEvent
from compiler.model.occurring import Occurring
from compiler.sql import build
from compiler.sql.tables import Table, Tables
from runtime.dispatch.preview import Preview, preview
from runtime.errors import Trouble
from tests.sending.shop import SHOP, at

FIELDS = ("name", "phone", "email", "language", "timezone", "wants_kakao", "birthday")


def sources() -> tuple[duckdb.DuckDBPyConnection, Tables]:
    """Minji has a cart and no consent; Jun has neither cart nor name."""
    connection = duckdb.connect()
    connection.execute(
        """CREATE TABLE people AS SELECT * FROM (VALUES
        (7, 'Minji', '010', 'm@shop.example', 'en', NULL, false, DATE '1990-03-01'),
        (8, NULL, NULL, NULL, NULL, NULL, true, NULL)) AS p(
        id, f_name, f_phone, f_email, f_language, f_timezone, f_wants_kakao, f_birthday)"""
    )
    connection.execute(
        """CREATE TABLE carts AS SELECT * FROM (VALUES
        (7, 'c1', TIMESTAMP '2026-12-01 01:00', 'Tent', 50000.0000::DECIMAL(18, 4)),
        (7, 'c2', TIMESTAMP '2026-12-02 01:00', 'Stove', 7000.5000)) AS c(
        customer, id, "time", f_product, f_total)"""
    )
    connection.execute(
        'CREATE TABLE bye(customer INTEGER, id VARCHAR, "time" TIMESTAMP, f_channel VARCHAR)'
    )
    people = Table(build.table("people"), build.column("id"), _columns(FIELDS))
    events = {
        "cart_add": _events("carts", ("product", "total")),
        "unsubscribed": _events("bye", ("channel",)),
    }
    return connection, Tables(people, events)


def _events(table: str, fields: tuple[str, ...]) -> Table:
    return Table(
        build.table(table), build.column("customer"), _columns(fields),
        time=build.column("time"), id=build.column("id"),
    )  # fmt: skip


def _columns(fields: tuple[str, ...]) -> dict[str, exp.Expr]:
    return {name: build.column(f"f_{name}") for name in fields}


def by_channel(key: str, message: str = "reminder") -> dict[str, Preview]:
    connection, tables = sources()
    now = at("2026-12-03T01:00")
    shown = preview(SHOP, connection, tables, message, key, now)
    return {each.channel: each for each in shown}


def test_the_latest_event_is_the_entry() -> None:
    found = by_channel("7")
    assert list(found) == ["kakao", "sms", "email"]
    sms, email = found["sms"].content, found["email"].content
    assert sms is not None and sms.text == "Hi Minji: 7000.5"
    assert email is not None and (email.subject, email.text) == ("Your Stove", "In English")


def test_the_latest_of_all_events_that_let_in_is_the_entry() -> None:
    connection, tables = sources()
    connection.execute(
        """CREATE TABLE wishes AS SELECT 7 AS customer, 'w1' AS id,
        TIMESTAMP '2026-12-02 02:00' AS "time", 'Lamp' AS f_product,
        1.5::DECIMAL(18, 4) AS f_total"""
    )
    events = {**tables.events, "wish": _events("wishes", ("product", "total"))}
    either = OnEvent(Occurring("cart_add", others=(Occurring("wish"),)))
    campaigns = {name: replace(each, entry=either) for name, each in SHOP.campaigns.items()}
    shop, now = replace(SHOP, campaigns=campaigns), at("2026-12-03T01:00")
    shown = preview(shop, connection, replace(tables, events=events), "reminder", "7", now)
    assert [each.content.text for each in shown if each.content and each.channel == "sms"] == [
        "Hi Minji: 1.5"
    ]


def test_why_a_channel_does_not_reach() -> None:
    found = by_channel("7")
    assert (found["kakao"].why_not, found["sms"].why_not) == ("no consent", None)
    assert found["kakao"].content is not None


def test_what_is_not_known() -> None:
    sms = by_channel("8")["sms"]
    assert sms.content is None
    assert sms.why_not == "`entry.total` is not known and has no default (line 1 of the text)"


def test_unsubscribed() -> None:
    connection, tables = sources()
    connection.execute("INSERT INTO bye VALUES (7, 'u', TIMESTAMP '2026-12-02 02:00', NULL)")
    shown = preview(SHOP, connection, tables, "reminder", "7", at("2026-12-03T01:00"))
    assert [each.why_not for each in shown][1:] == ["unsubscribed", "unsubscribed"]


def test_names_that_are_not_known() -> None:
    with pytest.raises(Trouble, match="no message `remindr`: did you mean `reminder`"):
        by_channel("7", "remindr")
    with pytest.raises(Trouble, match="there is no customer `9`"):
        by_channel("9")
