"""Whatever goes wrong: a sentence with a way out, the exit code 2, and never a traceback."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from tests.outside.command.typed import FROM, UNTIL, outside, replaced, segue

NEEDS_A_PROJECT = [
    ("check",), ("test",), ("compile",), ("count", "sleeping"),
    ("preview", "cart_reminder", "--customer", "1001"),
    ("dry-run", "--from", FROM, "--until", UNTIL), ("run", "--apply", "--from", FROM),
    ("ingest", "clicked", "clicks.csv"), ("status",), ("report",), ("explain", "1001"),
    ("journal",),
]  # fmt: skip

EXECUTES = [words for words in NEEDS_A_PROJECT if words[0] != "check"]

READS_SETTINGS = [words for words in EXECUTES if words[0] not in ("test", "compile")]


def named(words: tuple[str, ...]) -> str:
    return words[0]


@pytest.mark.parametrize("words", NEEDS_A_PROJECT, ids=named)
def test_no_project(tmp_path: Path, words: tuple[str, ...]) -> None:
    said = segue(tmp_path, *words).sentence
    assert "there is no segue.toml" in said
    assert "--project DIR" in said
    assert "`segue init DIR`" in said
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("words", EXECUTES, ids=named)
def test_files_with_errors(fresh: Path, words: tuple[str, ...]) -> None:
    replaced(fresh / "people.campaign", "visit in last 14 days", "visti in last 14 days")
    replaced(fresh / "people.campaign", "orders = 0", "ordres = 0")
    said = segue(fresh, *words).sentence
    assert said == "the campaign files have 2 errors: see them with `segue check`"
    assert not (fresh / ".segue").exists()


@pytest.mark.parametrize("words", READS_SETTINGS, ids=named)
def test_settings_with_a_slip(fresh: Path, words: tuple[str, ...]) -> None:
    replaced(fresh / "segue.toml", "[engine]\n", '[engine]\npaht = "x"\n')
    said = segue(fresh, *words).sentence
    assert said == "segue.toml: there is no key `paht` in [engine]: did you mean `path`?"


def test_settings_that_are_no_toml(fresh: Path) -> None:
    replaced(fresh / "segue.toml", "[project]", "[project")
    assert segue(fresh, "status").sentence.startswith("segue.toml: ")
    assert "line" in segue(fresh, "status").sentence


def test_data_that_are_missing(fresh: Path) -> None:
    (fresh / "data/visits.csv").unlink()
    for words in (("count", "sleeping"), ("run", "--apply", "--from", FROM)):
        assert "data/visits.csv" in segue(fresh, *words).sentence


READS_DATA = [
    ("count", "sleeping"), ("dry-run", "--from", FROM, "--until", "2026-01-03"),
    ("run", "--apply", "--from", FROM, "--until", "2026-01-03"),
]  # fmt: skip


@pytest.mark.parametrize("words", READS_DATA, ids=named)
@pytest.mark.parametrize("zone", ["", "Europe/London"])
def test_data_with_a_row_too_short(fresh: Path, words: tuple[str, ...], zone: str) -> None:
    if not zone:
        replaced(fresh / "segue.toml", 'visits.csv", timezone = "Europe/London"', 'visits.csv"')
    with (fresh / "data/visits.csv").open("a") as file:
        file.write("1001\n")
    said = segue(fresh, *words).sentence
    assert "has 1 value, but the head 2" in said
    assert "shop.visits" in said


@pytest.mark.parametrize("wrong", ["yesterday", "01.01.2026 18:04", "2026-13-01 18:04"])
def test_data_with_a_time_that_is_none(fresh: Path, wrong: str) -> None:
    replaced(fresh / "data/orders.csv", "2026-01-01 18:04", wrong)
    for words in READS_DATA:
        done = segue(fresh, *words)
        assert (done.code, done.err) == (0, "")


def test_a_channel_without_provider(fresh: Path) -> None:
    text = (fresh / "segue.toml").read_text()
    (fresh / "segue.toml").write_text(text.partition("[channels")[0])
    words = ("run", "--apply", "--from", FROM, "--until", "2026-01-03")
    said = segue(fresh, *words).sentence
    assert "has no provider: add to segue.toml [channels." in said
    assert "nothing has run yet" in segue(fresh, "status").sentence
    found = json.loads(segue(fresh, "check", "--data", "--output", "json").out)["data"]
    assert {(each["stops"], each["count"]) for each in found} == {(True, 1)}
    (fresh / "segue.toml").write_text(text)
    assert "handed over" in segue(fresh, *words).out


def test_an_outbox_that_cannot_be_written(fresh: Path) -> None:
    (fresh / "outboxx").touch()
    replaced(fresh / "segue.toml", "outbox/email.jsonl", "outboxx/email.jsonl")
    words = ("run", "--apply", "--from", FROM, "--until", "2026-01-03")
    said = segue(fresh, *words).sentence
    assert said.startswith("outboxx/email.jsonl, the outbox of channel email, cannot be written (")
    assert "nothing has run yet" in segue(fresh, "status").sentence
    (fresh / "outboxx").unlink()
    assert "handed over" in segue(fresh, *words).out


def test_a_run_says_what_it_could_not_use(fresh: Path) -> None:
    for table in ("customers", "orders"):
        path = fresh / f"data/{table}.csv"
        lines = path.read_text().splitlines()
        path.write_text("\n".join([*lines[:2], *lines[1:]]) + "\n")
    replaced(fresh / "data/customers.csv", "Europe/Dublin", "Europe/Dubln")
    replaced(fresh / "data/visits.csv", ",2026-01-0", ",2026-13-0")
    done = segue(fresh, "run", "--apply", "--from", FROM, "--until", "2026-01-20")
    assert done.out.splitlines()[-1] == (
        "not used of the data: 1 repeat of an id of purchase, 1 row of visit without a customer "
        "or a time, 1 repeat of a customer's key; see `segue check --data`"
    )


def test_a_store_that_another_process_holds(begun: Path) -> None:
    with duckdb.connect(str(begun / ".segue/store.duckdb")):
        for words in (("status",), ("count", "sleeping")):
            said = outside(begun, *words).sentence
            assert "another process" in said
            assert "wait until it has ended, and try again" in said


def test_a_store_that_is_none(fresh: Path) -> None:
    (fresh / ".segue").mkdir()
    (fresh / ".segue/store.duckdb").write_text("no store at all")
    for words in (("status",), ("journal",), ("count", "sleeping")):
        assert "store.duckdb is not a store of Segue" in segue(fresh, *words).sentence


LOOKS = [("status",), ("journal",), ("report",), ("explain", "1001")]


@pytest.mark.parametrize("words", LOOKS, ids=named)
def test_looking_where_nothing_has_run(fresh: Path, words: tuple[str, ...]) -> None:
    said = segue(fresh, *words).sentence
    assert said == "nothing has run yet: begin with `segue run --apply --from INSTANT`"
    assert not (fresh / ".segue").exists()


def test_looking_while_the_files_have_errors(begun: Path) -> None:
    before = [segue(begun, word).out for word in ("status", "journal")]
    replaced(begun / "people.campaign", "visit in last 14 days", "visti in last 14 days")
    for word, out in zip(("status", "journal"), before, strict=True):
        done = segue(begun, word)
        assert (done.code, done.out, done.err) == (0, out, "")


def test_looking_while_the_data_cannot_be_read(begun: Path) -> None:
    (begun / "data/visits.csv").unlink()
    for word in ("status", "journal"):
        done = segue(begun, word)
        assert done.code == 0 and "the data cannot be read: event visit: " in done.err


def test_a_customer_who_is_not_recorded_yet(begun: Path) -> None:
    with (begun / "data/customers.csv").open("a") as file:
        file.write("9999,New,Cork,,,,yes,no,2026-06-01 10:00\n")
    assert "not recorded yet" in segue(begun, "explain", "9999").sentence
    assert "Segue has recorded no customer `0`" in segue(begun, "explain", "0").sentence


def test_a_place_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "file/shop" in segue(tmp_path, "init", "file/shop").sentence


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("chek",), "Did you mean 'check'?"),
        (("check", "--outptu", "json"), "--outptu"),
        (("count",), "Missing argument"),
        (("dry-run", "--from", FROM), "--until"),
        (("count", "sleeping", "--show", "many"), "--show"),
    ],
    ids=str,
)
def test_what_is_typed_wrongly(made: Path, words: tuple[str, ...], said: str) -> None:
    done = segue(made, *words)
    assert done.code == 2
    assert said in done.err
    assert "--help" in done.err
    assert "Traceback" not in done.err


def test_fewer_customers_than_none(made: Path) -> None:
    said = segue(made, "count", "sleeping", "--show", "-1").sentence
    assert said == "`-1` behind --show is no number of customers; write 0 or more"


def test_a_slip_in_the_name_of_a_channel_is_one_finding(fresh: Path) -> None:
    replaced(fresh / "segue.toml", "[channels.sms]", "[channels.smss]")
    done = segue(fresh, "check", "--data")
    assert done.code == 1
    assert "channel sms: segue.toml names no provider for it" in done.out
    assert "did you mean [channels.sms] by [channels.smss]?" in done.out
    assert done.out.endswith("6 files checked: 1 finding\n")
    with (fresh / "segue.toml").open("a") as file:
        file.write('[channels.sms]\nprovider = "file"\npath = "outbox/sms.jsonl"\n')
    done = segue(fresh, "check", "--data")
    assert "segue.toml: there is no channel `smss`" in done.out
    assert done.out.endswith("6 files checked: 1 finding\n")


def test_other_outputs_and_paths_that_are_not_there(made: Path, tmp_path: Path) -> None:
    refused = segue(made, "check", "--output", "xml")
    assert "choose human, concise, json, sarif, github or junit" in refused.sentence
    for verb in ("check", "test"):
        assert "there is no file or folder nosuch" in segue(made, verb, "nosuch").sentence
        assert "there is no campaign file in data" in segue(made, verb, "data").sentence
        assert "segue.toml is no campaign file" in segue(made, verb, "segue.toml").sentence
        assert "is not in the project" in segue(made, verb, tmp_path).sentence
    assert "is no campaign file" in segue(made, "format", "--check", "segue.toml").sentence


def test_the_files_that_were_asked_for_are_counted(made: Path) -> None:
    assert segue(made, "check", "cart.campaign").out == "1 file checked: nothing found\n"
    assert segue(made.parent, "check", "-C", "shop", "shop/cart.campaign").out.startswith("1 file ")
    said = segue(made, "format", "--check", "cart.campaign").out
    assert said == "1 file, 0 to change\n"


@pytest.mark.parametrize("words", NEEDS_A_PROJECT, ids=named)
def test_a_project_without_a_campaign_file(tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "segue.toml").write_text('[project]\nname = "empty"\n')
    said = segue(tmp_path, *words).sentence
    assert said.startswith(f"there is no campaign file in {tmp_path}")


def test_a_file_of_codes_that_is_no_text(fresh: Path) -> None:
    (fresh / "codes.csv").write_bytes(b"A-1\n\xff\n")
    with (fresh / "cart.campaign").open("a", encoding="utf-8") as file:
        file.write('\noffer freeship\n  coupon from pool "codes.csv"\n')
    shown = segue(fresh, "check")
    assert shown.code == 1
    assert "this file is not in UTF-8 (the first wrong byte is in line 2)" in shown.out
    assert "--> codes.csv" in shown.out
