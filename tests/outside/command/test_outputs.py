"""check and test for programs: what a CI reads, and how they end."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.outside.command.typed import replaced, segue


@pytest.fixture
def wrong(fresh: Path) -> Path:
    """A slip in one file, and behind a word of Korean a sign that `segue fix` puts right."""
    replaced(fresh / "people.campaign", "visit in last 30 days", "visti in last 30 days")
    with (fresh / "people.campaign").open("a") as file:
        file.write('\nsegment seoul\n  "서울" = name and count of visit == 3\n')
    return fresh


def test_findings_are_said_in_every_format_and_end_alike(wrong: Path) -> None:
    for output in ("human", "concise", "json", "sarif", "github", "junit"):
        assert segue(wrong, "check", "--output", output).code == 1
        assert segue(wrong, "check", "cart.campaign", "--output", output).code == 0
    refused = segue(wrong, "check", "--output", "xml")
    assert refused.code == 2
    assert "choose human, concise, json, sarif, github or junit" in refused.sentence


def test_concise_findings_lead_to_their_place(wrong: Path) -> None:
    line = segue(wrong, "check", "--output", "concise").out.splitlines()[0]
    path, number, column, said = line.split(":", 3)
    text = (wrong / path).read_text().splitlines()[int(number) - 1]
    assert text[int(column) - 1 :].startswith("visti")
    assert said.startswith(" E0201 unknown-name: ") and "`visti`" in said


def test_sarif_counts_characters_and_has_what_fix_would_write(wrong: Path) -> None:
    document = json.loads(segue(wrong, "check", "--output", "sarif").out)
    results = document["runs"][0]["results"]
    (fixable,) = [each for each in results if "fixes" in each]
    region = fixable["fixes"][0]["artifactChanges"][0]["replacements"][0]["deletedRegion"]
    line = (wrong / "people.campaign").read_text().splitlines()[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "=="
    unknown = [each for each in results if "visti" in each["message"]["text"]]
    assert unknown and "fixes" not in unknown[0]  # a guess is left to somebody


def test_a_clean_file_passes_in_junit(wrong: Path) -> None:
    root = ElementTree.fromstring(segue(wrong, "check", "--output", "junit").out)
    suites = {str(suite.get("name")): suite for suite in root}
    assert suites["people.campaign"].get("failures") == "2"
    assert suites["cart.campaign"].get("failures") == "0"
    assert {path.name for path in wrong.glob("*.campaign")} == set(suites)


def test_github_and_sarif_name_files_from_the_root_of_the_checkout(
    wrong: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(wrong.parent))
    assert "file=shop/people.campaign," in segue(wrong, "check", "--output", "github").out
    document = json.loads(segue(wrong, "check", "--output", "sarif").out)
    location = document["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "shop/people.campaign"
    assert segue(wrong, "check", "--output", "concise").out.startswith("people.campaign:")


def test_what_does_not_fit_the_data_is_said_of_the_settings(fresh: Path) -> None:
    replaced(fresh / "shop.campaign", "cart_total", "cart_sum")
    done = segue(fresh, "check", "--data", "--output", "concise")
    assert done.code == 1
    assert all(line.startswith("segue.toml: data ") for line in done.out.splitlines())


def test_a_test_that_fails_is_said_with_what_happened_instead(fresh: Path) -> None:
    expected = "expect no cart_reminder to ada"
    replaced(fresh / "cart.campaign", expected, expected.replace("no ", ""))
    files = ("test", "cart.campaign", "--output")
    root = ElementTree.fromstring((done := segue(fresh, *files, "junit")).out)
    assert done.code == 1
    (suite,) = root
    failed = [case for case in suite if case.find("failure") is not None]
    assert [case.get("name") for case in failed] == ["who buys within two hours hears nothing"]
    assert float(suite.get("time", "")) > 0
    line = segue(fresh, *files, "github").out
    assert line.startswith("::error file=cart.campaign,line=")
    assert "expect cart_reminder to ada%0Ainstead:%0A" in line
    document = json.loads(segue(fresh, *files, "json").out)
    assert [test["passed"] for test in document["tests"]].count(False) == 1
    assert "coverage" not in document


@pytest.fixture
def untried(fresh: Path) -> Path:
    """A campaign more, for which there is no test."""
    with (fresh / "cart.campaign").open("a") as file:
        file.write(
            "\ncampaign untried\n  enter on visit\n    once\n  goal purchase within 1 day\n\n"
            "  wait 1 day\n  send we_miss_you by email\n"
        )
    return fresh


def test_what_no_test_goes_through_is_said(untried: Path) -> None:
    done = segue(untried, "test", "cart.campaign", "--coverage")
    assert done.code == 0
    lines = done.out.splitlines()
    place = lines.index("no test goes through these of untried:")
    text = (untried / "cart.campaign").read_text().splitlines()
    number = text.index("  enter on visit") + 1
    assert lines[place + 1] == f"  cart.campaign:{number}: enter on visit"
    assert lines[place + 3].endswith(": send we_miss_you by email")
    assert lines[-1] == "the tests go through 72% of the campaigns"


def test_too_little_ends_with_1(untried: Path) -> None:
    files = ("test", "cart.campaign", "--threshold")
    done = segue(untried, *files, "100%")
    assert (done.code, "which is less than the 100% that are asked for" in done.out) == (1, True)
    assert segue(untried, *files, "20").code == 0
    document = json.loads(segue(untried, *files, "100", "--output", "json").out)["coverage"]
    assert document["threshold"] == 1 and 0 < document["share"] < 1
    junit = ElementTree.fromstring(segue(untried, *files, "100", "--output", "junit").out)
    assert junit.get("failures") == "1"
    for slip in ("much", "101", "-1"):
        assert "write a number from 0 to 100" in segue(untried, *files, slip).sentence
