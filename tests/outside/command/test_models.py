"""cohorts: who came back, in figures and as a picture."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

from tests.outside.command.typed import segue

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
