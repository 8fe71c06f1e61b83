"""Several runs over one store: one executes, all hand over, and whatever becomes of one of them,
nothing is lost and nothing goes out twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from fcntl import LOCK_EX, flock
from itertools import count
from pathlib import Path

import psycopg
import pytest

from runtime.applying.applied import live
from runtime.clock import now
from runtime.dispatch.state import Step
from runtime.running.run import begin, dispatcher, executing
from runtime.store.fenced import Fenced
from runtime.store.leading import LOCK, Led, lead
from runtime.store.postgres import opened
from tests.outside.command.typed import COMMAND, PLAIN, outside

NUMBERS = count(1)
CUSTOMERS = 40

PROJECT = """
customers from shop.customers
  key    from customer_id
  email  email

event cart_add from shop.carts
  id        from event_id
  customer  from customer_id
  time      from at_time

policy
  timezone "UTC"

channel email
  to email
{pace}
message hello
  for service
  email subject "Your cart"
    \"\"\"
    Your cart is waiting.
    \"\"\"

campaign answer
  enter on cart_add
    each time

  send hello by email
"""
SETTINGS = """
[project]
name = "several"

[engine]
kind = "postgres"
url = "$SEGUE_DATABASE"
store = "{schema}_store"

[tables]
"shop.customers" = {{ table = "{schema}.customers" }}
"shop.carts" = {{ table = "{schema}.carts" }}

[channels.email]
provider = "file"
path = "outbox/email.jsonl"
"""


@dataclass
class Store:
    """A project over a schema of its own; `written`: how many events the shop has."""

    address: str
    folder: Path
    schema: str
    written: int = 0
    runs: list[subprocess.Popen[str]] = field(default_factory=list)

    def write(self, events: int) -> None:
        """Events of just now."""
        self.rows(
            f"""insert into {self.schema}.carts (customer_id, at_time)
            select 1 + i % {CUSTOMERS}, clock_timestamp() at time zone 'UTC'
            from generate_series(1, {events}) i"""
        )
        self.written += events

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.address, autocommit=True) as session:
            found = session.execute(query.encode())
            return found.fetchall() if found.description else []

    def number(self, query: str) -> int:
        ((found,),) = self.rows(query.format(store=f"{self.schema}_store"))
        return int(str(found))

    def run(self) -> subprocess.Popen[str]:
        """One more `segue run --every 1s`; it is there once it has said how it goes."""
        process = subprocess.Popen(
            [COMMAND, "run", "--every", "1s"], cwd=self.folder, text=True,
            env={**PLAIN, "SEGUE_DATABASE": self.address, "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self.runs.append(process)
        return process

    def sent(self) -> Counter[str]:
        """How often each message stands in the outbox."""
        path = self.folder / "outbox/email.jsonl"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        return Counter(json.loads(line)["send"] for line in lines if line.endswith("}"))

    def is_whole(self) -> None:
        """Every event let in once, and was answered by one message, which went out once."""
        assert self.number('select count(*) from "{store}".enrolments') == self.written
        assert self.number('select count(distinct cause) from "{store}".enrolments') == self.written
        sent = self.sent()
        assert len(sent) == self.written and set(sent.values()) == {1}
        accepted = """select count(*) from "{store}".handovers where outcome = 'accepted'"""
        assert self.number(accepted) == self.written
        assert self.number('select count(*) from "{store}".open_messages') == 0


@contextmanager
def made(server: str, folder: Path, pace: str = "") -> Iterator[Store]:
    schema = f"several_{os.getpid()}_{next(NUMBERS)}"
    folder.joinpath("shop.campaign").write_text(PROJECT.format(pace=pace), encoding="utf-8")
    folder.joinpath("segue.toml").write_text(SETTINGS.format(schema=schema), encoding="utf-8")
    found = Store(server, folder, schema)
    found.rows(
        f"""create schema {schema};
        create table {schema}.customers as select i as customer_id, i || '@shop.example' as email
        from generate_series(1, {CUSTOMERS}) i;
        create table {schema}.carts (
          event_id bigint generated always as identity, customer_id bigint, at_time timestamp);
        create index on {schema}.carts (at_time)"""
    )
    assert outside(folder, "apply", SEGUE_DATABASE=server).code == 0
    with ExitStack() as last:
        last.callback(_end, found.runs)
        yield found


def _end(runs: list[subprocess.Popen[str]]) -> None:
    for each in runs:
        each.kill()
        each.wait()


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline()


def until(true: Callable[[], bool], seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came so far"
        time.sleep(0.05)


@pytest.fixture
def store(server: str, tmp_path: Path) -> Iterator[Store]:
    with made(server, tmp_path) as found:
        yield found


def done(store: Store) -> bool:
    return sum(store.sent().values()) >= store.written and not store.number(
        'select count(*) from "{store}".open_messages'
    )


@pytest.mark.long
def test_whoever_is_killed_the_other_goes_on(store: Store) -> None:
    """In a tick, in a hand-over, and between them: wherever it happens to be."""
    first, second = store.run(), store.run()
    assert {line(first)[:7], line(second)[:7]} == {"running", "stands "}
    for turn in range(4):
        for _ in range(4 + turn):
            store.write(700)
            time.sleep(0.11)
        store.runs.pop(0).kill()
        store.run()
    until(lambda: done(store))
    store.is_whole()


def test_who_is_killed_in_the_midst_of_a_tick_has_not_begun_it(store: Store) -> None:
    assert line(store.run()).startswith("running")
    assert line(store.run()).startswith("stands by")
    with held_up(store):
        store.write(300)
        until(lambda: waits(store))
        store.runs[0].kill()
    until(lambda: done(store))
    store.is_whole()


def test_what_one_that_is_killed_had_in_hand_goes_out_once(store: Store) -> None:
    assert line(store.run()).startswith("running")
    assert line(store.run()).startswith("stands by")
    hands = "select count(*) from pg_locks where locktype = 'advisory' and mode = 'ShareLock'"
    until(lambda: store.number(hands) == 2)
    (store.folder / "outbox").mkdir(exist_ok=True)
    with (store.folder / "outbox/email.jsonl").open("ab") as outbox:
        flock(outbox, LOCK_EX)
        store.write(300)
        asked = """select count(*) from "{store}".handovers where outcome = 'attempt'"""
        until(lambda: store.number(asked) == 300)
        holder = store.number('select min(holder) from "{store}".open_messages')
        time.sleep(2.5)  # the other one comes to look
        assert store.rows(f'select distinct holder from "{store.schema}_store".open_messages') == [
            (holder,)
        ]
        assert not store.sent()
        of = store.number("select split_part(application_name, 'process ', 2)::int"
                          f" from pg_stat_activity where pid = {holder}")  # fmt: skip
        next(each for each in store.runs if each.pid == of).kill()
    until(lambda: done(store))
    store.is_whole()


@pytest.mark.long
@pytest.mark.parametrize("in_a_tick", [True, False])
def test_one_that_is_stopped_and_comes_back_does_nothing_more(
    store: Store, in_a_tick: bool
) -> None:
    first = store.run()
    assert line(first).startswith("running")
    second = store.run()
    assert line(second).startswith("stands by")
    with held_up(store) if in_a_tick else nullcontext():
        store.write(300)
        if in_a_tick:
            until(lambda: waits(store))
        first.send_signal(signal.SIGSTOP)
    assert line(second).startswith("running")
    store.write(300)
    until(lambda: done(store))
    first.send_signal(signal.SIGCONT)
    said = first.communicate(timeout=30)[0]
    assert first.returncode == 2 and "the connection to PostgreSQL is lost" in said
    store.write(300)
    until(lambda: done(store))
    store.is_whole()


def test_a_later_leader_fences_the_ones_before(store: Store) -> None:
    """Also where a lock was kept for who is not there, or let go of."""
    with (
        closing(opened(store.address, f"{store.schema}_store")) as one,
        closing(opened(store.address, f"{store.schema}_store")) as two,
    ):
        lead(one)
        with pytest.raises(Led):
            lead(two)
        one.begin()
        one.commit()
        one.own(f"SELECT pg_advisory_unlock({LOCK})")
        lead(two)
        with pytest.raises(Fenced, match="leads no more: segue run on"):
            one.begin()
        two.begin()
        two.commit()


def test_a_pace_holds_over_all_who_hand_over(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEGUE_DATABASE", server)
    with made(server, tmp_path, "  at most 50 per hour in all\n") as store, ExitStack() as open_:
        one, two = (open_.enter_context(live(tmp_path)) for _ in range(2))
        engine, hands = executing(one), [dispatcher(each, now) for each in (one, two)]
        begin(engine, now())
        for each in hands:  # knows from here on what was handed over
            each.hand_over(now())
        for each, handed_over in zip((*hands, *hands), (40, 10, 0, 0), strict=True):
            store.write(40)
            engine.tick(now())
            assert each.hand_over(now())[Step.ACCEPTED] == handed_over
        assert len(store.sent()) == 50


@contextmanager
def held_up(store: Store) -> Iterator[None]:
    """No tick comes further than to let in whom it lets in."""
    with psycopg.connect(store.address) as session:
        session.execute(f'lock table "{store.schema}_store".ended in access exclusive mode')
        session.execute(f'lock table "{store.schema}_store".enrolments in exclusive mode')
        yield


def waits(store: Store) -> bool:
    """Whether a session waits for a lock of a table of the store."""
    return store.number(
        "select count(*) from pg_locks l join pg_class c on c.oid = l.relation "
        "where not l.granted and c.relnamespace = '{store}'::regnamespace"
    ) > 0


@pytest.mark.long
def test_who_stands_by_hands_over_what_the_other_has_planned(store: Store) -> None:
    first = store.run()
    assert line(first).startswith("running")
    assert line(store.run()).startswith("stands by, and hands messages over beside segue run on")
    for _ in range(8):
        store.write(3_000)
        time.sleep(0.3)
    until(lambda: done(store))
    store.is_whole()
    for run in store.runs:
        run.terminate()
        assert "messages handed over" in run.communicate(timeout=30)[0]
