"""A shop small enough to work out by hand, with something unknown in every column."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from compiler.model.conditions import Between, Compare, Condition
from compiler.model.declarations import (
    Customers,
    Event,
    Field,
    Group,
    Groups,
    Policy,
    Segment,
    Trait,
)
from compiler.model.project import Project
from compiler.model.values import (
    Aggregate,
    Const,
    CustomerField,
    EventField,
    Occurrences,
    Plain,
    Population,
    TraitValue,
    Type,
)
from runtime.history import History, Occurrence, Version

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


def number(text: str | int) -> Const:
    return Const(Decimal(text), Type.NUMBER)


def text(value: str) -> Const:
    return Const(value, Type.TEXT)


CITY = CustomerField("city", Type.TEXT)
JOINED = CustomerField("joined", Type.DATE)
COLOURS = CustomerField("colours", Type.TEXTS)
AMOUNT = EventField("purchase", "amount", Type.MONEY)
TAGS = EventField("purchase", "tags", Type.TEXTS)
PURCHASES = Occurrences("purchase")
ORDERS = TraitValue("orders", Type.NUMBER)
REVENUE = TraitValue("revenue", Type.MONEY)
BORDER = Population("average of revenue across buyers", "average", REVENUE, "buyers", Type.NUMBER)
BUYERS: Condition = Between(ORDERS, number(1), number(2))


def field(name: str, type: Type) -> Field:
    return Field(name, type, name)


def project() -> Project:
    fields = (field("amount", Type.MONEY), field("category", Type.TEXT), field("tags", Type.TEXTS))
    own = (field("city", Type.TEXT), field("joined", Type.DATE), field("colours", Type.TEXTS))
    lines = (
        Group("none", Compare("=", ORDERS, number(0))),
        Group("small", Compare("<=", REVENUE, BORDER)),
        Group("big", Compare(">", REVENUE, BORDER)),
    )
    return Project(
        customers=Customers("c", "id", own),
        policy=Policy("Asia/Seoul"),
        events={"purchase": Event("purchase", None, "customer", "time", "id", None, fields)},
        traits={
            "orders": Trait("orders", None, Aggregate("count", PURCHASES, None, Type.NUMBER)),
            "revenue": Trait("revenue", None, Aggregate("sum", PURCHASES, "amount", Type.MONEY)),
        },
        segments={"buyers": Segment("buyers", None, BUYERS)},
        groups={"size": Groups("size", None, lines)},
        populations={BORDER.name: BORDER},
    )


def purchase(id: str, day: int, hour: int, amount: str | None, category: str | None) -> Occurrence:
    time = datetime(2026, 3, day, hour, tzinfo=UTC)
    fields: dict[str, Plain | None] = {
        "amount": Decimal(amount) if amount is not None else None, "category": category,
        "tags": None if category is None else (category, "Sold"),
    }  # fmt: skip
    return Occurrence("purchase", id, time, time, fields)


def customer(
    key: str,
    city: str | None,
    joined: date | None,
    colours: tuple[str, ...] | None,
    *events: Occurrence,
) -> History:
    fields = {"city": city, "joined": joined, "colours": colours}
    return History(key, (Version(None, fields),), events)


ANN, BEN, CAT = 0, 1, 2
SHOP = (
    customer(
        "ann", "Seoul", date(2026, 3, 10), ("red", "Seoul", "Zoë's"),
        purchase("a1", 1, 0, "10", "toys"), purchase("a2", 3, 0, "0.0001", "food"),
        purchase("a3", 8, 12, None, None), purchase("a4", 10, 12, "5", "food"),
        purchase("a5", 10, 13, "1000", "late"),
    ),
    customer("ben", None, None, (), purchase("b1", 9, 0, "-1", None)),
    customer("cat", "Busan", date(2026, 3, 9), None),
)  # fmt: skip
"""At noon of the 10th: Ann's a4 is just there, her a5 is not yet."""
