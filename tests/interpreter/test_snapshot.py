"""Values across a population, and the snapshot that a position sees (S8)."""

from __future__ import annotations

from decimal import Decimal

from compiler.model.conditions import Compare
from compiler.model.declarations import Segment
from compiler.model.project import Project
from compiler.model.steps import Branch, If, Wait
from compiler.model.values import Aggregate, Occurrences, Population, Type
from runtime.history import History, Version
from runtime.identity import hashed
from runtime.interpreter import Populations, Position, members, populations, snapshots
from tests.interpreter.shop import (
    MINJI,
    campaign,
    changing,
    history,
    hours,
    journal,
    occurs,
    project,
    told,
    utc,
)

REVENUE = Aggregate("sum", Occurrences("purchase"), "amount", Type.MONEY)
AVERAGE = Population("average", "average", REVENUE, "seoulites", Type.NUMBER)
ABOVE = Segment("above", None, Compare(">", REVENUE, AVERAGE))
RICHEST = Population("richest", "count", REVENUE, "above", Type.NUMBER)
MIDNIGHT = utc("2026-03-04 15:00")
"""00:00 of March 5 in Seoul."""


def buyer(key: str, amount: int, when: str = "2026-03-02", city: str = "Seoul") -> History:
    return history(occurs("purchase", when, f"{key}1", amount=amount), key=key, city=city)


def shop(*populations: Population) -> Project:
    usual = project()
    return project(
        campaign(),
        segments=usual.segments | {"above": ABOVE},
        populations={each.name: each for each in populations},
    )


EVERYBODY = [buyer("a", 1), buyer("b", 2), buyer("c", 100, city="Busan")]


def test_over_the_members_of_a_segment() -> None:
    assert populations(shop(AVERAGE), EVERYBODY, MIDNIGHT) == {"average": Decimal("1.5")}


def test_over_everyone_known_then() -> None:
    median = Population("median", "median", REVENUE, None, Type.NUMBER)
    unborn = changing((Version(utc("2026-06-01"), MINJI),), key="d")
    assert populations(shop(median), [*EVERYBODY, unborn], MIDNIGHT) == {"median": Decimal(2)}


def test_a_value_that_looks_at_another_takes_that_of_the_same_snapshot() -> None:
    values = populations(shop(RICHEST, AVERAGE), EVERYBODY, MIDNIGHT)
    assert values == {"average": Decimal("1.5"), "richest": Decimal(2)}


def test_over_nobody_it_is_unknown() -> None:
    assert populations(shop(AVERAGE), EVERYBODY[2:], MIDNIGHT) == {"average": None}


def test_one_snapshot_a_day_and_one_for_the_beginning() -> None:
    taken = snapshots(shop(AVERAGE), EVERYBODY, utc("2026-03-02"), utc("2026-03-04 15:00"))
    assert [at for at, _ in taken.snapshots] == [
        utc("2026-03-01 15:00"),
        utc("2026-03-02 15:00"),
        utc("2026-03-03 15:00"),
    ]
    at_midnight = snapshots(shop(AVERAGE), EVERYBODY, MIDNIGHT, MIDNIGHT)
    assert at_midnight.snapshots == ()


def test_a_timer_at_midnight_sees_the_new_snapshot_and_an_event_the_one_before() -> None:
    days = (utc("2026-03-03 15:00"), MIDNIGHT)
    seen = Populations(tuple((at, {"n": Decimal(at.day)}) for at in days))
    assert seen.seen_at(Position(MIDNIGHT)) == {"n": Decimal(4)}
    assert seen.seen_at(Position(MIDNIGHT, 3)) == {"n": Decimal(3)}
    assert seen.seen_at(Position(days[0], 0)) == {"n": Decimal(3)}


def test_a_step_looks_at_the_snapshot_and_not_at_the_moment() -> None:
    step = If("2", 2, (Branch("if", ABOVE.condition, ()),), ())
    usual = shop(AVERAGE)
    asking = project(
        campaign(Wait("1", 1, hours(1)), step),
        segments=usual.segments,
        populations=usual.populations,
    )
    me = history(
        occurs("purchase", "2026-03-02", "p1", amount=3), occurs("cart_add", "2026-03-04 14:30")
    )
    big = buyer("b", 50, "2026-03-04 15:10")
    outcome = []
    cases: tuple[tuple[History, ...], ...] = ((), (buyer("b", 50),), (big,))
    for others in cases:
        everybody = [me, *others]
        seen = snapshots(asking, everybody, utc("2026-03-04"), utc("2026-03-06"))
        rows = journal(asking, me, utc("2026-03-04"), utc("2026-03-06"), seen)
        outcome += [row for row in told(rows) if "branch" in row]
    assert outcome == [
        "03-04 15:30 branch else",
        "03-04 15:30 branch else",
        "03-04 15:30 branch if",
    ]


def test_members() -> None:
    seen = snapshots(shop(AVERAGE), EVERYBODY, MIDNIGHT, utc("2026-03-05"))
    assert members(shop(AVERAGE), EVERYBODY, "above", MIDNIGHT, seen) == ["b", "c"]
    assert members(shop(AVERAGE), EVERYBODY, None, MIDNIGHT, seen) == ["a", "b", "c"]


def last_ones(kind: str, place: tuple[int, int], of: list[History]) -> list[object]:
    """The value and the hash of the last one in a share."""
    border = Population("border", kind, REVENUE, None, Type.MONEY, place)
    last = Population("last", f"{kind} hash", REVENUE, None, Type.TEXT, place)
    return list(populations(shop(border, last), of, MIDNIGHT).values())


def test_equal_values_stand_in_the_order_of_their_hashes() -> None:
    """The md5 of a is 0cc1…, of b 92eb…, of c 4a8a…, of d 8277…"""
    equal = [buyer(key, 5) for key in "abcd"]
    assert last_ones("top", (1, 4), equal) == [Decimal(5), hashed("b")]
    assert last_ones("top", (1, 2), equal) == [Decimal(5), hashed("d")]
    assert last_ones("bottom", (1, 2), equal) == [Decimal(5), hashed("c")]


def test_a_share_is_rounded_to_whole_customers_halves_up() -> None:
    rising = [buyer(str(amount), amount) for amount in range(1, 6)]
    counted = {place: last_ones("top", place, rising)[0] for place in ((1, 10), (1, 4), (1, 11))}
    assert counted == {(1, 10): Decimal(5), (1, 4): Decimal(5), (1, 11): None}
    assert last_ones("top", (3, 10), rising)[0] == Decimal(4)
    assert last_ones("bottom", (1, 1), rising)[0] == Decimal(5)
