"""Random conditions on one thing each, so that many of them exclude each other, and many nearly."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from random import Random

from compiler.model.conditions import (
    All,
    AnyOf,
    Compare,
    Condition,
    Has,
    Known,
    Not,
    OneOf,
    TextMatch,
    Truth,
    When,
)
from compiler.model.values import (
    Aggregate,
    Const,
    CustomerField,
    Edge,
    EventField,
    Occurrences,
    Type,
    Value,
)
from compiler.model.windows import (
    Ago,
    Before,
    Duration,
    FromUntil,
    InLast,
    InNext,
    MoreThanAgo,
    Since,
    Window,
)
from tests.sql.random_worlds import AT, TEXTS

OPS = ("=", "<", "<=", ">", ">=")
LENGTHS = (
    Duration(1, "day"), Duration(7, "day"), Duration(1, "week"), Duration(20, "day"),
    Duration(1, "month"), Duration(31, "day"), Duration(2, "month"), Duration(1, "year"),
)  # fmt: skip


def near(random: Random) -> Condition:
    """Two to four conditions on one number, time, text or kind of event, put together."""
    kind = random.choice((_numbers, _happened, _happened, _times, _texts, _yes_no))
    parts = [kind(random) for _ in range(random.randint(2, 4))]
    return _joined(random, parts)


def _joined(random: Random, parts: list[Condition]) -> Condition:
    parts = [Not(part) if random.random() < 0.4 else part for part in parts]
    if len(parts) > 2 and random.random() < 0.4:
        parts = [_joined(random, parts[:2]), *parts[2:]]
    return (All if random.random() < 0.7 else AnyOf)(tuple(parts))


def _of(random: Random) -> Occurrences:
    return Occurrences("purchase", random.choice((None, None, _window(random))), _where(random))


def _where(random: Random) -> Condition | None:
    amount = EventField("purchase", "amount", Type.MONEY)
    limit = Const(Decimal(random.choice((0, 2, 3))), Type.MONEY)
    one = Compare(random.choice(OPS), amount, limit)
    return random.choice((None, None, None, one, All((one, Compare("<", amount, limit)))))


def _window(random: Random) -> Window:
    length = random.choice(LENGTHS)
    fixed = Const(AT - timedelta(days=random.choice((0, 1, 31))), Type.TIME)
    border = random.choice((Ago(length), fixed))
    windows = (InLast(length), InLast(length), MoreThanAgo(length), Since(border), Before(border),
               FromUntil(border, Ago(Duration(1, "day"))))  # fmt: skip
    return random.choice(windows)


def _numbers(random: Random) -> Condition:
    kind = random.choice(("count", "count", "sum", "count distinct", "average", "largest"))
    money = kind in ("sum", "average", "largest")
    field = None if kind == "count" else "amount" if money else "category"
    value: Value = Aggregate(kind, _of(random), field, Type.MONEY if money else Type.NUMBER)
    limit = Const(Decimal(random.choice((0, 1, 2, 3))), value.type)
    return random.choice((Compare(random.choice(OPS), value, limit), Known(value)))


def _happened(random: Random) -> Condition:
    of = Occurrences("purchase", None, _where(random))
    edge = Edge(random.choice(("first", "last")), of, None, Type.TIME)
    return random.choice((
        Has(_of(random)), When(edge, _window(random)), When(edge, _window(random)),
        Known(edge), _numbers(random),
    ))  # fmt: skip


def _times(random: Random) -> Condition:
    value = CustomerField("signed", Type.TIME)
    window = random.choice((_window(random), InNext(random.choice(LENGTHS))))
    return random.choice((When(value, window), When(value, window), Known(value)))


def _texts(random: Random) -> Condition:
    value = CustomerField("city", Type.TEXT)
    some = tuple(Const(each, Type.TEXT) for each in random.sample(TEXTS, 3))
    how = random.choice(("contains", "starts with", "ends with"))
    match = TextMatch(how, value, Const(random.choice(("S", "s", "o", "z", "Z")), Type.TEXT))
    order = Compare(random.choice(OPS), value, some[0])
    return random.choice((order, OneOf(value, some), match, Known(value)))


def _yes_no(random: Random) -> Condition:
    vip = CustomerField("vip", Type.YES_NO)
    return random.choice((Truth(vip), Known(vip), Compare("=", vip, Const(True, Type.YES_NO))))
