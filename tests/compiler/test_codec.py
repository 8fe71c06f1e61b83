"""A model that goes through its document comes back equal."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from compiler.codec import model, plain
from compiler.model.around import Around
from compiler.model.campaigns import Campaign
from compiler.model.conditions import All, Compare
from compiler.model.declarations import Customers, Field
from compiler.model.entries import At, Once
from compiler.model.project import Project
from compiler.model.steps import BestHour, Send, WaitAround, WaitUntil
from compiler.model.values import Const, CustomerField, Type
from compiler.model.windows import Duration

BORN = CustomerField("born", Type.DATE)
CAMPAIGN = Campaign(
    "spring",
    At(datetime(2026, 3, 1, 9), None, datetime(2026, 3, 1, 9, tzinfo=UTC), "everybody"),
    Once(),
    (
        WaitUntil("1", 1, time(10), date=date(2026, 3, 2)),
        BestHour("2", 2),
        Send("3", 3, "hello", ("sms", "email")),
        WaitAround("4", 4, Around(BORN, -1, Duration(3, "day"), time(10), yearly=True)),
    ),
    only_if=All(
        (Compare("=", CustomerField("paid", Type.MONEY), Const(Decimal("1.50"), Type.NUMBER)),)
    ),
)
PROJECT = Project(
    Customers("shop.customers", "id", (Field("paid", Type.MONEY, "paid"),)),
    campaigns={"spring": CAMPAIGN},
)


def test_a_project_comes_back_equal_through_json() -> None:
    assert model(json.loads(json.dumps(plain(PROJECT)))) == PROJECT


def test_what_has_its_default_is_left_out() -> None:
    document = plain(CAMPAIGN)
    assert isinstance(document, dict)
    assert "priority" not in document


def test_equal_numbers_are_written_alike() -> None:
    assert plain(Decimal("10.0")) == plain(Decimal("1E+1")) == {"is": "decimal", "value": "10"}


def test_a_document_with_an_unknown_class_or_field_is_refused() -> None:
    with pytest.raises(ValueError, match="no `Nonsense`"):
        model({"is": "Nonsense"})
    with pytest.raises(ValueError, match="no `colour`"):
        model({"is": "Once", "colour": "red"})
