"""`wait until best hour`: tested, previewed, run and shown, by the hours that the data have."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copytree

import pytest

from compiler.zones import to_civil
from tests.outside.command.typed import FROM, UNTIL, outside, segue

NOTES = """
event tasting
  customer  from customer

message evening_note
  email subject "Good to see you"
    \"\"\"
    Take your time.
    \"\"\"

campaign notes
  owner "you@roastery.example"
  enter on visit
    again after 7 days
  goal purchase within 3 days

  wait until best hour
  send evening_note by email

test "who is there in the evening hears in the evening"
  customer ada with wants_email yes, email "ada@example.org", timezone "America/New_York"
  customer ben with wants_email yes, email "ben@example.org", timezone "Europe/London"
  customer cora with wants_email yes, email "cora@example.org"
  at 2026-03-01 09:30 cora does visit
  at 2026-03-01 23:10 ada does purchase with amount 10
  at 2026-03-01 23:40 ada does purchase with amount 20
  at 2026-03-02 10:00 ada does visit
  at 2026-03-02 10:00 ben does visit
  expect evening_note to cora at 2026-03-01 09:30
  expect evening_note to ada at 2026-03-02 23:00
  expect evening_note to ben at 2026-03-02 18:00
"""


TASTINGS = "\n".join([
    "customer,time", *(f"1001,2026-01-{day:02} 04:20" for day in range(1, 9)),
    *(f"{key},2026-02-1{day} 05:40" for key in range(1002, 1009) for day in range(3)), "",
])  # fmt: skip
"""An event that no line but its own names, and that Segue keeps."""


@pytest.fixture(scope="module")
def shop(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in which somebody waits, after a run."""
    folder = Path(copytree(made, tmp_path_factory.mktemp("hours") / "shop"))
    (folder / "notes.campaign").write_text(NOTES.lstrip(), encoding="utf-8")
    (folder / "data" / "tastings.csv").write_text(TASTINGS, encoding="utf-8")
    for words in (
        ("ingest", "tasting", "data/tastings.csv"),
        ("run", "--apply", "--from", FROM, "--until", UNTIL),
    ):  # fmt: skip
        typed = outside(folder, *words)
        assert typed.code == 0, typed.err
    return folder


COLUMNS = {"visits": "visited_at", "carts": "added_at", "orders": "ordered_at", "tastings": "time"}


def clocks(folder: Path) -> dict[str, str]:
    """The zone of each customer."""
    with (folder / "data" / "customers.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {row["customer_id"]: row["timezone"] or "Europe/London" for row in rows}


def done(folder: Path, midnight: datetime) -> dict[str, Counter[int]]:
    """How often each customer did something in which hour of their clock in the ninety days before,
    counted from the files alone. (London's clock is UTC in winter.)"""
    zones = clocks(folder)
    found = {key: Counter[int]() for key in zones}
    for name, column in COLUMNS.items():
        with (folder / "data" / f"{name}.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                at = datetime.fromisoformat(row[column]).replace(tzinfo=UTC)
                if midnight - timedelta(days=90) < at <= midnight:
                    key = row.get("customer_id") or row["customer"]
                    found[key][to_civil(at, zones[key]).hour] += 1
    return found


def shares(acts: Counter[int]) -> list[int]:
    """In millionths."""
    return [(2_000_000 * acts[hour] + acts.total()) // (2 * acts.total()) for hour in range(24)]


def best(acts: Counter[int], everybody: list[int]) -> int:
    def score(hour: int) -> int:
        near = ((hour - 1) % 24, hour, hour, (hour + 1) % 24)
        return sum(1_000_000 * acts[each] + 5 * everybody[each] for each in near)

    return max(range(24), key=lambda hour: (score(hour), -hour))


def test_messages_go_out_at_the_hour_that_the_files_have(shop: Path) -> None:
    zones, midnight = clocks(shop), datetime(2026, 2, 20, tzinfo=UTC)
    acts = done(shop, midnight)
    everybody = shares(sum(acts.values(), Counter()))
    hours = Counter[bool]()
    for key, since, at in waits(shop):
        if midnight < since < midnight + timedelta(days=1):
            civil = to_civil(at, zones[key])
            assert (civil.hour, civil.minute) == (best(acts[key], everybody), 0)
            assert since <= at < since + timedelta(days=1)
            hours[civil.hour == best(Counter(), everybody)] += 1
    assert hours[True] and hours[False], "some have a habit of their own, and some have none"


def waits(folder: Path) -> Iterator[tuple[str, datetime, datetime]]:
    """Who waited in the campaign, since when and until when."""
    since = {}
    for line in segue(folder, "journal", "--json", "--campaign", "notes").out.splitlines():
        row = json.loads(line)
        at, key = datetime.fromisoformat(row["at"]), row["customer"]
        if row["kind"] == "entered":
            since[key] = at
        elif row["rule"] == "S8":
            yield key, since[key], at


def test_models_show_everybody(shop: Path) -> None:
    acts = done(shop, datetime(2026, 2, 28, tzinfo=UTC))
    everybody = shares(sum(acts.values(), Counter()))
    (found,) = json.loads(segue(shop, "models", "--json").out)
    assert found == {
        "name": "best hour", "at": "2026-02-28T00:00:00Z", "best": best(Counter(), everybody),
        "shares": [share / 1_000_000 for share in everybody],
    }  # fmt: skip
    shown = segue(shop, "models")
    assert f"of who did little: {found['best']:02}:00" in " ".join(shown.out.split())
    assert max(map(len, shown.out.splitlines())) <= 80
    bars = [line for line in shown.out.splitlines() if line.endswith("#" * 40)]
    assert [line.split()[0] for line in bars] == [f"{everybody.index(max(everybody)):02}:00"]
    early = segue(shop, "models", "--at", "2026-01-01")
    assert "as of 2026-01-01 00:00: unknown; nobody did anything in 90 days" in early.out
    assert segue(shop, "models", "--at", "2020-01-01").out == "best hour: no snapshot has it\n"


def test_the_wait_is_checked_tested_and_explained(shop: Path) -> None:
    assert segue(shop, "check").out == "7 files checked: nothing found\n"
    assert segue(shop, "format", "--check").code == 0
    tested = segue(shop, "test")
    assert tested.code == 0, tested.out
    key, _, at = next(waits(shop))
    told = " ".join(segue(shop, "explain", key).out.split())
    said = "notes: step 1: the wait for the best hour is over [S8]"
    assert f"{to_civil(at, 'Europe/London'):%Y-%m-%d %H:%M} {said}" in told
    assert "waits until an instant (step 1)" in segue(shop, "compile", "notes").out


def test_snapshots_hold_the_hours(shop: Path) -> None:
    found = {each["name"]: each for each in json.loads(segue(shop, "snapshots", "--json").out)}
    assert sorted(found) == ["best hour", *(f"share of hour {hour:02}" for hour in range(24))]
    assert found["best hour"]["snapshots"] == 59


def test_a_dry_run_goes_as_far(shop: Path) -> None:
    dry = segue(shop, "dry-run", "notes", "--from", FROM, "--until", UNTIL, "--json")
    assert dry.code == 0, dry.err
    assert '"notes"' in dry.out
