"""run, ingest, status, report, explain, journal: what happened, told in every way."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.outside.command.typed import FROM, UNTIL, outside, replaced, segue, traces

FIELDS = ["at", "customer", "campaign", "version", "kind", "step", "message", "channel", "arm",
          "reason", "rule"]  # fmt: skip


def journal(folder: Path, *words: str) -> list[dict[str, Any]]:
    done = segue(folder, "journal", "--json", *words)
    assert done.code == 0, done.err
    return [json.loads(line) for line in done.out.splitlines()]


def outbox(folder: Path) -> list[dict[str, Any]]:
    paths = sorted((folder / "outbox").glob("*.jsonl"))
    return [json.loads(line) for path in paths for line in path.read_text().splitlines()]


def test_every_planned_message_is_in_the_outbox_once(ran: Path) -> None:
    sent = outbox(ran)
    assert len({each["send"] for each in sent}) == len(sent) > 0
    planned = [row for row in journal(ran) if row["kind"] == "planned"]
    key = ("at", "customer", "campaign", "step", "message", "channel")
    assert Counter(tuple(row[name] for name in key) for row in planned) == Counter(
        tuple(each[name] for name in key) for each in sent
    )


def test_running_again_changes_nothing_and_running_on_goes_on(begun: Path) -> None:
    rows, sent = journal(begun), traces(begun / "outbox")
    again = outside(begun, "run", "--from", FROM, "--until", UNTIL)
    assert (again.code, again.out) == (
        0, "has run up to 2026-03-01 00:00; no message came due\n"
    )  # fmt: skip
    back = segue(begun, "run", "--until", "2026-02-01").out
    assert back.startswith("has already run up to 2026-03-01 00:00;")
    assert (journal(begun), traces(begun / "outbox")) == (rows, sent)
    assert segue(begun, "run", "--apply", "--until", "2026-03-08").code == 0
    assert len(journal(begun)) > len(rows)
    assert len({each["send"] for each in outbox(begun)}) == len(outbox(begun))


def test_where_it_began_cannot_be_moved(fresh: Path, begun: Path) -> None:
    for words in (("run", "--from", "2025-12-01"), ("run", "--every", "1s", "--from", FROM + " 1")):
        assert segue(begun, *words).code == 2
    said = segue(begun, "run", "--every", "1s", "--from", "2025-12-01").sentence
    assert "began at 2026-01-01 00:00 (Europe/London), and a beginning cannot be moved" in said
    assert "`path` in [engine] of segue.toml" in said
    assert "bring the campaigns in with `segue apply`" in segue(fresh, "run").sentence
    assert "say where to begin with --from INSTANT" in segue(fresh, "run", "--apply").sentence
    assert "is not after" in segue(fresh, "run", "--from", UNTIL, "--until", FROM).sentence
    assert "has not come yet" in segue(fresh, "run", "--from", "2099-01-01").sentence
    assert "choose one" in segue(fresh, "run", "--until", UNTIL, "--every", "1s").sentence
    for every in ("5", "0s", "soon", "1d"):
        assert "write 5s, 1m or 1h" in segue(fresh, "run", "--every", every).sentence
    assert "nothing has run yet" in segue(fresh, "status").sentence


def test_a_run_goes_no_further_than_its_tables(fresh: Path) -> None:
    toml = fresh / "segue.toml"
    whole = toml.read_text()
    toml.write_text(whole.replace('visits.csv",', 'visits.csv", stale_after = "2 days",'))
    newest = max(row["visited_at"] for row in rows_of(fresh / "data/visits.csv"))
    done = segue(fresh, "run", "--apply", "--from", newest[:10], "--until", "2099-01-01")
    assert done.code == 0
    said = re.match(r"stopped, since `shop.visits` has no row since (\S+ \S+) ", done.err)
    assert said is not None
    assert said[1].startswith(newest[:10])
    assert f"has run up to {said[1]}" in done.out
    assert f"stale: shop.visits, its newest row is of {said[1]}" in segue(fresh, "status").out
    toml.write_text(whole.replace('visits.csv",', 'visits.csv", delay = "2 hours",'))
    assert "the tables are complete only up to" in segue(fresh, "run").err


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open() as file:
        return list(csv.DictReader(file))


def test_the_journal_has_its_fields_and_can_be_narrowed(ran: Path) -> None:
    rows = journal(ran)
    assert all(list(row) == FIELDS for row in rows)
    assert {row["kind"] for row in rows} >= {"entered", "refused", "arm", "waited", "planned",
                                             "dropped", "shadow", "goal", "left"}  # fmt: skip
    assert all(row["rule"].startswith("S") and row["at"].endswith("Z") for row in rows)
    key = rows[0]["customer"]
    assert journal(ran, "--customer", key) == [row for row in rows if row["customer"] == key]
    narrow = journal(ran, "--campaign", "win_back")
    assert narrow == [row for row in rows if row["campaign"] == "win_back"]
    aloud = segue(ran, "journal", "--campaign", "win_back").out.splitlines()
    assert len(aloud) == len(narrow)
    assert segue(ran, "journal", "--customer", "0").err == "the journal has no such row\n"


def test_receipts_come_in_once_and_are_explained(begun: Path) -> None:
    sent = outbox(begun)[:5]
    path = begun / "clicks.csv"
    lines = [f"{each['send']},{each['at']}" for each in sent]
    path.write_text("\n".join(["send,time", *lines]) + "\n")
    done = segue(begun, "ingest", "clicked", path)
    assert (done.code, done.out) == (0, "5 new rows of clicked; 0 known already\n")
    assert segue(begun, "ingest", "clicked", path).out.startswith("0 new rows of clicked; 5")
    path.write_text("\n".join(["send,time", *lines, "nobody/0/0,2026-02-01 10:00"]) + "\n")
    said = segue(begun, "ingest", "clicked", path).sentence
    assert "clicks.csv, line 7: there is no message `nobody/0/0`; nothing came in" in said
    assert "come from table `shop.orders`" in segue(begun, "ingest", "purchase", path).sentence
    assert "did you mean `clicked`?" in segue(begun, "ingest", "clickt", path).sentence
    assert "there is no such file" in segue(begun, "ingest", "clicked", "nosuch.csv").sentence


@pytest.mark.parametrize(
    ("event", "head", "row", "said"),
    [
        ("unsubscribed", "customer,channel,time", "1001,fax,2026-02-01", "no channel `fax`"),
        ("unsubscribed", "customer,channel,time", "9,sms,2026-02-01", "there is no customer `9`"),
        ("unsubscribed", "customer,channel,time", "1001,sms,2099-02-01",
         "`time` is 2099-02-01 00:00:00 UTC, which has not come yet"),
        ("unsubscribed", "customer,channel,time", "1001", "has 1 value, but the head 3"),
    ],
)  # fmt: skip
def test_rows_that_can_never_mean_anything(
    begun: Path, event: str, head: str, row: str, said: str
) -> None:
    path = begun / "rows.csv"
    path.write_text(f"{head}\n{row}\n")
    sentence = segue(begun, "ingest", event, path).sentence
    assert said in sentence
    assert "line 2" in sentence and sentence.endswith("; nothing came in")


def test_the_standing_tells_how_far_and_where(ran: Path) -> None:
    done = segue(ran, "status")
    span = "from 2026-01-01 00:00 up to 2026-03-01 00:00 (Europe/London)"
    assert done.out.startswith(f"has run {span}\n")
    document = json.loads(segue(ran, "status", "--json").out)
    assert document["beginning"] == "2026-01-01T00:00:00Z"
    assert document["until"] == "2026-03-01T00:00:00Z"
    handed = Counter[str]()
    for each in document["handed"]:
        handed[each["outcome"]] += each["messages"]
    assert handed == {"accepted": len(outbox(ran))}
    rows = journal(ran)
    inside = Counter(row["campaign"] for row in rows if row["kind"] == "entered")
    inside.subtract(Counter(row["campaign"] for row in rows if row["kind"] == "left"))
    assert document["open"] == {name: number for name, number in inside.items() if number}
    standing = Counter[str]()
    for each in document["places"]:
        standing[each["campaign"]] += each["customers"]
    assert standing == document["open"]


def test_the_report_says_what_came_of_it(ran: Path) -> None:
    done = segue(ran, "report")
    assert done.code == 0
    for name in ("cart", "second_bag", "win_back"):
        assert name in done.out
    campaigns = json.loads(segue(ran, "report", "cart", "--json").out)["campaigns"]
    assert [each["campaign"] for each in campaigns] == ["cart"]


def test_why_somebody_got_something_and_did_not_get_something(ran: Path) -> None:
    rows = journal(ran)
    dropped = next(row for row in rows if row["kind"] == "dropped")
    told = segue(ran, "explain", dropped["customer"]).out
    assert f"{dropped['message']} dropped: no channel reaches the customer" in told
    assert "[S24]" in told
    orders = Counter(row["customer_id"] for row in rows_of(ran / "data/orders.csv")
                     if row["ordered_at"] < UNTIL)  # fmt: skip
    often = next(key for key, number in orders.items() if number >= 3)
    told = segue(ran, "explain", often).out
    assert told.count("second_bag: entered by purchase") == 1
    assert "its `only if` did not hold [S16]" in told
    moments = [line[:16] for line in told.splitlines()]
    assert moments == sorted(moments)
    narrow = segue(ran, "explain", often, "--campaign", "second_bag").out.splitlines()
    assert narrow == [line for line in told.splitlines() if " second_bag: " in line]
    assert "recorded no customer `0`" in segue(ran, "explain", "0").sentence


WAKE = """
campaign wake
  enter when joining sleeping
    only if {only}
    once
  goal purchase within 14 days

  send we_miss_you by email
"""


def test_why_somebody_was_not_let_in_by_a_change(fresh: Path) -> None:
    (fresh / "wake.campaign").write_text(WAKE.format(only="not wants_email"))
    assert segue(fresh, "run", "--apply", "--from", "2026-03-01", "--until", "2026-04-10").code == 0
    entered = [row for row in journal(fresh, "--campaign", "wake") if row["kind"] == "entered"]
    assert entered
    rows = rows_of(fresh / "data/customers.csv")
    willing = [row["customer_id"] for row in rows if row["wants_email"] == "yes"]
    assert not {row["customer"] for row in entered} & set(willing)
    told = [segue(fresh, "explain", key, "--campaign", "wake").out for key in willing[:12]]
    wrong = "wake: not let in by joining sleeping: its `only if` did not hold [S16]"
    assert any(wrong in each for each in told)


SETTLED = """
campaign settled
  enter 100 days after signed_up at 10:00
    only if not wants_email
  goal purchase within 14 days

  send we_miss_you by email
"""


def test_why_somebody_was_not_let_in_around_a_date(fresh: Path) -> None:
    (fresh / "settled.campaign").write_text(SETTLED)
    assert segue(fresh, "run", "--apply", "--from", "2026-03-01", "--until", "2026-04-10").code == 0
    people = {row["customer_id"]: row for row in rows_of(fresh / "data/customers.csv")}
    rows = [row for row in journal(fresh, "--campaign", "settled") if row["kind"] == "entered"]
    assert rows
    assert {people[row["customer"]]["wants_email"] for row in rows} == {"no"}
    line = segue(fresh, "explain", rows[0]["customer"], "--campaign", "settled").out
    signed_up = people[rows[0]["customer"]]["signed_up_at"]
    said = f"entered 100 days after signed_up at 10:00, which is {signed_up} [S15]"
    assert said in line
    other = next(key for key, row in people.items() if row["wants_email"] == "yes"
                 and "2025-12-01" < row["signed_up_at"] < "2025-12-20")  # fmt: skip
    told = segue(fresh, "explain", other, "--campaign", "settled").out
    assert "settled: not let in 100 days after signed_up at 10:00, which is " in told
    assert "its `only if` did not hold [S16]" in told


def test_who_is_inside_goes_on_when_the_text_changes(begun: Path) -> None:
    """The segment of a campaign changes, then its steps, then it is taken out."""
    replaced(begun / "people.campaign", "more than 45 days", "more than 30 days")
    assert segue(begun, "run", "--apply", "--until", "2026-03-03").code == 0
    path = begun / "win_back.campaign"
    path.write_text(path.read_text().partition("campaign win_back")[0])
    assert segue(begun, "run", "--apply", "--until", "2026-03-20").code == 0
    rows = [row for row in journal(begun) if row["campaign"] == "win_back"]
    entered = {row["customer"] for row in rows if row["kind"] == "entered"}
    assert entered == {row["customer"] for row in rows if row["kind"] == "left"}
    assert len({row["version"] for row in rows}) > 1


def test_what_an_earlier_version_misses_is_said(begun: Path) -> None:
    (begun / "win_back.campaign").write_text("# gone\n")
    said = segue(begun, "run", "--apply", "--until", "2026-03-02").sentence
    assert "inside `win_back` as it was before, and cannot go on: message `we_miss_you`" in said
    assert "is no longer there; bring it back until they have left" in said
    assert segue(begun, "status").code == 0
    assert segue(begun, "journal").code == 0


def test_the_journal_outlives_what_it_is_about(begun: Path) -> None:
    """The campaign `cart` and the event that it is about are taken out."""
    before = segue(begun, "journal").out
    (begun / "cart.campaign").unlink()
    path = begun / "shop.campaign"
    text = path.read_text()
    start, end = text.index("event cart_add"), text.index("event purchase")
    path.write_text(text[:start] + text[end:])
    assert segue(begun, "check").code == 0
    after = segue(begun, "journal")
    assert (after.code, len(after.out.splitlines())) == (0, len(before.splitlines()))
