"""apply: what runs is what was applied last, whatever the files say meanwhile."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import duckdb
import pytest

from tests.outside.command.test_running import journal
from tests.outside.command.typed import UNTIL, replaced, segue

ON = "2026-03-08"


def status(folder: Path) -> dict[str, str]:
    found: dict[str, str] = json.loads(segue(folder, "status", "--json").out)["applied"]
    return found


def test_what_is_applied_runs_and_not_what_the_files_say(begun: Path) -> None:
    replaced(begun / "win_back.campaign", "enter every Monday", "enter every Tuesday")
    done = segue(begun, "run", "--until", ON)
    assert done.code == 0
    said = "the campaign files say something else than what runs: `segue apply` brings them in"
    assert said in done.err
    monday = {row["at"][:10] for row in journal(begun, "--campaign", "win_back")
              if row["kind"] == "entered"}  # fmt: skip
    assert "2026-03-02" in monday and "2026-03-03" not in monday
    assert segue(begun, "apply").code == 0
    assert segue(begun, "run", "--until", "2026-03-15").err == ""
    entered = {row["at"][:10] for row in journal(begun, "--campaign", "win_back")
               if row["kind"] == "entered"}  # fmt: skip
    assert "2026-03-10" in entered and "2026-03-09" not in entered


def test_files_with_errors_stop_nothing_that_runs(begun: Path) -> None:
    replaced(begun / "cart.campaign", "enter on", "entre on")
    done = segue(begun, "run", "--until", ON)
    assert (done.code, done.out[:20]) == (0, "has run up to 2026-0")
    assert "have errors, and are not applied: see them with `segue check`" in done.err
    assert segue(begun, "report").code == 0
    assert "the campaign files have 1 error" in segue(begun, "apply").sentence


def test_it_says_what_changes_for_whom(begun: Path) -> None:
    assert segue(begun, "apply").out == "nothing to apply: the files say what runs\n"
    before = status(begun)
    replaced(begun / "win_back.campaign", "visit within 7 days", "visit within 6 days")
    path = begun / "second_bag.campaign"
    path.write_text(path.read_text().partition("campaign second_bag")[0])
    (begun / "bag.campaign").write_text(BAG)
    out = segue(begun, "apply", "--by", "anna", "--commit", "1a2b3c4").out
    first, *rest = out.splitlines()
    assert first == f"applied by anna, from commit 1a2b3c4, as of {UNTIL} 00:00"
    assert rest[0] == "  bag: new"
    assert rest[1].startswith("  second_bag: taken out; ")
    assert rest[2].startswith("  win_back: changed; ")
    assert rest[2].endswith(" inside go on by the text of their entry")
    after = status(begun)
    assert (after["by"], after["commit"]) == ("anna", "1a2b3c4")
    assert after["from"] == f"{UNTIL}T00:00:00Z"
    assert after["program"] != before["program"]


BAG = """
campaign bag
  enter on purchase
    once
  goal purchase within 30 days

  send we_miss_you by email
"""


def test_another_wording_changes_no_campaign(begun: Path) -> None:
    replaced(begun / "win_back.campaign", "tastes of apricots", "tastes of plums")
    out = segue(begun, "apply").out
    assert " ".join(out.split()).endswith(
        "all campaigns do what they did: only wording, channels, the policy or offers are others"
    )
    assert segue(begun, "run", "--until", "2026-03-17").code == 0
    told = (begun / "outbox/email.jsonl").read_text().splitlines()
    assert "plums" in [line for line in told if "we_miss_you" in line][-1]


def test_nothing_is_applied_that_could_not_go_on(begun: Path) -> None:
    (begun / "win_back.campaign").write_text("# gone\n")
    before = status(begun)
    said = segue(begun, "apply").sentence
    assert "cannot go on: message `we_miss_you` is no longer there" in said
    assert status(begun) == before
    assert segue(begun, "run", "--until", ON).code == 0


@pytest.fixture
def committed(fresh: Path) -> Path:
    for words in (
        ("init",), ("add", "."),
        ("-c", "user.name=a", "-c", "user.email=a@b.test", "commit", "-m", "a shop"),
    ):  # fmt: skip
        subprocess.run(["git", "-C", str(fresh), *words], check=True, capture_output=True)
    return fresh


def test_the_commit_is_known(committed: Path) -> None:
    head = subprocess.run(["git", "-C", str(committed), "rev-parse", "HEAD"],
                          check=True, capture_output=True, text=True).stdout[:12]  # fmt: skip
    assert segue(committed, "apply").out.splitlines()[0].endswith(f", from commit {head}")
    replaced(committed / "cart.campaign", "wait 2 hours", "wait 3 hours")
    out = " ".join(segue(committed, "apply").out.split())
    assert f", from commit {head}, with changes cart: changed" in out


def test_why_somebody_was_kept_out_is_told_by_the_text_of_then(begun: Path) -> None:
    """The text that is applied later lets everybody in, and looks at what the data lack then."""
    wake = begun / "wake.campaign"
    wake.write_text(WAKE.format(only="only if not wants_email"))
    assert segue(begun, "run", "--apply", "--until", "2026-03-20").code == 0
    wake.write_text(WAKE.format(only="only if orders >= 0"))
    assert segue(begun, "run", "--apply", "--until", "2026-03-25").code == 0
    rows = (begun / "data/customers.csv").read_text().splitlines()[1:]
    keys = [row.split(",")[0] for row in rows[:60]]
    told = [segue(begun, "explain", key, "--campaign", "wake").out for key in keys]
    lines = [line for each in told for line in each.splitlines()]
    wrong = [line for line in lines if "`only if` did not hold" in line]
    assert wrong
    assert all(line < "2026-03-20" for line in wrong)


WAKE = """
campaign wake
  enter on visit
    {only}
    once
  goal purchase within 14 days

  send we_miss_you by email
"""


def test_a_text_that_another_segue_wrote_is_only_missed(begun: Path) -> None:
    replaced(begun / "win_back.campaign", "visit within 7 days", "visit within 6 days")
    assert segue(begun, "run", "--apply", "--until", ON).code == 0
    with duckdb.connect(begun / ".segue/store.duckdb") as connection:
        connection.execute(
            "UPDATE programs SET document = '{}' WHERE program ="
            " (SELECT program FROM applied ORDER BY number LIMIT 1)"
        )
    told = " ".join(segue(begun, "explain", "1001").out.split())
    assert "what `only if` kept out before cannot be told: another Segue wrote that text" in told
    assert segue(begun, "run", "--until", "2026-03-09").code == 0


def test_no_files_stop_nothing_that_runs(begun: Path) -> None:
    for path in begun.glob("*.campaign"):
        path.unlink()
    done = segue(begun, "run", "--until", ON)
    assert (done.code, done.err) == (0, "there are no campaign files that could be applied\n")
