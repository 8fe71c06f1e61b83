"""Rows that Segue keeps itself come in whole and once, or are refused with their line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from runtime.ingesting.errors import IngestError
from runtime.ingesting.ingest import Ingested, ingest
from runtime.recording import Counts, record
from tests.recording.shop import Shop, instant, naive

NOTES = "customer,time,stars,kind\na,2026-03-02 10:00,4.5,good\nb,2026-03-02 11:00,,bad\n"


def bring(shop: Shop, folder: Path, event: str, text: str, name: str = "rows.csv") -> Ingested:
    (folder / name).write_text(text, encoding="utf-8")
    return ingest(shop.connection, shop.project, event, folder / name)


def notes(shop: Shop) -> Sequence[tuple[Any, ...]]:
    return shop.rows('SELECT customer, "time", f_stars, f_kind FROM kept_note ORDER BY ALL')


WANTED = [
    ("a", naive("2026-03-02 10:00"), Decimal("4.5"), "good"),
    ("b", naive("2026-03-02 11:00"), None, "bad"),
]


def test_csv_json_and_parquet(tmp_path: Path) -> None:
    shop = Shop()
    assert bring(shop, tmp_path, "note", NOTES) == Ingested(2, 0)
    assert notes(shop) == WANTED
    lines = [
        {"customer": "a", "time": "2026-03-02T10:00:00Z", "stars": 4.5, "kind": "good"},
        {"customer": "b", "time": "2026-03-02T20:00:00+09:00", "stars": None, "kind": "bad"},
    ]
    text = "\n".join(map(json.dumps, lines))
    assert bring(shop, tmp_path, "note", text, "rows.jsonl") == Ingested(0, 2)
    path = tmp_path / "rows.parquet"
    duckdb.execute(f"COPY (FROM read_csv('{tmp_path / 'rows.csv'}')) TO '{path}'")
    assert ingest(shop.connection, shop.project, "note", path) == Ingested(0, 2)
    assert notes(shop) == WANTED


def test_a_file_comes_in_once_by_id_or_by_all_that_its_rows_say(tmp_path: Path) -> None:
    shop = Shop()
    twice = NOTES + "a,2026-03-02 10:00,4.5,good\n"
    assert bring(shop, tmp_path, "note", twice) == Ingested(3, 0)
    assert bring(shop, tmp_path, "note", twice) == Ingested(0, 3)
    named = "id,customer,time\n7,a,2026-03-02\n7,a,2026-03-03\n8,a,2026-03-02\n"
    assert bring(shop, tmp_path, "note", named) == Ingested(2, 1)
    assert bring(shop, tmp_path, "note", named) == Ingested(0, 3)


def test_what_came_in_is_recorded_like_any_event(tmp_path: Path) -> None:
    shop = Shop()
    bring(shop, tmp_path, "note", NOTES)
    for prev, until in (("2026-03-01", "2026-03-01"), ("2026-03-01", "2026-03-03")):
        done = record(shop.connection, shop.project, shop.sources, instant(prev), instant(until))
    assert done.events == {"note": Counts(2)}
    bring(shop, tmp_path, "note", "customer,time\nc,2026-03-01\n")
    done = record(
        shop.connection, shop.project, shop.sources, instant("2026-03-03"), instant("2026-03-04")
    )
    assert done.events == {"note": Counts(1, late=1)}


BAD = {
    "number": ("a,2026-03-02,many,good", "line 3: `stars` is `many`, which is not a number"),
    "choice": ("a,2026-03-02,1,so",
               "line 3: `kind` is `so`, which is not one of `good`, `bad`"),
    "time": ("a,soon,1,good", "line 3: `time` is `soon`, which is not a time"),
    "no time": ("a,,1,good", "line 3: there is no `time`"),
    "no customer": (",2026-03-02,1,good", "line 3: there is no `customer`"),
}  # fmt: skip


@pytest.mark.parametrize(("line", "said"), BAD.values(), ids=BAD)
def test_a_bad_row_is_named_and_nothing_comes_in(tmp_path: Path, line: str, said: str) -> None:
    shop = Shop()
    text = f"customer,time,stars,kind\na,2026-03-02,1,good\n{line}\n"
    with pytest.raises(IngestError) as error:
        bring(shop, tmp_path, "note", text)
    assert str(error.value) == f"rows.csv, {said}; nothing came in"
    assert notes(shop) == []


def test_the_line_counts_over_text_of_several_lines_and_empty_lines(tmp_path: Path) -> None:
    shop = Shop()
    with pytest.raises(IngestError, match=r"rows\.csv, line 4: "):
        bring(shop, tmp_path, "note", 'customer,time\n"a\nb",2026-03-02\na,soon\n')
    with pytest.raises(IngestError, match=r"rows\.jsonl, line 3: "):
        bring(shop, tmp_path, "note", '{"customer": "a", "time": "2026-03-02"}\n\n'
              '{"customer": "a", "time": "x"}\n', "rows.jsonl")  # fmt: skip


def test_columns_and_events_must_be_known(tmp_path: Path) -> None:
    shop = Shop()
    for event, text, said in (
        ("note", "customer,time,star\na,2026-03-02,1\n",
         "column `star` is none of this event: did you mean `stars`?"),
        ("note", "customer,stars\na,1\n", "the file has no column `time`"),
        ("notes", NOTES, "there is no event `notes` that Segue keeps itself: did you mean `note`?"),
        ("purchase", NOTES, "the rows of `purchase` come from table `shop.orders`, "
         "not from `ingest`"),
        ("clicked", NOTES, "the file has no column `send`"),
    ):  # fmt: skip
        with pytest.raises(IngestError) as error:
            bring(shop, tmp_path, event, text)
        assert str(error.value) == said


def with_message() -> tuple[Shop, str]:
    """A shop that has sent one message, behind two splits."""
    shop = Shop()
    at = datetime(2026, 3, 2, 10)
    name = "hello/a/purchase 1/2.long.1"
    shop.insert("people", 5, "a")
    words = ("planned", "S26", 3, "2.long.1", "welcome", "sms", "", "")
    shop.insert("decisions", 8, "hello", "v", *words)
    shop.insert("message_rows", name, 9, 5, 8, "sms", at, 7, 3, False, None, None, None)
    for order, step, arm in ((1, "1", "short"), (2, "2", "long")):
        shop.insert("decisions", order, "hello", "v", "arm", "S19", order, step, "", "", arm, "")
        shop.insert("journal_rows", at, 7, 3, 5, 9, order, "")
    return shop, name


def test_an_answer_knows_its_message(tmp_path: Path) -> None:
    shop, name = with_message()
    text = f"send,time,button\n{name},2026-03-02 10:05,Buy\n"
    assert bring(shop, tmp_path, "clicked", text) == Ingested(1, 0)
    assert shop.rows("SELECT * EXCLUDE (id) FROM kept_clicked") == [
        ("a", naive("2026-03-02 10:05"), "hello/a/purchase 1", "welcome", "sms", "hello",
         "2.long.1", "long", "Buy", None)
    ]  # fmt: skip
    with pytest.raises(IngestError, match="line 2: there is no message `other`; nothing came in"):
        bring(shop, tmp_path, "clicked", "send,time\nother,2026-03-02 10:05\n")


def test_unsubscribed_comes_by_message_or_by_customer_and_channel(tmp_path: Path) -> None:
    shop, name = with_message()
    bring(shop, tmp_path, "unsubscribed", f"send,time\n{name},2026-03-02 10:05\n")
    bring(shop, tmp_path, "unsubscribed", "customer,channel,time\nb,email,2026-03-02 10:05\n")
    rows = shop.rows("SELECT customer, f_channel, enrolment FROM kept_unsubscribed ORDER BY 1")
    assert rows == [("a", "sms", "hello/a/purchase 1"), ("b", "email", None)]


def test_a_file_that_is_damaged(tmp_path: Path) -> None:
    shop = Shop()
    with pytest.raises(IngestError, match="line 3 has 1 value, but the head 2; nothing"):
        bring(shop, tmp_path, "note", "customer,time\na,2026-03-02\nb\n")
    with pytest.raises(IngestError, match=r"Malformed JSON.*; nothing came in"):
        bring(shop, tmp_path, "note", '{"customer": "a", "time": "2026"}\n{"cu', "rows.jsonl")
    with pytest.raises(IngestError, match="no such file"):
        ingest(shop.connection, shop.project, "note", tmp_path / "none.csv")
