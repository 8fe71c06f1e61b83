"""What befalls a database: its server is killed, or the way to it breaks off in the middle of a
commit. One sentence says so, and the next run goes on as if nothing had been."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from shutil import copytree

import psycopg
import pytest

from tests.outside.command.typed import COMMAND, FROM, PLAIN, Typed, outside
from tests.outside.postgres.cutting import Cut, cut_off
from tests.outside.postgres.shops import Shops, shops
from tests.sql import postgres

pytestmark = pytest.mark.long

UNTIL = "2026-01-12"
RUN = ("run", "--from", FROM, "--until", UNTIL)
NUMBERS = count(1)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same over files."""
    folder = tmp_path_factory.mktemp("undisturbed")
    assert outside(folder, "init", "shop").code == 0
    copytree(folder / "shop", folder / "fresh")
    assert outside(folder / "shop", "apply").code == 0
    assert outside(folder / "shop", *RUN).code == 0
    return folder / "shop"


@pytest.fixture
def fresh(server: str, undisturbed: Path, tmp_path: Path) -> Shops:
    """A project over the database, in which nothing has run yet."""
    return made(server, undisturbed, tmp_path)


def made(address: str, undisturbed: Path, folder: Path) -> Shops:
    copytree(undisturbed.parent / "fresh", folder / "shop")
    schema = f"faults_{os.getpid()}_{next(NUMBERS)}"
    found = shops(folder / "shop", address, schema, store=f"{schema}_store")
    assert found.outside("apply").code == 0
    return found


def is_as(undisturbed: Path, shop: Shops) -> None:
    assert shop.outside("journal", "--json").out == outside(undisturbed, "journal", "--json").out
    for path in sorted((undisturbed / "outbox").glob("*.jsonl")):
        found = (shop.database / "outbox" / path.name).read_text("utf-8").splitlines()
        assert sorted(found) == sorted(path.read_text("utf-8").splitlines())


@pytest.mark.parametrize("cut", Cut)
@pytest.mark.parametrize(
    ("statement", "number"),
    [(b"COMMIT", 1), (b"COMMIT", 2), (b"COMMIT", 3), (b'INSERT INTO "handovers"', 1),
     (b'INSERT INTO "handovers"', 2)],
)  # fmt: skip
def test_the_way_breaks_off(
    fresh: Shops, undisturbed: Path, cut: Cut, statement: bytes, number: int
) -> None:
    with cut_off(fresh.address, statement, number, cut) as address:
        said = outside(fresh.database, *RUN, SEGUE_DATABASE=address).sentence
    assert said.startswith("the connection to PostgreSQL is lost (")
    assert fresh.outside(*RUN).code == 0
    is_as(undisturbed, fresh)


class Server:
    """A server of its own, to be killed."""

    def __init__(self, address: str) -> None:
        self.folder = Path(address.split()[0].removeprefix("host="))

    def kill(self) -> None:
        pid = int((self.folder / "data/postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGKILL)

    def start(self) -> None:
        control = postgres.BINARIES[-1].parent / "pg_ctl"
        options = f"-k {self.folder} -c listen_addresses='' -c timezone=Asia/Seoul"
        for _ in range(20):  # what the killed one has left must have ended first
            try:
                postgres._run(control, "-D", self.folder / "data", "-w", "-o", options, "start",
                              "-l", self.folder / "log")  # fmt: skip
                return
            except AssertionError:
                time.sleep(0.5)


@pytest.fixture(scope="module")
def own() -> Iterator[str]:
    postgres.needed()
    with postgres.cluster("-c fsync=on") as address:
        yield address


def test_the_server_is_killed(own: str, undisturbed: Path, tmp_path: Path) -> None:
    shop, server = made(own, undisturbed, tmp_path), Server(own)
    with running(shop, *RUN) as process:
        until(own, shop, 2)
        server.kill()
        said = ended(process).sentence
    assert said.startswith("the connection to PostgreSQL is lost (")
    assert "cannot be reached" in shop.outside("status").sentence
    server.start()
    assert shop.outside(*RUN).code == 0
    is_as(undisturbed, shop)


def test_a_run_that_follows_the_clock_says_so_and_ends(
    own: str, undisturbed: Path, tmp_path: Path
) -> None:
    shop, server = made(own, undisturbed, tmp_path), Server(own)
    with running(shop, "run", "--every", "1s") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"running; stop with Ctrl-C\n"
        server.kill()
        said = ended(process).sentence
    assert "is lost" in said
    server.start()
    assert "has run from" in shop.outside("status").out


def test_the_run_is_killed(fresh: Shops, undisturbed: Path) -> None:
    for ticks in (1, 4):
        with running(fresh, *RUN) as process:
            until(fresh.address, fresh, ticks)
            process.kill()
            process.wait()
    assert fresh.outside(*RUN).code == 0
    is_as(undisturbed, fresh)


@contextmanager
def running(shop: Shops, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [COMMAND, *words], cwd=shop.database, env={**PLAIN, "SEGUE_DATABASE": shop.address},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def ended(process: subprocess.Popen[bytes]) -> Typed:
    out, err = process.communicate(timeout=60)
    return Typed(process.returncode, out.decode(), err.decode())


def until(address: str, shop: Shops, days: int) -> None:
    """Waits until the project has run so many days at least."""
    settings = (shop.database / "segue.toml").read_text("utf-8")
    schema = settings.split('store = "')[1].split('"')[0]
    deadline = time.monotonic() + 60
    with psycopg.connect(address, autocommit=True) as session:
        while time.monotonic() < deadline:
            row = session.execute(
                f"SELECT until >= beginning + interval '{days} day'"
                f' FROM "{schema}".progress'
            ).fetchone()
            if row is not None and row[0]:
                return
            time.sleep(0.02)
    raise AssertionError("it never came so far")
