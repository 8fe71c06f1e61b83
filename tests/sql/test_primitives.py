"""What engines say differently, executed on each: numbers, hashes, text, clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import md5
from random import Random

import pytest
from sqlglot import exp

from compiler.model.conditions import TextMatch
from compiler.model.values import Const, CustomerField, Type, Value
from compiler.model.windows import Duration
from compiler.sql import build
from compiler.sql.clocks import RowClock, civil_instant, first_day, shift
from compiler.sql.expressions import holds
from compiler.sql.rows import RowScope
from compiler.zones import to_civil, to_instant
from runtime.interpreter.numbers import calculate
from tests.sql.engines import Engine
from tests.sql.store import load_zones

OPERATIONS = {
    "+": "SEGUE_PLUS", "-": "SEGUE_MINUS", "*": "SEGUE_TIMES", "/": "SEGUE_QUOTIENT"
}  # fmt: skip
EDGES = ("0", "0.000001", "-0.000001", "0.0000005", "1", "-1", "2", "3", "7", "0.5", "-2.5")
LARGE = ("999999999999.999999", "-99999999999999.9999", "123456789012345678901234")


@pytest.fixture
def engine(any_engine: Engine) -> Engine:
    return any_engine


@pytest.mark.parametrize("op", OPERATIONS)
def test_calculations_are_exact_and_round_halves_away_from_zero(engine: Engine, op: str) -> None:
    random = Random(7)
    numbers = [Decimal(text) for text in (*EDGES[:3], *EDGES[4:], *LARGE)]
    numbers += [Decimal(random.randint(-10**18, 10**18)).scaleb(-6) for _ in range(20)]
    pairs = [(left, right) for left in numbers for right in numbers]
    columns = ['"n" INTEGER', '"a" DECIMAL(38,6)', '"b" DECIMAL(38,6)']
    engine.load("pairs", columns, [(n, a, b) for n, (a, b) in enumerate(pairs)])
    result = build.call(OPERATIONS[op], build.column("a"), build.column("b"))
    query = build.select_all("pairs").select(build.named(result, "result"))
    for row in engine.rows(query):
        left, right = pairs[row["n"]]
        right_answer = calculate(op, left, right)
        if right_answer is not None and abs(right_answer) >= 10**25:
            right_answer = None
        assert row["result"] == right_answer, f"{left} {op} {right}"


def test_what_does_not_fit_is_unknown_on_both_engines(engine: Engine) -> None:
    big = build.number(Decimal(10) ** 24)
    for op in ("SEGUE_TIMES", "SEGUE_QUOTIENT"):
        small = build.number(Decimal("0.000001") if op == "SEGUE_QUOTIENT" else Decimal(10) ** 20)
        assert engine.value(build.call(op, big.copy(), small)) is None
    ten = build.call("SEGUE_TIMES", big.copy(), build.whole(10))
    assert engine.value(ten) is None
    assert engine.value(build.call("SEGUE_TIMES", big.copy(), build.whole(9))) == 9 * 10**24


def test_the_number_of_an_arm_is_the_same_everywhere(engine: Engine) -> None:
    """S19, as Python computes it."""
    for key in ("salt/c1/split/p1", "소금/장바구니/문구/고객", "salt//hold out 1/x"):
        expected = int(md5(key.encode()).hexdigest()[:8], 16) % 10_000
        assert engine.value(build.call("SEGUE_UNIT", build.text(key))) == expected


def test_text_is_ordered_by_code_point(engine: Engine) -> None:
    words = ["a", "B", "Z", "é", "z", "가", "", "_", "😀"]
    engine.load("words", ['"word" VARCHAR'], [(word,) for word in words])
    ordered = build.call("SEGUE_BYTES", build.column("word"))
    query = build.select_all("words").order_by(ordered)
    assert [row["word"] for row in engine.rows(query)] == sorted(words)


MATCHES = [
    ("contains", "Straße", "RASS", False),
    ("contains", "STRASSE", "rass", True),
    ("contains", "ŁÓDŹ", "łó", True),
    ("contains", "ſEOUL", "seo", True),
    ("contains", "100%_x", "%_", True),
    ("contains", "abc", "%", False),
    ("contains", "", "", True),
    ("starts with", "Éclair", "é", True),
    ("starts with", "xÉ", "é", False),
    ("ends with", "MOŻE", "że", True),
    ("ends with", "że", "może", False),
    ("ends with", "abc", "", True),
    ("contains", "İstanbul", "i", False),
]


@pytest.mark.parametrize(("how", "text", "part", "expected"), MATCHES)
@pytest.mark.parametrize("constant", [True, False])
def test_folded_text(
    engine: Engine, how: str, text: str, part: str, expected: bool, constant: bool
) -> None:
    """The shortened table for constants gives what the whole table gives."""
    scope = RowScope(
        RowClock(build.instant(datetime(2026, 1, 1, tzinfo=UTC)), "UTC", None),
        customer={"text": build.text(text), "part": build.text(part)},
    )
    searched: Value = Const(part, Type.TEXT) if constant else CustomerField("part", Type.TEXT)
    match = TextMatch(how, CustomerField("text", Type.TEXT), searched)
    assert engine.value(holds(match, scope)) is expected


BACK = (Duration(1, "month"), Duration(1, "year"))
ZONES = ("Europe/London", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "UTC")


@pytest.mark.parametrize("zone", ZONES)
def test_clocks_without_the_engines_own_tables(engine: Engine, zone: str) -> None:
    """Gaps, overlaps and months, by rows of the pinned `tzdata`."""
    load_zones(engine, zone)
    random = Random(zone)
    start = datetime(2026, 3, 1, tzinfo=UTC)
    moments = [start + timedelta(minutes=30 * random.randrange(48 * 300)) for _ in range(8)]
    moments += [datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 3, 8, 7, tzinfo=UTC)]
    _check_clock(engine, zone, moments, build.table("zones"))


@pytest.mark.parametrize("zone", ["Asia/Seoul", "Europe/London"])
def test_a_zone_is_written_out_where_no_table_holds_it(engine: Engine, zone: str) -> None:
    _check_clock(engine, zone, [datetime(2026, 3, 29, 1, 30, tzinfo=UTC)], None)


def _check_clock(
    engine: Engine, zone: str, moments: list[datetime], zones: exp.Expr | None
) -> None:
    rows = [(place, moment.replace(tzinfo=None)) for place, moment in enumerate(moments)]
    engine.load("moments", ['"place" INTEGER', '"at" TIMESTAMP'], rows)
    clock = RowClock(build.column("at", "moments"), zone, zones)
    asked = exp.select(
        build.column("place"),
        build.named(civil_instant(build.column("at", "moments"), zone, zones), "instant"),
        *(build.named(clock.shifted(back, -1).expression, back.unit) for back in BACK),
    )
    for row in engine.rows(asked.from_(build.table("moments"))):
        moment = moments[row["place"]]
        instant = to_instant(moment.replace(tzinfo=None), zone)
        assert row["instant"] == instant.replace(tzinfo=None)
        for back in BACK:
            assert row[back.unit] == shift(moment, back, -1, zone).replace(tzinfo=None)


@pytest.mark.parametrize("zone", [*ZONES, "America/Santiago", "Asia/Beirut"])
@pytest.mark.parametrize("after", [True, False])
def test_days_stand_for_their_midnights(zone: str, after: bool) -> None:
    """Also where a clock springs over midnight, as in Santiago and Beirut."""
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for hours in range(0, 24 * 365, 11):
        border = start + timedelta(hours=hours)
        found = first_day(border, zone, after=after)
        for day in (found - timedelta(days=1), found):
            midnight = to_instant(datetime.combine(day, datetime.min.time()), zone)
            reached = midnight > border if after else midnight >= border
            assert reached == (day >= found), (border, day)


def test_a_month_back_is_cut_to_the_months_last_day() -> None:
    at = datetime(2026, 3, 31, 3, tzinfo=UTC)
    moved = shift(at, Duration(1, "month"), -1, "Asia/Seoul")
    assert to_civil(moved, "Asia/Seoul") == datetime(2026, 2, 28, 12)
    assert first_day(moved, "Asia/Seoul", after=False) == date(2026, 3, 1)
