"""`segue run` over a PostgreSQL does what it does over files of the same rows."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.outside.command.typed import COMMAND, FROM, UNTIL, outside, replaced
from tests.outside.postgres.shops import Shops, shops

LATER = "2026-03-01"


@pytest.fixture(scope="module")
def ran(server: str, tmp_path_factory: pytest.TempPathFactory) -> Shops:
    """Both have run up to the same instant."""
    folder = tmp_path_factory.mktemp("ran")
    assert outside(folder, "init", "shop").code == 0
    schema = f"running_{folder.name}"  # a process may come to these tests twice
    made = shops(folder / "shop", server, schema, store=f"{schema}_store")
    for run in (made.on_files, made.outside):
        done = run("run", "--apply", "--from", FROM, "--until", UNTIL)
        assert done.code == 0, done.err
    return made


def test_the_same_happens(ran: Shops) -> None:
    for words in (("journal", "--json"), ("status",), ("report",), ("explain", "1134"),
                  ("snapshots",), ("dry-run", "--from", FROM, "--until", UNTIL)):  # fmt: skip
        files, database = ran.on_files(*words), ran.on_database(*words)
        assert database.code == 0, database.err
        assert database.out == files.out, words
    assert _outbox(ran.database) == _outbox(ran.files) != {}


@pytest.mark.long
def test_a_plan_says_the_same(ran: Shops) -> None:
    for folder in (ran.files, ran.database):
        replaced(folder / "people.campaign", "more than 45 days ago", "more than 30 days ago")
        replaced(folder / "win_back.campaign", "visit within 7 days", "visit within 6 days")
    try:
        for words in (("--move", "--weeks", "0"), ("--weeks", "1")):
            asked = ("plan", "--against", "store", "--at", UNTIL, *words)
            files, database = ran.on_files(*asked), ran.on_database(*asked)
            assert (database.code, database.err) == (3, "")
            assert database.out == files.out, words
        assert "people.campaign:4" in files.out
        assert ran.on_database("status").out == ran.on_files("status").out
    finally:
        for folder in (ran.files, ran.database):
            replaced(folder / "people.campaign", "more than 30 days ago", "more than 45 days ago")
            replaced(folder / "win_back.campaign", "visit within 6 days", "visit within 7 days")


def test_nothing_stays_of_a_dry_run(ran: Shops) -> None:
    assert ran.on_database("dry-run", "--from", FROM, "--until", UNTIL).code == 0
    with psycopg.connect(ran.address) as session:
        found = session.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE '%passing%'")
        assert found.fetchall() == []


def test_to_look_makes_no_store(ran: Shops) -> None:
    settings = ran.database / "segue.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub('"running_\\w+_store"', '"not_there"', text), encoding="utf-8")
    try:
        for words in (("status",), ("report",), ("journal",), ("pause", "cart")):
            assert "nothing has run yet" in ran.on_database(*words).sentence
    finally:
        settings.write_text(text, encoding="utf-8")
    with psycopg.connect(ran.address) as session:
        found = session.execute("SELECT to_regnamespace('not_there')").fetchone()
    assert found == (None,)


def test_receipts_come_in_once(ran: Shops) -> None:
    path = ran.database / "clicks.csv"
    sent = next(iter(_outbox(ran.files).values())).splitlines()[:3]
    lines = [line.split('"send": "')[1].split('"')[0] + f",{UNTIL} 00:00" for line in sent]
    path.write_text("\n".join(["send,time", *lines]) + "\n", encoding="utf-8")
    for said in ("3 new rows of clicked; 0 known already", "0 new rows of clicked; 3 known"):
        assert [each("ingest", "clicked", path).out.startswith(said)
                for each in (ran.on_files, ran.on_database)] == [True, True]  # fmt: skip
    path.write_text("send,time\nnobody/0/0,2026-02-01 10:00\n", encoding="utf-8")
    files, database = (each("ingest", "clicked", path) for each in (ran.on_files, ran.on_database))
    assert database.err == files.err and "there is no message `nobody/0/0`" in files.sentence
    path.write_text("customer,channel,time\n1001,fax,2026-02-01\n", encoding="utf-8")
    words = ("ingest", "unsubscribed", path)
    assert ran.on_database(*words).err == ran.on_files(*words).err


def test_campaigns_are_paused_and_stopped(ran: Shops) -> None:
    for words in (("pause", "cart"), ("run", "--until", "2026-02-20"), ("status",),
                  ("resume", "cart", "--restart-waits"), ("stop", "win_back"),
                  ("run", "--until", LATER), ("journal", "--json"), ("report",)):  # fmt: skip
        files, database = ran.on_files(*words), ran.on_database(*words)
        assert (database.code, database.out) == (files.code, files.out), words
    assert _outbox(ran.database) == _outbox(ran.files)


def test_one_run_leads_and_others_stand_by(ran: Shops) -> None:
    words = ("run", "--until", LATER)
    with _following(ran) as first:
        assert "running" in _line(first)
        assert "this store is run by segue run on" in ran.on_database(*words).sentence
        assert "stop it, forget, and start it again" in ran.on_database("forget", "1134").sentence
        assert ran.on_database("status").code == 0
        with _following(ran) as second:
            assert "stands by, and hands messages over beside segue run on" in _line(second)
            first.send_signal(signal.SIGKILL)
            assert "running" in _line(second)
    assert ran.on_database(*words).code == 0


def test_a_pause_does_not_wait_for_the_run_that_leads(ran: Shops) -> None:
    with _following(ran) as run:
        assert "running" in _line(run)
        time.sleep(2)
        assert ran.on_database("pause", "second_bag").code == 0
        assert ran.on_database("resume", "second_bag", "--keep-dates").code == 0


def test_a_run_goes_on_with_what_is_applied_meanwhile(ran: Shops) -> None:
    path = ran.database / "win_back.campaign"
    text = path.read_text(encoding="utf-8")
    with _following(ran) as run:
        assert "running" in _line(run)
        path.write_text(text.replace("within 7 days", "within 6 days"), encoding="utf-8")
        try:
            assert "win_back: changed" in ran.on_database("apply").out
            assert _said(run, "other campaigns were applied: goes on with them")
            assert "running" in _line(run)
        finally:
            path.write_text(text, encoding="utf-8")
            assert ran.on_database("apply").code == 0


def _said(run: subprocess.Popen[str], line: str) -> bool:
    """Whether it comes to say so; it ends where it does not."""
    assert run.stdout is not None
    return any(line in each for each in run.stdout)


@contextmanager
def _following(ran: Shops) -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, "SEGUE_DATABASE": ran.address, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [COMMAND, "run", "--every", "1s"], cwd=ran.database, env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline()


def _outbox(project: Path) -> dict[str, str]:
    return {
        path.name: path.read_text(encoding="utf-8")
        for path in sorted((project / "outbox").glob("*.jsonl"))
    }
