"""`segue count` over a store in PostgreSQL knows what Segue keeps itself: what it did, what was
ingested, set and given, and who moved."""

from __future__ import annotations

import re

import psycopg
import pytest

from tests.outside.command.typed import FROM, UNTIL, outside
from tests.outside.postgres.shops import Shops, shops

PEOPLE = """
list regulars, kept

offer welcome "Points"
  points 200
  valid for 30 days

segment told
  has clicked any message

segment asked
  has sent any message in last 30 days

segment inside
  has entered cart and not (has left cart where reason = "finished")

segment warm
  lead_points >= 20

segment known
  in regulars

segment rewarded
  has given welcome

segment woken
  dropped out of sleeping

segment spoken_to
  has contacted in last 400 days where how = "call"

event contacted
  how text

campaign scoring
  enter on cart_add
    each time

  set lead_points = lead_points + 10
  give welcome
  if in warm
    add to regulars

campaign waking
  enter when dropping out of sleeping
    each time

  wait 1 day
"""
NAMES = re.findall(r"^segment (\w+)", PEOPLE, re.M)
AT = ("--at", "2026-03-10")


@pytest.fixture(scope="module")
def ran(server: str, tmp_path_factory: pytest.TempPathFactory) -> Shops:
    folder = tmp_path_factory.mktemp("kept")
    assert outside(folder, "init", "shop").code == 0
    known = folder / "shop/shop.campaign"
    kept = "  lead_points number, kept, else 0\n  city "
    known.write_text(known.read_text("utf-8").replace("  city ", kept, 1), "utf-8")
    (folder / "shop/kept.campaign").write_text(PEOPLE, "utf-8")
    schema = f"kept_{folder.name}"
    return shops(folder / "shop", server, schema, store=f"{schema}_store")


def _same(shop: Shops, *more: str) -> list[int]:
    """What both say of each segment; how many customers that is."""
    counts = []
    for name in NAMES:
        words = ("count", name, *AT, "--show", 2000, *more)
        files, database = shop.on_files(*words), shop.on_database(*words)
        assert (database.code, database.out, database.err) == (0, files.out, files.err), name
        counts.append(int(database.out.split()[0].replace(",", "")))
    return counts


def test_before_anything_ran_there_is_nothing_of_it(ran: Shops) -> None:
    assert _same(ran) == [0] * len(NAMES)


def test_what_runs_did_and_what_was_brought_is_counted(ran: Shops) -> None:
    contacts = ran.files / "contacts.csv"
    contacts.write_text("customer,time,how\n1001,2026-02-01,call\n1002,2026-02-02,visit\n", "utf-8")
    for each in (ran.on_files, ran.outside):
        done = each("run", "--apply", "--from", FROM, "--until", UNTIL)
        assert done.code == 0, done.err
        assert each("ingest", "contacted", contacts).code == 0
        sent = next(iter(sorted((ran.files / "outbox").glob("*.jsonl")))).read_text("utf-8")
        clicks = ran.files / "clicks.csv"
        named = [line.split('"send": "')[1].split('"')[0] for line in sent.splitlines()[:5]]
        rows = [f"{name},{UNTIL} 00:00" for name in named]
        clicks.write_text("\n".join(["send,time", *rows]) + "\n", "utf-8")
        assert each("ingest", "clicked", clicks).code == 0
        assert each("run", "--until", "2026-03-09").code == 0
    assert min(_same(ran)) > 0
    words = ("cohorts", "clicked", "--by", "week", "--at", "2026-03-01")
    assert ran.on_database(*words).out == ran.on_files(*words).out != ""
    said = ran.on_database("count", "told", *AT, "--explain")
    assert said.code == 0, said.err


def test_who_may_only_look_can_count(ran: Shops) -> None:
    """The session makes nothing."""
    with psycopg.connect(ran.address) as session:
        before = session.execute("SELECT oid, relname FROM pg_class ORDER BY 1").fetchall()
    assert ran.on_database("count", "inside").code == 0
    with psycopg.connect(ran.address) as session:
        assert session.execute("SELECT oid, relname FROM pg_class ORDER BY 1").fetchall() == before
