"""A stop at any moment of the hand-over, then a restart: nobody gets a message twice (S27).

The moments are every statement on the store, before and after it, and every call of a provider,
before and after it has taken the messages.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import duckdb
import pytest

from runtime.channels.file import FileProvider
from runtime.channels.provider import Letter, Outcome, Provider
from runtime.dispatch.dispatcher import Dispatcher
from tests.sending.shop import SHOP, Fake, Store, at, store

UNTIL = at("2026-12-02T01:05")
"""Before the shop's kakao would be given up for want of a receipt."""


class Killed(BaseException):
    """Nothing in the product may catch this, as nothing catches a kill."""


@dataclass
class Countdown:
    left: int

    def step(self) -> None:
        if self.left == 0:
            raise Killed
        self.left -= 1


@dataclass
class MortalConnection:
    """A connection that dies around its n-th statement."""

    connection: duckdb.DuckDBPyConnection
    countdown: Countdown

    def execute(self, *arguments: Any) -> Any:
        self.countdown.step()
        result = self.connection.execute(*arguments)
        self.countdown.step()
        return result

    def begin(self) -> Any:
        return self.connection.begin()

    def commit(self) -> None:
        """Who dies before it is done has not done it."""
        try:
            self.countdown.step()
        except Killed:
            self.connection.rollback()
            raise
        self.connection.commit()
        self.countdown.step()

    def rollback(self) -> Any:
        return self.connection.rollback()


@dataclass
class MortalProvider:
    """A provider in whose call the process dies, before or after the messages were taken."""

    provider: Provider
    countdown: Countdown

    @property
    def knows_keys(self) -> bool:
        return self.provider.knows_keys

    def hand_over(self, letters: Sequence[Letter]) -> Sequence[Outcome]:
        self.countdown.step()
        outcomes = self.provider.hand_over(letters)
        self.countdown.step()
        return outcomes


def planned() -> tuple[Store, list[str]]:
    shop = store()
    for key in ("minji", "jun"):
        shop.customer(key)
    names = [
        shop.plan(key, f"2026-12-02T01:0{minute}")
        for minute in range(2)
        for key in ("minji", "jun")
    ]
    return shop, names


def stops(shop: Store, kakao: Provider) -> Iterator[bool]:
    """Runs the dispatcher until it is stopped after 0, 1, 2, … moments; at last it gets through."""
    for moments in range(1_000):
        countdown = Countdown(moments)
        connection = cast(
            duckdb.DuckDBPyConnection, MortalConnection(shop.connection, countdown)
        )
        mortal = MortalProvider(kakao, countdown)
        try:
            Dispatcher(connection, SHOP, {"kakao": mortal}).hand_over(UNTIL)
        except Killed:
            yield False
        else:
            yield True
            return


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runtime.dispatch.dispatcher.CHUNK", 2)


def moments() -> int:
    shop, _ = planned()
    countdown = Countdown(10_000)
    connection = cast(duckdb.DuckDBPyConnection, MortalConnection(shop.connection, countdown))
    mortal = MortalProvider(Fake(), countdown)
    Dispatcher(connection, SHOP, {"kakao": mortal}).hand_over(UNTIL)
    return 10_000 - countdown.left


def test_one_stop_at_every_moment(tmp_path: Path) -> None:
    """The file's provider: every message stands in the file once, and the log says so."""
    count = moments()
    assert count > 30
    shop, names = planned()
    for moment in range(count):
        shop.forget_all()
        path = tmp_path / f"{moment}.jsonl"
        _killed_at(shop, FileProvider(path), moment)
        Dispatcher(shop.connection, SHOP, {"kakao": FileProvider(path)}).hand_over(UNTIL)
        written = [json.loads(line)["send"] for line in path.read_text().splitlines()]
        assert sorted(written) == sorted(names)
        assert {shop.final(name)[0] for name in names} == {"accepted"}


def test_one_stop_at_every_moment_without_keys() -> None:
    """A keyless provider is asked at most once for a message, and what it may have taken before
    the stop ends as unknown."""
    endings: Counter[str] = Counter()
    shop, names = planned()
    for moment in range(moments()):
        shop.forget_all()
        kakao = Fake(knows_keys=False)
        _killed_at(shop, kakao, moment)
        Dispatcher(shop.connection, SHOP, {"kakao": kakao}).hand_over(UNTIL)
        assert max(Counter(letter.name for letter in kakao.asked).values()) == 1
        finals = {name: shop.final(name)[0] for name in names}
        taken = {letter.name for letter in kakao.taken}
        assert all(finals[name] == "unknown" for name in set(names) - taken)
        assert all(finals[name] in ("accepted", "unknown") for name in taken)
        endings.update(finals.values())
    assert endings["unknown"] > 5 and endings["accepted"] > 100


def _killed_at(shop: Store, kakao: Provider, moment: int) -> None:
    countdown = Countdown(moment)
    connection = cast(duckdb.DuckDBPyConnection, MortalConnection(shop.connection, countdown))
    with pytest.raises(Killed):
        Dispatcher(
            connection, SHOP, {"kakao": MortalProvider(kakao, countdown)}
        ).hand_over(UNTIL)


def test_stop_after_stop() -> None:
    shop, names = planned()
    kakao = Fake()
    assert list(stops(shop, kakao))[-1]
    assert sorted(letter.name for letter in kakao.taken) == sorted(names)


KILLED = """
import sys
import duckdb
from pathlib import Path
from runtime.channels.file import FileProvider
from runtime.dispatch.dispatcher import Dispatcher
from tests.sending.shop import SHOP, at

print("ready", flush=True)
providers = {"kakao": FileProvider(Path(sys.argv[2]))}
Dispatcher(duckdb.connect(sys.argv[1]), SHOP, providers).hand_over(at("2026-12-03T00:00"))
print("done", flush=True)
"""


def test_a_real_kill(tmp_path: Path) -> None:
    """The process is killed while it writes; the next one brings what is missing, and no more."""
    base, outbox = tmp_path / "store.duckdb", tmp_path / "kakao.jsonl"
    names = _filled(base, 600)
    for written in (1, 200, 400):
        process = _started(base, outbox)
        while process.poll() is None and _lines(outbox) < written:
            pass
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert written <= _lines(outbox) < len(names)
    process = _started(base, outbox)
    assert "done" in process.communicate()[0]
    sent = [json.loads(line)["send"] for line in outbox.read_text().splitlines()]
    assert sorted(sent) == sorted(names)


def _filled(base: Path, messages: int) -> list[str]:
    shop = store(base)
    shop.customer("minji")
    names = [
        shop.plan("minji", f"2026-12-02T{n // 60 % 24:02}:{n % 60:02}", chain=["kakao"])
        for n in range(messages)
    ]
    shop.connection.close()
    return names


def _started(base: Path, outbox: Path) -> subprocess.Popen[str]:
    small = "import runtime.dispatch.dispatcher as d\nd.CHUNK = 10\n"
    command = [sys.executable, "-c", small + KILLED, str(base), str(outbox)]
    root = Path(__file__).resolve().parents[2]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root)


def _lines(outbox: Path) -> int:
    return outbox.read_bytes().count(b"\n") if outbox.exists() else 0
