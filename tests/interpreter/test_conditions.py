"""Conditions, values and windows at a position (S6, S9, S10, S12, S13, S14)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from compiler.model.conditions import (
    All,
    AnyOf,
    Between,
    Compare,
    Condition,
    Has,
    HasFollowed,
    InSegment,
    Known,
    ListContains,
    Not,
    OneOf,
    TextMatch,
    When,
)
from compiler.model.declarations import Group, Groups, Segment, Trait
from compiler.model.values import (
    Aggregate,
    Calculation,
    Const,
    CustomerField,
    Edge,
    EntryTime,
    EventField,
    GroupValue,
    Occurrences,
    Plain,
    TraitValue,
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
from runtime.history import History, Occurrence
from runtime.interpreter import Populations, Position, View
from runtime.interpreter.conditions import holds
from runtime.interpreter.values import value
from tests.interpreter.shop import days, history, hours, occurs, project, utc

NOW = "2026-03-10 00:00"
ANY = Occurrences("purchase")


def seen(customer: History, at: str = NOW, place: int | None = None, **changes: Any) -> View:
    position = Position(utc(at)) if place is None else Position(utc(at), place)
    return View(project(**changes), customer, position, Populations())


def amounts(*given: int | None) -> History:
    """A purchase a day, from March 1, with these amounts."""
    return history(
        *(
            occurs("purchase", f"2026-03-0{number}", f"p{number}", amount=amount)
            for number, amount in enumerate(given, 1)
        )
    )


def of(kind: str, field: str | None = "amount", where: Occurrences = ANY) -> Aggregate:
    return Aggregate(kind, where, field, Type.NUMBER)


def number(text: str | int) -> Const:
    return Const(Decimal(text), Type.NUMBER)


def text(given: str) -> Const:
    return Const(given, Type.TEXT)


CITY = CustomerField("city", Type.TEXT)
BORN = CustomerField("born", Type.DATE)


@pytest.mark.parametrize(
    ("kind", "given", "expected"),
    [
        ("count", (1, None, 2), "3"),
        ("sum", (1, None, 2), "3"),
        ("average", (1, None, 2), "1.5"),
        ("average", (1, 1, 2), "1.333333"),
        ("average", (2, 2, 1), "1.666667"),
        ("average", (-2, -2, -1), "-1.666667"),
        ("median", (5, 1, 2), "2"),
        ("median", (5, 1, 2, None, 4), "3"),
        ("smallest", (5, 1, None), "1"),
        ("largest", (5, 1, None), "5"),
        ("count distinct", (5, 5, None, 1), "2"),
        ("most frequent", (5, 1, 1, 5), "5"),
        ("most frequent", (5, 1, 5, 1), "1"),
        ("most frequent", (5, 5, 1), "5"),
    ],
)
def test_aggregates(kind: str, given: tuple[int | None, ...], expected: str) -> None:
    field = None if kind == "count" else "amount"
    assert value(seen(amounts(*given)), of(kind, field)) == Decimal(expected)


def test_aggregates_over_nothing() -> None:
    empty = seen(amounts())
    for kind in ("count", "count distinct", "sum"):
        assert value(empty, of(kind, None if kind == "count" else "amount")) == 0
    for kind in ("average", "median", "smallest", "largest", "most frequent"):
        assert value(empty, of(kind)) is None
    assert value(empty, of("median gap", None)) is None
    assert value(seen(amounts(1)), of("median gap", None)) is None


def test_the_median_gap_is_in_days_rounded_once() -> None:
    times = ("2026-03-01 00:00:00", "2026-03-01 00:00:01", "2026-03-01 00:00:03")
    customer = history(*(occurs("purchase", when, when[-1]) for when in times))
    assert value(seen(customer), of("median gap", None)) == Decimal("0.000017")


def test_first_and_last_by_time_then_id() -> None:
    customer = history(
        occurs("purchase", "2026-03-02", "b", category="tents", arrival="2026-03-02"),
        occurs("purchase", "2026-03-02", "a", category="lamps", arrival="2026-03-04"),
        occurs("purchase", "2026-03-01", "z", category=None, arrival="2026-03-05"),
    )
    category = "category"
    assert value(seen(customer), Edge("last", ANY, category, Type.TEXT)) == "tents"
    assert value(seen(customer), Edge("first", ANY, category, Type.TEXT)) is None
    assert value(seen(customer), Edge("first", ANY, None, Type.TIME)) == utc("2026-03-01")


def test_nothing_sees_a_row_before_its_arrival() -> None:
    late = history(occurs("purchase", "2026-03-02", arrival="2026-03-05"))
    assert not holds(seen(late, "2026-03-04"), Has(ANY))
    assert holds(seen(late, "2026-03-05"), Has(ANY))
    assert holds(seen(late, "2026-03-05", place=0), Has(ANY))


def test_events_at_one_instant_see_only_those_before_them() -> None:
    customer = history(occurs("purchase", "2026-03-02", "a"), occurs("purchase", "2026-03-02", "b"))
    count = of("count", None)
    assert value(seen(customer, "2026-03-02", place=0), count) == 1
    assert value(seen(customer, "2026-03-02", place=1), count) == 2
    assert value(seen(customer, "2026-03-02"), count) == 2


def calculated(op: str, left: str, right: str) -> Plain | None:
    return value(seen(history()), Calculation(op, number(left), number(right)))


def test_calculations_round_halves_away_from_zero_to_scale_6() -> None:
    assert calculated("/", "1", "3") == Decimal("0.333333")
    assert calculated("/", "-2", "3") == Decimal("-0.666667")
    assert calculated("*", "0.000001", "0.5") == Decimal("0.000001")
    assert calculated("*", "-0.000001", "0.5") == Decimal("-0.000001")
    assert calculated("/", "1", "0") is None
    assert calculated("+", "0.1", "0.2") == Decimal("0.3")


def test_comparisons_with_unknown_are_false_and_their_opposites_true() -> None:
    nowhere = seen(history(city=None))
    same = Compare("=", CITY, text("Seoul"))
    for condition in (
        same,
        OneOf(CITY, (text("Seoul"),)),
        Between(CITY, text("A"), text("Z")),
        TextMatch("contains", CITY, text("e")),
        Known(CITY),
        When(BORN, MoreThanAgo(days(1))),
    ):
        assert not holds(nowhere, condition)
        assert holds(nowhere, Not(condition))
    assert holds(nowhere, All(())) and not holds(nowhere, AnyOf(()))


def test_text_compares_by_code_point() -> None:
    assert holds(seen(history(city="a")), Compare(">", CITY, text("Z")))
    assert holds(seen(history(city="é")), Compare(">", CITY, text("z")))
    assert not holds(seen(history(city="seoul")), Compare("=", CITY, text("Seoul")))


def test_text_matches_ignore_case_by_simple_folds() -> None:
    def matches(how: str, whole: str, part: str) -> bool:
        return holds(seen(history(city=whole)), TextMatch(how, CITY, text(part)))

    assert matches("contains", "STRAẞE", "aße")
    assert not matches("contains", "STRASSE", "aße")
    assert matches("starts with", "Élan", "éL")
    assert matches("ends with", "ΟΔΟΣ", "οδος")
    assert not matches("starts with", "İstanbul", "istanbul")


def test_a_list_contains_whole_texts_exactly() -> None:
    colours = CustomerField("colours", Type.TEXTS)

    def contains(texts: tuple[str, ...] | None, part: str) -> bool:
        return holds(seen(history(colours=texts)), ListContains(colours, text(part)))

    assert contains(("red", "dark blue"), "dark blue")
    assert not contains(("red", "dark blue"), "blue")
    assert not contains(("red",), "Red")
    assert not contains((), "red")
    assert not contains(None, "red")
    assert holds(seen(history(colours=())), Known(colours))
    assert not holds(seen(history(colours=None)), Known(colours))


@pytest.mark.parametrize(
    ("window", "inside", "outside"),
    [
        (InLast(days(2)), ("03-08 00:00:01", "03-10 00:00"), ("03-08 00:00",)),
        (MoreThanAgo(days(2)), ("03-08 00:00", "01-01"), ("03-08 00:00:01",)),
        (Since(Ago(days(2))), ("03-08 00:00",), ("03-07 23:59",)),
        (Before(Ago(days(2))), ("03-07 23:59",), ("03-08 00:00",)),
        (
            FromUntil(Ago(days(3)), Const(utc("2026-03-08"), Type.TIME)),
            ("03-07 00:00", "03-07 23:59"),
            ("03-06 23:59", "03-08 00:00"),
        ),
        # A date is its 00:00 on the policy's clock, in Seoul: 15:00 of the day before.
        (Since(Const(date(2026, 3, 8), Type.DATE)), ("03-07 15:00",), ("03-07 14:59",)),
        (Before(BORN), (), ("03-01 00:00",)),
    ],
)
def test_windows(window: Window, inside: tuple[str, ...], outside: tuple[str, ...]) -> None:
    for moments, expected in ((inside, True), (outside, False)):
        for moment in moments:
            customer = history(occurs("purchase", f"2026-{moment}"))
            has = Has(Occurrences("purchase", window))
            assert holds(seen(customer), has) == expected, moment


def test_a_date_in_a_window_counts_from_its_midnight() -> None:
    tomorrow = When(BORN, InNext(days(1)))
    assert holds(seen(history(born=date(2026, 3, 11))), tomorrow)
    assert not holds(seen(history(born=date(2026, 3, 10))), tomorrow)
    assert not holds(seen(history(born=date(2026, 3, 12))), tomorrow)
    last = Compare("<", BORN, Edge("last", ANY, None, Type.TIME))
    assert holds(seen(history(occurs("purchase", "2026-03-07 15:01"), born=date(2026, 3, 8))), last)
    assert not holds(
        seen(history(occurs("purchase", "2026-03-07 15:00"), born=date(2026, 3, 8))), last
    )


def test_since_entry_is_strictly_after() -> None:
    customer = history(occurs("purchase", "2026-03-02", "a"))
    since = Has(Occurrences("purchase", Since(EntryTime(), after=True)))
    at_entry = replace(seen(customer), entry_time=utc("2026-03-02"))
    before_entry = replace(seen(customer), entry_time=utc("2026-03-01"))
    assert not holds(at_entry, since)
    assert holds(before_entry, since)


def followed(negated: bool, *events: Occurrence, within: Duration | None = None) -> bool:
    condition: Condition = HasFollowed(Occurrences("cart_add"), ANY, within or hours(1), negated)
    return holds(seen(history(*events)), condition)


def test_followed_by() -> None:
    added = occurs("cart_add", "2026-03-02 01:00")
    bought = occurs("purchase", "2026-03-02 02:00")
    too_late = occurs("purchase", "2026-03-02 02:00:01")
    at_once = occurs("purchase", "2026-03-02 01:00")
    for events, expected in (
        ((added, bought), True),
        ((added, too_late), False),
        ((added, at_once), True),
        ((bought, occurs("cart_add", "2026-03-02 02:01", "x")), False),
    ):
        assert followed(False, *events) == expected
        assert followed(True, *events) != expected
    assert not followed(False) and not followed(True)
    second = occurs("cart_add", "2026-03-03 01:00", "c2")
    assert followed(False, added, bought, second) and followed(True, added, bought, second)


def test_a_where_inside_sees_its_own_row() -> None:
    big = Compare(">", EventField("purchase", "amount", Type.MONEY), of("average"))
    count = of("count", None, Occurrences("purchase", where=big))
    assert value(seen(amounts(1, 2, 9)), count) == 1


def test_traits_groups_and_segments_by_name() -> None:
    orders: Value = TraitValue("orders", Type.NUMBER)
    lines = (
        Group("none", Compare("=", orders, number(0))),
        Group("few", Compare("<=", orders, number(2))),
        Group("many", None),
    )
    changes: dict[str, Any] = {
        "traits": {"orders": Trait("orders", None, of("count", None))},
        "groups": {"kind": Groups("kind", None, lines)},
        "segments": {
            "few": Segment("few", None, Compare("=", GroupValue("kind"), text("few"))),
            "again": Segment("again", None, Not(InSegment("few"))),
        },
    }
    found = [value(seen(amounts(*[1] * n), **changes), GroupValue("kind")) for n in (0, 2, 3)]
    assert found == ["none", "few", "many"]
    assert holds(seen(amounts(1), **changes), InSegment("few"))
    assert not holds(seen(amounts(1), **changes), InSegment("again"))


def test_only_customers_are_in_a_segment() -> None:
    nobody = History("nobody", (), ())
    everyone: dict[str, Any] = {"segments": {"all": Segment("all", None, All(()))}}
    assert not holds(seen(nobody, **everyone), InSegment("all"))
    assert holds(seen(history(), **everyone), InSegment("all"))
