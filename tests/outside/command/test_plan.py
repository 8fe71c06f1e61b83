"""plan: what a change does to customers, against a revision and against what runs."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.outside.command.typed import UNTIL, replaced, segue, traces

AT = ("--at", UNTIL)
TEXT = ("--no-data",)


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=a", "-c", "user.email=a@b.test", "-c", "init.defaultBranch=main")
    done = subprocess.run(["git", *who, *words], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def committed(folder: Path) -> Path:
    git(folder, "init")
    git(folder, "add", ".")
    git(folder, "commit", "-m", "a shop")
    return folder


@pytest.fixture
def kept(fresh: Path) -> Path:
    """A project in git, of which nothing was applied."""
    return committed(fresh)


def changed(folder: Path) -> None:
    """A change of every kind."""
    replaced(folder / "cart.campaign", "where total >= 10\n", "where total >= 20\n")
    replaced(folder / "cart.campaign", "in the cart. Reply STOP to end.", "in the cart.")
    replaced(folder / "people.campaign", "more than 45 days ago", "more than 30 days ago")
    replaced(folder / "win_back.campaign", "within 7 days\n", "within 5 days\n")
    replaced(folder / "win_back.campaign", "of apricots", "of plums")


def told(folder: Path, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(segue(folder, "plan", "--output", "json", *words).out)
    return found


def test_nothing_changes_where_nothing_did(kept: Path, begun: Path) -> None:
    assert segue(kept, "plan").code == 0
    assert segue(kept, "plan").out.startswith("nothing changes for customers, compared with main (")
    done = segue(begun, "plan")
    assert done.code == 0
    assert "segue apply would do nothing: this runs already" in done.out


def test_another_layout_and_other_files_are_no_change(kept: Path) -> None:
    text = (kept / "cart.campaign").read_text()
    (kept / "cart.campaign").unlink()
    (kept / "later").mkdir()
    other = text.replace("  wait 2 hours", "  wait  2 hours")
    (kept / "later/carts.campaign").write_text(f"# moved\n{other}")
    assert segue(kept, "plan").code == 0


def test_against_a_revision_what_was_committed_since_counts_too(kept: Path) -> None:
    git(kept, "checkout", "-b", "mine")
    replaced(kept / "cart.campaign", "wait 2 hours", "wait 3 hours")
    git(kept, "commit", "-am", "later")
    replaced(kept / "win_back.campaign", "of apricots", "of plums")
    assert [each["level"] for each in told(kept, *TEXT)["changes"]] == ["timing", "wording"]
    (of_head,) = told(kept, *TEXT, "--against", "HEAD")["changes"]
    assert of_head["level"] == "wording"
    assert of_head["before"]["text"].splitlines()[0] == 'email subject "The new harvest is here"'


def test_a_project_in_a_folder_of_the_repository(kept: Path) -> None:
    (kept / "crm").mkdir()
    for name in ("segue.toml", *(path.name for path in kept.glob("*.campaign")), "data"):
        git(kept, "mv", name, f"crm/{name}")
    git(kept, "commit", "-m", "a folder of its own")
    replaced(kept / "crm/cart.campaign", "wait 2 hours", "wait 3 hours")
    (found,) = told(kept / "crm", *TEXT, "--against", "HEAD")["changes"]
    assert (found["before"]["path"], found["before"]["line"]) == ("cart.campaign", 35)
    done = segue(kept / "crm", "plan", "--against", "HEAD~1")
    assert "there is no campaign file in this folder at HEAD~1 (" in done.sentence


def test_what_stands_in_other_files_is_compared_with_a_revision(kept: Path) -> None:
    """A list of customers, the SQL of an analyst, and by what customers are drawn."""
    (kept / "vip.csv").write_text("customer_id\n1001\n1002\n")
    (kept / "orders.sql").write_text("SELECT * FROM 'data/orders.csv'\n")
    settings = kept / "segue.toml"
    replaced(settings, '{ file = "data/orders.csv", timezone', '{ sql = "orders.sql", timezone')
    (kept / "vip.campaign").write_text('list vip from "vip.csv"\n')
    replaced(kept / "win_back.campaign", "again after 60", "only if in vip\n    again after 60")
    git(kept, "add", ".")
    git(kept, "commit", "-m", "more")
    assert told(kept, *TEXT, "--against", "HEAD")["changes"] == []
    (kept / "vip.csv").write_text("customer_id\n1001\n1003\n1004\n")
    (kept / "orders.sql").write_text("SELECT * FROM 'data/orders.csv' WHERE amount > 0\n")
    replaced(settings, 'name = "roastery"', 'name = "roastery"\nsalt = "2"')
    replaced(settings, '"data/visits.csv", timezone = "Europe/London"', '"data/visits.csv"')
    found = told(kept, *TEXT, "--against", "HEAD")["changes"]
    said = {f"{each['subject']['name']}: {each['what']}": each for each in found}
    assert [*said] == [
        "vip: 2 lines more and 1 fewer stand in vip.csv",
        "segue.toml: everybody is drawn anew into arms and hold-outs: the salt, or its epoch, is "
        "another",
        "segue.toml: `shop.visits` is read from elsewhere, or in another way",
        "shop.orders: other rows are read",
    ]  # fmt: skip
    assert [each["campaign"] for each in found[0]["campaigns"]] == ["win_back"]
    assert found[-1]["after"]["text"].endswith("WHERE amount > 0\n")


def test_it_ends_as_it_is_asked_to(kept: Path) -> None:
    replaced(kept / "win_back.campaign", "within 7 days\n", "within 5 days\n")
    assert segue(kept, "plan", *TEXT).code == 3
    for level, code in {"audience": 1, "timing": 1, "structure": 3}.items():
        assert segue(kept, "plan", *TEXT, "--fail-on", level).code == code
    said = segue(kept, "plan", "--fail-on", "loud").sentence
    assert said.startswith("`loud` is no level; choose wording, ")


def test_what_cannot_be_compared_is_said(fresh: Path, kept: Path, tmp_path: Path) -> None:
    assert "nothing is applied yet" in segue(kept, "plan", "--against", "store").sentence
    said = segue(kept, "plan", "--against", "nowhere").sentence
    assert said.startswith("git knows no revision `nowhere`: name a branch")
    replaced(kept / "cart.campaign", "send cart_reminder by", "send cart_remindr by")
    assert "the campaign files have 1 error" in segue(kept, "plan").sentence


def test_a_revision_with_errors_is_refused(kept: Path) -> None:
    replaced(kept / "cart.campaign", "wait 2 hours", "wait 2 hoours")
    git(kept, "commit", "-am", "wrong")
    replaced(kept / "cart.campaign", "wait 2 hoours", "wait 2 hours")
    assert "have errors, so nothing can be compared" in segue(kept, "plan", *TEXT).sentence


def test_a_plan_of_the_files_alone_needs_no_secret(kept: Path) -> None:
    replaced(kept / "segue.toml", '[project]', '[forgetting]\nsecret = "$NOBODY_SET"\n\n[project]')
    replaced(kept / "cart.campaign", "wait 2 hours", "wait 3 hours")
    assert segue(kept, "plan", *TEXT, "--against", "HEAD").code == 3
    assert "NOBODY_SET" in segue(kept, "plan", *TEXT).sentence


def test_it_leaves_no_trace(begun: Path) -> None:
    changed(begun)
    before = {path: text for path, text in traces(begun).items() if ".segue" not in path}
    store = told(begun, *TEXT)["apply"]
    assert told(begun, *TEXT, "--move")["apply"]["steps"][-1]["does"] == "moved"
    assert told(begun, *TEXT)["apply"] == store
    after = {path: text for path, text in traces(begun).items() if ".segue" not in path}
    assert before == after
    assert segue(begun, "status").code == 0


def test_apply_does_what_was_planned(begun: Path) -> None:
    changed(begun)
    for words in ((), ("--move",)):
        planned = segue(begun, "plan", *TEXT, "--against", "store", *words)
        assert planned.code == 3
        lines = planned.out.partition("segue apply would do this:\n")[2]
        copy = begun.with_name(f"copy{len(words)}")
        subprocess.run(["cp", "-r", begun, copy], check=True)
        assert segue(copy, "apply", *words).out.partition("\n")[2] == lines


def test_who_is_inside_is_said_to_be(begun: Path) -> None:
    changed(begun)
    stand = "customers stand at step 2, `wait for visit, at most 7 days`, and"
    assert f"{stand} go on by the text of their entry" in segue(begun, "plan", *TEXT).out
    assert f"{stand} are moved along" in segue(begun, "plan", *TEXT, "--move").out


def test_what_apply_would_refuse_is_said_and_is_no_success(begun: Path) -> None:
    text = (begun / "win_back.campaign").read_text()
    (begun / "win_back.campaign").write_text("# gone\n")
    done = segue(begun, "plan", *TEXT)
    assert done.code == 2
    assert "\n  structure: the campaign is taken out: nobody enters it\n" in done.out
    assert "segue apply would refuse: 3 customers are inside `win_back`" in done.out
    (begun / "win_back.campaign").write_text(text)


def test_more_and_fewer_are_counted_on_the_data(begun: Path) -> None:
    changed(begun)
    found = told(begun, *AT, "--weeks", "0")
    by_name = {each["subject"]["name"]: each for each in found["audiences"]}
    sleeping, cart = by_name["sleeping"], by_name["cart"]
    assert sleeping["today"] == sleeping["before"] + sleeping["more"] - sleeping["fewer"]
    assert sleeping["more"] == len(sleeping["more_keys"]) == 3
    assert (sleeping["before"], sleeping["fewer"]) == (_counted(begun, 45), 0)
    assert cart["lately"] and cart["fewer"] > len(cart["fewer_keys"]) == 5
    assert found["expected"] is None


def _counted(folder: Path, days: int) -> int:
    path = folder / "people.campaign"
    path.write_text(path.read_text().replace("more than 30 days", f"more than {days} days"))
    found = json.loads(segue(folder, "count", "sleeping", *AT, "--json").out)
    return int(found["counted"][0]["customers"])


def test_data_that_cannot_be_read_are_a_note(begun: Path) -> None:
    changed(begun)
    (begun / "data/visits.csv").unlink()
    done = segue(begun, "plan", *AT)
    assert done.code == 3
    assert "not everything could be counted: " in done.out and "visits.csv" in done.out


@pytest.mark.long
def test_what_goes_out_is_compared_over_the_last_weeks(begun: Path) -> None:
    replaced(begun / "cart.campaign", "where total >= 10\n", "where total >= 1000\n")
    found = told(begun, *AT, "--weeks", "1")["expected"]
    assert (found["from"], found["until"]) == ("2026-02-22T00:00:00Z", "2026-03-01T00:00:00Z")
    cart = next(each for each in found["campaigns"] if each["campaign"] == "cart")
    assert cart["today"]["entries"] == 0 < cart["before"]["entries"]
    others = [each for each in found["campaigns"] if each["campaign"] == "second_bag"]
    assert all(each["before"] == each["today"] for each in others)


def test_other_programs_read_each_change_at_its_place(kept: Path) -> None:
    changed(kept)
    plain = segue(kept, "plan", *TEXT, "--output", "concise")
    assert plain.code == 3
    (entry,) = [each for each in plain.out.splitlines() if "cart_add" in each]
    path, line, _, said = entry.split(":", 3)
    assert (kept / path).read_text().splitlines()[int(line) - 1].startswith("  enter on cart_add")
    assert said.startswith(" audience changes-audience: campaign cart")

    failing = ("--fail-on", "legal")
    marked = segue(kept, "plan", *TEXT, *failing, "--output", "github")
    assert marked.code == 1
    first, *others = marked.out.splitlines()
    assert first.startswith("::error file=") and "title=legal changes-legal::" in first
    assert others and all(each.startswith("::notice ") for each in others)

    suites = ElementTree.fromstring(segue(kept, "plan", *TEXT, *failing, "--output", "junit").out)
    assert suites.get("failures") == "1" and int(suites.get("tests", "0")) == len(others) + 1


def test_where_nothing_changes_there_are_no_results(kept: Path) -> None:
    done = segue(kept, "plan", *TEXT, "--output", "sarif")
    assert (done.code, json.loads(done.out)["runs"][0]["results"]) == (0, [])
