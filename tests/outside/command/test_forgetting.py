"""forget: nothing in the store says any more who a customer was, and nothing of them comes in."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import copytree
from typing import Any
from unittest.mock import patch

import pytest

from runtime.forgetting.forget import forget
from runtime.store import catalog
from runtime.store.columns import quoted
from runtime.store.connection import Answer, Connection
from tests.outside.command.typed import FROM, replaced, segue
from tests.outside.forgotten import (
    END,
    HALF,
    SECRET,
    WHO,
    add,
    begin,
    done,
    ingest,
    journal,
    lines,
    outbox,
    store,
    told,
    typed,
    write,
)

BY_NUMBER = "cid"
"""Rows of a table with such a column say whose they are; the key stands for it in `people`."""

BY_NAME = {"handovers", "kept_clicked", "kept_note", "kept_unsubscribed", "kept_delivered",
           "kept_failed", "kept_opened", "kept_seen"}  # fmt: skip
"""Tables that have names, in which the key stands, or the key itself."""

FOLLOWING = """
campaign behind
  enter on left cart
    each time
  goal purchase within 3 days

  wait 2 days
"""

OF_NOBODY = {"acts", "applied", "archived", "begun", "broken_guards", "clocks", "decisions",
             "ended", "leaders", "meanings", "migrations", "moved_shares", "movements", "moves",
             "places", "programs", "progress", "recorded", "snapshots", "splits", "suppressed",
             "texts", "trials", "uneven_splits", "versions", "zones"}  # fmt: skip
"""Tables that say nothing of single customers. Before a table is added here, see that it has no
key in it: `runtime/forgetting/forget.py` leaves it as it is."""


@pytest.fixture(scope="module")
def half(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project up to the half, with everything of a customer in its store. Not to be changed."""
    folder = tmp_path_factory.mktemp("half") / "shop"
    folder.mkdir()
    write(folder)
    begin(folder)
    return folder


@pytest.fixture
def shop(half: Path, tmp_path: Path) -> Path:
    return Path(copytree(half, tmp_path / "shop"))


def test_every_table_is_known_to_hold_a_key_or_none(half: Path) -> None:
    with store(half) as connection:
        columns = catalog.columns(connection)
        tables = [
            name for name in catalog.tables(connection)
            if BY_NUMBER not in columns[name] and not name.startswith("gone_")
        ]
    assert set(tables) - BY_NAME == OF_NOBODY


def test_the_key_stands_nowhere_any_more(shop: Path) -> None:
    with store(shop) as connection:
        before = set(told(connection, WHO))
    assert {"customers.f_email", "enrolments.cause", "event_used freeship.f_the gift",
            "kept_clicked.enrolment", "handovers.name"} <= before  # fmt: skip
    said = done(shop, "forget", WHO)
    assert said == (
        f"{WHO} is forgotten from {HALF} 00:00 on: 4 enrolments ended, 1 message withdrawn\n"
    )
    with store(shop) as connection:
        assert told(connection, WHO) == []
        assert told(connection, SECRET) == []
        assert told(connection, "Name of zq") == []


def test_what_was_decided_stays_and_what_is_not_over_ends(shop: Path) -> None:
    before = journal(shop)
    report = done(shop, "report", "--json")
    done(shop, "forget", WHO)
    after = journal(shop)
    (name,) = {row["customer"] for row in after} - {row["customer"] for row in before}
    assert name.startswith("forgotten-")
    ends = [row for row in after if row["reason"] == "forgotten"]
    assert {(row["customer"], row["kind"], row["rule"]) for row in ends} == {(name, "left", "S38")}
    assert {row["at"] for row in ends} == {f"{HALF}T00:00:00Z"} and len(ends) == 4
    rest = [row for row in after if row["reason"] != "forgotten"]
    assert _counted(rest) == _counted(
        {**row, "customer": name if row["customer"] == WHO else row["customer"]} for row in before
    )
    assert "left: the customer was forgotten" in done(shop, "explain", name)
    for part in ("entered", "reached", "goals"):
        assert done(shop, "report", "--json").count(part) == report.count(part)


def test_nothing_of_them_comes_in_again(shop: Path) -> None:
    twin = Path(copytree(shop, shop.parent / "twin"))
    done(shop, "forget", WHO)
    sent = len([each for each in outbox(shop) if each["customer"] == WHO])
    for folder in (shop, twin):
        add(folder, "carts", (WHO, "2026-03-05 10:00:00", "late", "x"),
            (WHO, "2026-03-08 10:00:00", "new", "x"), ("c-01", "2026-03-05 10:00:00", "late", "x"))
        replaced(folder / "data/customers.csv", f"Name of {WHO}", "Another name")
        done(folder, "run", "--until", END)
    with store(shop) as connection:
        assert told(connection, WHO) == [] and told(connection, "Another name") == []
    assert len([each for each in outbox(shop) if each["customer"] == WHO]) == sent
    alone = [row for row in journal(shop) if row["customer"].startswith("forgotten-")]
    assert max(row["at"] for row in alone) == f"{HALF}T00:00:00Z"
    others, undisturbed = (
        _counted(_but_for_codes(row) for row in journal(folder) if row["customer"].startswith("c-"))
        for folder in (shop, twin)
    )
    assert others == undisturbed
    assert "without a customer" not in done(shop, "run", "--until", "2026-03-15")


def test_what_comes_in_for_as_much_as_was_forgotten_is_seen(shop: Path) -> None:
    """Kept rows are counted, to see whether there are new ones."""
    done(shop, "forget", WHO)
    lines(shop / "more.csv", "customer,time,kind", iter([f"c-02,{HALF} 06:00:00,late"]))
    done(shop, "ingest", "note", shop / "more.csv")
    done(shop, "run", "--until", END)
    with store(shop) as connection:
        found = connection.execute('SELECT "f_kind" FROM "event_note" ORDER BY 1').fetchall()
    assert found == [("good",), ("good",), ("late",)]


def test_what_a_provider_had_taken_goes_to_no_other_channel(shop: Path) -> None:
    """Nobody hears of it by e-mail within `fails after`."""
    who = "c-07"
    done(shop, "forget", who)
    before: list[tuple[str]] = []
    after: list[tuple[str]] = []
    for found in (before, after):
        with store(shop) as connection:
            found += connection.execute(
                'SELECT h."outcome" FROM "handovers" AS h JOIN "message_rows" AS m USING ("name")'
                ' SEMI JOIN "forgotten" AS f ON f."cid" = m."cid"'
            ).fetchall()
        done(shop, "run", "--until", END)
    assert before == after and ("accepted",) in before
    with store(shop) as connection:
        assert told(connection, who) == []


def test_what_segue_did_with_them_is_no_event_any_more(shop: Path) -> None:
    done(shop, "forget", WHO)
    done(shop, "run", "--until", END)
    with store(shop) as connection:
        rows = connection.execute(
            'SELECT max("arrival") FROM "event_left" SEMI JOIN "forgotten" USING ("cid")'
        ).fetchall()
    assert f"{rows[0][0]}" < HALF


def test_keys_that_are_numbers(fresh: Path) -> None:
    """The name in the place of the key is none."""
    with (fresh / "cart.campaign").open("a", encoding="utf-8") as file:
        file.write(FOLLOWING)
    with (fresh / "segue.toml").open("a", encoding="utf-8") as file:
        file.write('\n[forgetting]\nsecret = "$SEGUE_FORGETTING"\n')
    done(fresh, "run", "--apply", "--from", FROM, "--until", "2026-01-20")
    entries = (row for row in journal(fresh) if row["kind"] == "entered")
    who = max(entries, key=lambda row: row["at"])
    done(fresh, "forget", who["customer"])
    before = len([row for row in journal(fresh) if row["customer"].startswith("forgotten-")])
    said = done(fresh, "run", "--until", "2026-02-01")
    assert "without a customer" not in said
    after = [row for row in journal(fresh) if row["customer"].startswith("forgotten-")]
    assert len(after) == before and after[-1]["reason"] == "forgotten"
    assert not [row for row in journal(fresh) if row["customer"] == who["customer"]]


def _but_for_codes(row: dict[str, str]) -> dict[str, str]:
    """Codes that one customer is not given go to the others."""
    return {**row, "reason": ""} if row["kind"] == "given" else row


def _counted(rows: Sequence[dict[str, str]] | Iterator[dict[str, str]]) -> Counter[Any]:
    return Counter(tuple(row.items()) for row in rows)


def test_files_that_name_them_come_in_without_them(shop: Path) -> None:
    done(shop, "forget", WHO)
    clicks, notes, off = ingest(shop)
    assert clicks == (
        "0 new rows of clicked; 1 known already; 1 row of customers who were forgotten passed "
        "over\n"
    )
    assert "1 row of customers who were forgotten" in notes
    assert "6 known already; 1 row of customers who were forgotten" in off
    with store(shop) as connection:
        assert told(connection, WHO) == []


def test_it_is_said_whoever_asks(shop: Path) -> None:
    name = "forgotten-0123456789abcdef"
    with store(shop) as connection:
        forget(connection, WHO, SECRET, lambda: name)
    assert done(shop, "forget", WHO) == f"{WHO} was forgotten before: there is nothing to do\n"
    for words in (("explain", WHO), ("journal", "--customer", WHO), ("points", WHO)):
        assert typed(shop, *words).sentence.startswith(f"customer `{WHO}` was forgotten: what was ")
    assert done(shop, "forget", "nobody") == (
        "Segue had recorded nothing of nobody, and never will\n"
    )
    assert "never will" not in done(shop, "forget", "nobody")
    assert done(shop, "journal", "--customer", name).count("forgotten") > 10


def test_without_the_secret_nothing_goes_on(shop: Path) -> None:
    done(shop, "forget", WHO)
    other = {"SEGUE_FORGETTING": SECRET[::-1].replace("=", "A"), "CRM_SECRET": SECRET}
    with patch.dict(os.environ, other):
        assert "is not the one by which customers were forgotten" in segue(
            shop, "run", "--until", END
        ).sentence
    replaced(shop / "segue.toml", '[forgetting]\nsecret = "$SEGUE_FORGETTING"\n', "")
    for words in (("run", "--until", END), ("forget", "c-01"), ("ingest", "note", "notes.csv")):
        assert "openssl rand -base64 32" in typed(shop, *words).sentence
    assert done(shop, "status")


def test_a_secret_that_is_written_down_is_refused(shop: Path) -> None:
    replaced(shop / "segue.toml", "$SEGUE_FORGETTING", "aaaa")
    said = typed(shop, "status").sentence
    assert "`secret` in [forgetting] is written there" in said and "$SEGUE_FORGETTING" in said


class Cut:
    """A session that breaks off behind its statement of a number, unless all is done by then."""

    def __init__(self, session: Connection, last: int) -> None:
        self._session, self._left = session, last

    def execute(self, query: Any, parameters: Any = None) -> Answer:
        found = self._session.execute(query, parameters)
        self._left -= 1
        if not self._left:
            raise OSError("cut off")
        return found

    def commit(self) -> None:
        self._session.commit()
        self._left = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._session, name)


def test_cut_off_behind_any_statement_nothing_has_happened(shop: Path) -> None:
    with store(shop) as connection:
        before = _all(connection)
        statements = 1
        while True:
            try:
                forget(Cut(connection, statements), WHO, SECRET)
                break
            except OSError:
                assert _all(connection) == before
            statements += 1 if statements < 40 else 11
        assert statements > 50
        assert told(connection, WHO) == []


def _all(connection: Connection) -> list[object]:
    query = " UNION ALL ".join(
        f"SELECT '{name}', count(*), sum(hash(t)) FROM {quoted(name)} AS t"
        for name in catalog.tables(connection)
    )
    return connection.execute(query).fetchall()
