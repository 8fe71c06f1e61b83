"""cohorts, snapshots, models: who came back, and who was said to."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from shutil import copytree
from xml.etree import ElementTree

import pytest

from tests.outside.command.typed import FROM, UNTIL, replaced, segue

PREDICT = """
predict likely = chance of refill in next 28 days
predict rare = chance of unheard in next 7 days

segment likely_buyers
  likely > average of likely across everyone

event refill from shop.refills
  customer  from customer
  time      from at

event unheard
  customer  from customer

campaign nudges
  enter every month on day 1 at 09:00 for likely_buyers
  goal purchase within 7 days

  wait 1 day
"""
LOOK = ("cohorts", "purchase", "--at", "2026-03-01")


def test_cohorts_fit_the_screen(made: Path) -> None:
    done = segue(made, *LOOK, "--by", "week")
    assert done.code == 0
    assert max(map(len, done.out.splitlines())) <= 80
    assert "how many per cent had another in each week" in " ".join(done.out.split())
    long = segue(made, "cohorts", "purchase", "--at", "2026-06-01", "--by", "week").out
    assert max(map(len, long.splitlines())) <= 80
    assert long.count("began in") > 1, "so many weeks take several tables"


def test_cohorts_for_programs(made: Path) -> None:
    found = json.loads(segue(made, *LOOK, "--json").out)
    assert (found["event"], found["by"], found["at"]) == (
        "purchase", "month", "2026-03-01T00:00:00Z",
    )  # fmt: skip
    first = found["cohorts"][0]
    assert first["later"][0]["months"] == 1
    assert first["later"][0]["share"] == round(
        first["later"][0]["customers"] / first["customers"], 6
    )


def test_cohorts_as_a_picture(made: Path, tmp_path: Path) -> None:
    path = tmp_path / "cohorts.svg"
    found = json.loads(segue(made, *LOOK, "--picture", path, "--json").out)
    cells = sum(len(cohort["later"]) for cohort in found["cohorts"])
    shapes = ElementTree.parse(path).getroot().findall("{http://www.w3.org/2000/svg}rect")
    assert len(shapes) == 1 + cells


def test_nobody_began(made: Path) -> None:
    early = segue(made, "cohorts", "purchase", "--at", "2001-01-01")
    assert early.out.startswith("Nobody has a `purchase` before 2001-01-01 00:00.")


def test_slips_are_answered(made: Path) -> None:
    assert "did you mean `purchase`?" in segue(made, "cohorts", "purchse").sentence
    assert "write month or week" in segue(made, *LOOK, "--by", "year").sentence
    assert "write map.svg" in segue(made, *LOOK, "--picture", "map.png").sentence


REFILLS = '"shop.refills" = "data/refills.csv"'


def refills() -> str:
    """Of each customer some, at a rate of their own, until they stop."""
    random, lines = Random(3), ["customer,at"]
    for customer in range(1001, 1181):
        at = datetime(2025, 10, 1) + timedelta(days=random.uniform(0, 100))
        rate = random.gammavariate(0.8, 0.06)
        while at < datetime(2026, 3, 1):
            lines.append(f"{customer},{at:%Y-%m-%d %H:%M}")
            if random.random() < 0.15:
                break
            at += timedelta(days=random.expovariate(rate))
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def predicted(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with predictions, after a run."""
    folder = Path(copytree(made, tmp_path_factory.mktemp("predicted") / "shop"))
    (folder / "data" / "refills.csv").write_text(refills(), encoding="utf-8")
    replaced(folder / "segue.toml", "[tables]\n", f"[tables]\n{REFILLS}\n")
    (folder / "predictions.campaign").write_text(PREDICT, encoding="utf-8")
    done = segue(folder, "run", "--apply", "--from", FROM, "--until", UNTIL)
    assert done.code == 0, done.err
    return folder


def test_snapshots_say_what_is_held_since_when(predicted: Path) -> None:
    done = segue(predicted, "snapshots")
    assert done.code == 0
    assert done.out.startswith("as of 2026-02-28 00:00\n")
    assert re.search(r"^  average of likely across everyone +0\.\d+$", done.out, re.M)
    assert max(map(len, done.out.splitlines())) <= 80
    found = {each["name"]: each for each in json.loads(segue(predicted, "snapshots", "--json").out)}
    assert found["fit of likely"]["value"] == "converged"
    assert found["fit of rare"]["value"] == "too few customers: 0, and it takes 100"
    assert found["r of rare"]["value"] is None
    assert found["r of likely"] | {"value": ""} == {
        "name": "r of likely", "at": "2026-02-28T00:00:00Z", "value": "",
        "snapshots": 59,
    }  # fmt: skip


def test_without_values_there_are_no_snapshots(ran: Path) -> None:
    assert "no snapshot holds anything" in segue(ran, "snapshots").out
    assert segue(ran, "models").out == "the files predict nothing\n"


def test_models_are_held_against_what_happened(predicted: Path) -> None:
    early = segue(predicted, "models", "--at", "2026-01-10")
    assert early.code == 0
    assert max(map(len, early.out.splitlines())) <= 80
    assert "as of 2026-01-10 00:00, fitted to" in early.out
    assert "unknown; too few customers: 0, and it takes 100" in " ".join(early.out.split())
    likely, _ = json.loads(segue(predicted, "models", "--at", "2026-01-10", "--json").out)
    tenths = likely["deciles"]
    assert [each["number"] for each in tenths] == list(range(1, 11))
    assert sum(each["customers"] for each in tenths) == likely["customers"]
    shares = [each["predicted"] / each["customers"] for each in tenths]
    assert shares == sorted(shares, reverse=True)
    assert 0 < sum(each["observed"] for each in tenths) <= likely["customers"]


def test_what_is_not_over_is_not_judged(predicted: Path) -> None:
    late = segue(predicted, "models")
    assert "what happened is known after 2026-03-28 00:00: say --at an earlier day" in late.out
    assert "no snapshot has it" in segue(predicted, "models", "--at", "2020-01-01").out


def test_of_too_few_count_says_why_nobody_is_likely(predicted: Path) -> None:
    done = segue(predicted, "count", "likely_buyers", "--at", "2020-01-01")
    assert done.out.split() == ["0", "likely_buyers"]
    assert done.err == "`likely` is unknown for everybody: too few customers: 0, and it takes 100\n"
