"""`run --every`: follows the clock, stops cleanly, and goes on after any stop (S27)."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.outside.command.typed import COMMAND, PLAIN, outside, segue

CUSTOMERS = 60

CAMPAIGN = """\
customers from shop.customers
  key    from id
  email  email

event visit from shop.visits
  customer  from who
  time      from at

channel email
  to email

message hello
  email subject "Hello"
    \"\"\"
    Hello
    \"\"\"

campaign greeting
  enter on visit
    once
  goal back: visit within 1 day

  wait 1 second
  send hello by email
"""

SETTINGS = """\
[project]
name = "clock"
[tables]
"shop.customers" = "customers.csv"
"shop.visits" = "visits.csv"
[channels.email]
provider = "file"
path = "outbox.jsonl"
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Everybody comes by, one after the other, in the seconds around now."""
    (tmp_path / "segue.toml").write_text(SETTINGS)
    (tmp_path / "all.campaign").write_text(CAMPAIGN)
    people = "".join(f"{key},{key}@example.org\n" for key in range(CUSTOMERS))
    (tmp_path / "customers.csv").write_text("id,email\n" + people)
    first = datetime.now(UTC) - timedelta(seconds=2)
    visits = "".join(
        f"{key},{(first + timedelta(seconds=key / 8)).isoformat()}\n" for key in range(CUSTOMERS)
    )
    (tmp_path / "visits.csv").write_text("who,at\n" + visits)
    assert segue(tmp_path, "apply").code == 0
    return tmp_path


def following(folder: Path, *words: str) -> subprocess.Popen[str]:
    """Started, and as far as to follow the clock."""
    process = subprocess.Popen(
        [COMMAND, "run", "--every", "1s", *words], cwd=folder, env=PLAIN, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "running; stop with Ctrl-C\n"
    return process


def sent(folder: Path) -> list[str]:
    path = folder / "outbox.jsonl"
    return [json.loads(line)["send"] for line in path.read_text().splitlines()]


def test_stops_at_any_moment_lose_nothing_and_say_nothing_twice(shop: Path) -> None:
    since = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    process = following(shop, "--from", since)
    for pause in (0.3, 0.9):
        time.sleep(pause)
        process.kill()
        process.wait()
        process = following(shop)
    held = outside(shop, "run")
    assert "another process" in held.sentence
    assert "`segue run`" in held.sentence
    for stop in (signal.SIGINT, signal.SIGTERM):
        time.sleep(0.7)
        process.send_signal(stop)
        out, _ = process.communicate(timeout=30)
        assert process.returncode == 0
        assert out.endswith("stopped\n")
        process = following(shop)
    deadline = time.monotonic() + 30
    while len(sent(shop)) < CUSTOMERS and time.monotonic() < deadline:
        time.sleep(0.2)
    process.send_signal(signal.SIGTERM)
    out, _ = process.communicate(timeout=30)
    assert (process.returncode, "Traceback" in out) == (0, False)
    names = sent(shop)
    assert len(names) == len(set(names)) == CUSTOMERS
    planned = segue(shop, "journal", "--json").out.splitlines()
    assert sum(json.loads(row)["kind"] == "planned" for row in planned) == CUSTOMERS


def test_by_the_clock_a_message_that_is_too_late_expires(shop: Path) -> None:
    visits = shop / "visits.csv"
    old = datetime.now(UTC) - timedelta(hours=7)
    visits.write_text(f"who,at\n1,{old.isoformat()}\n2,{datetime.now(UTC).isoformat()}\n")
    since = (old - timedelta(hours=1)).isoformat()
    process = following(shop, "--from", since)
    deadline = time.monotonic() + 20
    while not (shop / "outbox.jsonl").exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=30)
    assert re.search("1 (message )?expired", out)
    assert [name.split("/")[1] for name in sent(shop)] == ["2"]
