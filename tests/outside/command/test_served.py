"""Commands typed while a run has the store's file open: it answers them, between two ticks."""

from __future__ import annotations

import json
import signal
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.outside.command.test_following import following, shop
from tests.outside.command.typed import outside, replaced, segue

__all__ = ["shop"]


@pytest.fixture
def running(shop: Path) -> Iterator[Path]:
    """A shop over which a run is at work."""
    process = following(shop)
    yield shop
    process.send_signal(signal.SIGTERM)
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 0, out
    assert out.endswith("stopped\n")


def beside(folder: Path) -> Path:
    return folder / ".segue/store.duckdb.sock"


def test_one_may_look_while_it_runs(running: Path) -> None:
    status = outside(running, "status", "--json")
    assert status.code == 0, status.err
    assert json.loads(status.out)["until"]
    for words in (("report",), ("journal",), ("explain", "1"), ("status",)):
        assert outside(running, *words).code == 0, words
    assert "greeting" in outside(running, "report").out


def test_one_may_try_while_it_runs(running: Path) -> None:
    """Beside the store that is open there, and more than once."""
    (running / "who.campaign").write_text("segment visitors\n  has visit\n")
    for _ in range(2):
        done = outside(running, "count", "visitors")
        assert done.code == 0, done.err
        assert "visitors" in done.out
    done = outside(running, "dry-run", "--from", "2026-01-01", "--until", "2026-01-02")
    assert done.code == 0, done.err
    assert outside(running, "preview", "hello", "--customer", "1").code == 0
    assert outside(running, "cohorts", "visit").code == 0
    assert outside(running, "status").code == 0


def test_it_says_what_it_would_say_alone(running: Path) -> None:
    """Also what is wrong, and with the same exit code."""
    done = outside(running, "explain", "nobody-of-this-name")
    assert done.code == 2
    assert "nobody-of-this-name" in done.sentence
    assert outside(running, "pause", "unknown").sentence.startswith("there is no campaign `unkn")


def test_campaigns_are_paused_and_resumed_while_it_runs(running: Path) -> None:
    done = outside(running, "pause", "greeting", "--by", "anna")
    assert done.code == 0, done.err
    assert done.out.startswith("greeting is paused from ")
    assert "by anna" in outside(running, "status").out
    assert outside(running, "resume", "greeting", "--keep-dates").code == 0
    assert outside(running, "stop", "greeting").code == 0


def test_what_is_applied_is_taken_up_while_it_runs(running: Path) -> None:
    replaced(running / "all.campaign", "wait 1 second", "wait 2 seconds")
    done = outside(running, "apply", "--move", "--by", "bob")
    assert done.code == 0, done.err
    assert "applied by bob" in done.out
    for _ in range(3):  # it opens the store anew, and goes on answering
        assert outside(running, "status").code == 0


def test_who_asks_from_elsewhere_names_the_project(running: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert outside(elsewhere, "-C", running, "status").code == 0
    assert outside(elsewhere, "status", "-C", "..").code == 0


def test_only_the_user_may_ask(running: Path) -> None:
    mode = beside(running).stat().st_mode
    assert stat.S_ISSOCK(mode)
    assert stat.S_IMODE(mode) == 0o600


def test_a_second_run_is_not_done_by_the_first(running: Path) -> None:
    assert "another process" in outside(running, "run").sentence


@pytest.mark.parametrize("said", [b"", b"nonsense\n", b'{"words": ["run"]}\n', b"no end"])
def test_whoever_asks_badly_or_is_gone_stops_nothing(running: Path, said: bytes) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as asking:
        asking.connect(str(beside(running)))
        asking.sendall(said)
    assert outside(running, "status").code == 0


def test_what_a_killed_run_leaves_behind_is_in_nobodys_way(shop: Path) -> None:
    process = following(shop)
    process.kill()
    process.communicate()
    assert beside(shop).exists()
    assert segue(shop, "status").code == 0
    again = following(shop)
    assert outside(shop, "status").code == 0
    again.send_signal(signal.SIGTERM)
    again.communicate(timeout=60)
    assert not beside(shop).exists()
