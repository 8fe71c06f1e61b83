"""What programs read of findings: each format word for word, and the rules of who reads it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

from segue.shown.outputs.concise import concise
from segue.shown.outputs.github import github
from segue.shown.outputs.junit import junit
from segue.shown.outputs.note import Case, Fix, Note, Place, Rule
from segue.shown.outputs.sarif import sarif

AT = Place("shop/cart one.campaign", 3, 5, 3, 9)
RULE = Rule("E0103", "unknown-line", "Nothing is ignored.", "wiat", "wait")
THERE = (Place("shop/b.campaign", 1, 1, 2, 1), "declared here")
ERROR = Note(
    "error", RULE, "`wiat` begins no line, 100%", AT, ("help: did you mean `wait`?",), (THERE,),
    Fix(AT, "wait"),
)  # fmt: skip
WARNING = replace(ERROR, level="warning", also=(), fix=None, more=())
WHOLE = Note("error", Rule("data", "does-not-fit"), "no column", Place("shop/segue.toml"))


def test_concise_is_a_line_each() -> None:
    assert concise([ERROR, WHOLE]) == (
        "shop/cart one.campaign:3:5: E0103 unknown-line: `wiat` begins no line, 100%\n"
        "shop/segue.toml: data does-not-fit: no column\n"
    )
    assert concise([]) == ""


def test_github_is_told_the_place_with_its_end_included() -> None:
    assert github([WARNING, ERROR, WHOLE]) == (
        "::error file=shop/cart one.campaign,line=3,endLine=3,col=5,endColumn=8,"
        "title=E0103 unknown-line::`wiat` begins no line, 100%25%0Ahelp: did you mean `wait`?\n"
        "::error file=shop/segue.toml,title=data does-not-fit::no column\n"
        "::warning file=shop/cart one.campaign,line=3,endLine=3,col=5,endColumn=8,"
        "title=E0103 unknown-line::`wiat` begins no line, 100%25\n"
    )
    assert github([]) == ""


def test_github_is_told_no_columns_of_several_lines_and_no_sign_of_its_own() -> None:
    odd = replace(ERROR, place=Place("a,b:c.campaign", 3, 5, 4, 9), more=("::error::x\r",))
    assert github([odd]) == (
        "::error file=a%2Cb%3Ac.campaign,line=3,endLine=4,title=E0103 unknown-line::"
        "`wiat` begins no line, 100%25%0A::error::x%0D\n"
    )


def test_github_shows_ten_of_a_kind_so_the_rest_is_said_and_in_the_log() -> None:
    said = github([WARNING] * 13 + [ERROR] * 11 + [replace(WARNING, level="note")] * 10)
    lines = said.splitlines()
    kinds = [line.split(" ")[0] for line in lines]
    assert kinds[:20] == ["::error"] * 10 + ["::warning"] * 10
    assert kinds.count("::notice") == 10
    assert lines[29] == (
        "::notice title=More than GitHub shows::"
        "1 more error and 3 more warnings and 1 more note are in the log of this step"
    )
    assert lines[30:] == [concise([ERROR]).strip()] * 5
    assert "More than" not in github([ERROR] * 10 + [WARNING] * 10)


def test_junit_has_a_suite_for_each_file() -> None:
    cases = [
        Case("a.campaign", "it \x00 works", 7, 0.25),
        Case("b.campaign", "nothing found"),
        Case("a.campaign", "it <breaks>", 9, 1.5, (ERROR, WHOLE)),
    ]
    assert junit(cases, "segue test") == """\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="segue test" tests="3" failures="1" errors="0" skipped="0" time="1.750">
  <testsuite name="a.campaign" tests="2" failures="1" errors="0" skipped="0" time="1.750">
    <testcase name="it \ufffd works" classname="a.campaign" file="a.campaign" line="7" \
time="0.250" />
    <testcase name="it &lt;breaks&gt;" classname="a.campaign" file="a.campaign" line="9" \
time="1.500">
      <failure message="`wiat` begins no line, 100%" type="unknown-line">\
shop/cart one.campaign:3:5: `wiat` begins no line, 100%
  help: did you mean `wait`?
shop/segue.toml: no column</failure>
    </testcase>
  </testsuite>
  <testsuite name="b.campaign" tests="1" failures="0" errors="0" skipped="0" time="0.000">
    <testcase name="nothing found" classname="b.campaign" file="b.campaign" time="0.000" />
  </testsuite>
</testsuites>
"""
    assert ElementTree.fromstring(junit([], "segue check")).get("tests") == "0"


def test_what_is_only_noted_has_not_failed() -> None:
    noted = replace(ERROR, level="note", title="no test goes through this", more=())
    read = ElementTree.fromstring(junit([Case("a.campaign", "coverage", notes=(noted,))], "test"))
    assert read.get("failures") == "0"
    (out,) = read.iter("system-out")
    assert out.text == "shop/cart one.campaign:3:5: no test goes through this"


def test_sarif_is_one_run_also_where_nothing_was_found() -> None:
    document = json.loads(sarif([]))
    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    assert run["results"] == [] and run["tool"]["driver"]["rules"] == []
    assert run["columnKind"] == "unicodeCodePoints"
    _fits(document)


def test_sarif_has_each_rule_once_and_a_fix_only_where_it_is_given() -> None:
    document = json.loads(sarif([ERROR, WHOLE, WARNING]))
    _fits(document)
    (run,) = document["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["E0103", "data"]
    assert run["tool"]["driver"]["rules"][0]["fullDescription"]["text"] == "Nothing is ignored."
    assert [result["ruleIndex"] for result in run["results"]] == [0, 1, 0]
    first, whole, warning = run["results"]
    where = {"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 9}
    assert first["locations"] == [{"physicalLocation": {
        "artifactLocation": {"uri": "shop/cart%20one.campaign"}, "region": where,
    }}]  # fmt: skip
    assert first["fixes"][0]["artifactChanges"][0]["replacements"] == [
        {"deletedRegion": where, "insertedContent": {"text": "wait"}},
    ]
    assert "region" not in whole["locations"][0]["physicalLocation"]
    assert "fixes" not in warning and "relatedLocations" not in warning
    elsewhere = json.loads(sarif([replace(WHOLE, place=Place("/shop/segue.toml"))]))
    location = elsewhere["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "file:///shop/segue.toml"


TEXT = {"text": str}
REGION = {"startLine": int, "startColumn": int, "endLine": int, "endColumn": int}
PLACE = {"artifactLocation": {"uri": str}, "region?": REGION}
LOCATION = {"physicalLocation": PLACE, "message?": TEXT}
REPLACEMENT = {"deletedRegion": REGION, "insertedContent?": TEXT}
CHANGE = {"artifactLocation": {"uri": str}, "replacements": [REPLACEMENT]}
RULES = {
    "id": str, "name?": str, "shortDescription?": TEXT, "fullDescription?": TEXT,
    "help?": {"text": str, "markdown?": str},
}  # fmt: skip
RESULT = {
    "ruleId": str, "ruleIndex": int, "level": ("none", "note", "warning", "error"),
    "message": TEXT, "locations": [LOCATION], "relatedLocations?": [LOCATION],
    "fixes?": [{"description": TEXT, "artifactChanges": [CHANGE]}],
}  # fmt: skip
DOCUMENT = {
    "$schema": str, "version": ("2.1.0",),
    "runs": [{
        "tool": {"driver": {"name": str, "version?": str, "rules": [RULES]}},
        "columnKind": ("utf16CodeUnits", "unicodeCodePoints"), "results": [RESULT],
    }],
}  # fmt: skip
"""What the standard says of the properties that are used: which there may be (`?`), of which type,
and which words are allowed. It allows no other ones in these objects."""


def _fits(document: object, shape: object = DOCUMENT) -> None:
    if isinstance(shape, dict):
        assert isinstance(document, dict)
        known: dict[str, Any] = {name.rstrip("?"): part for name, part in shape.items()}
        assert set(document) <= set(known)
        assert {name for name in shape if not name.endswith("?")} <= set(document)
        for name, value in document.items():
            _fits(value, known[name])
    elif isinstance(shape, list):
        assert isinstance(document, list)
        for each in document:
            _fits(each, shape[0])
    elif isinstance(shape, tuple):
        assert document in shape
    else:
        assert isinstance(shape, type) and isinstance(document, shape)
        assert shape is not int or (isinstance(document, int) and document >= 0)
