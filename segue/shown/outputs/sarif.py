"""SARIF 2.1.0 (OASIS, 2020): what code scanning and editors read of findings."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any
from urllib.parse import quote

from segue.shown.outputs.note import Fix, Note, Place, Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif(notes: Iterable[Note]) -> str:
    """One run; its `results` are there also where nothing was found, which says that it was
    looked. Columns count characters."""
    every = list(notes)
    rules = list({note.rule.code: note.rule for note in every}.values())
    document = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "segue", **_version(), "rules": [_rule(each) for each in rules],
            }},
            "columnKind": "unicodeCodePoints",
            "results": [_result(note, rules) for note in every],
        }],
    }  # fmt: skip
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _version() -> dict[str, str]:
    try:
        return {"version": version("segue")}
    except PackageNotFoundError:
        return {}


def _rule(rule: Rule) -> dict[str, Any]:
    found: dict[str, Any] = {"id": rule.code, "name": rule.name}
    if rule.why:
        found["shortDescription"] = {"text": rule.name.replace("-", " ")}
        found["fullDescription"] = {"text": rule.why}
        found["help"] = _help(rule)
    return found


def _help(rule: Rule) -> dict[str, str]:
    if not rule.bad:
        return {"text": rule.why}
    bad, good = rule.bad.strip("\n"), rule.good.strip("\n")
    return {
        "text": f"{rule.why}\n\nWrong:\n{bad}\n\nRight:\n{good}",
        "markdown": f"{rule.why}\n\nWrong:\n\n```\n{bad}\n```\n\nRight:\n\n```\n{good}\n```",
    }


def _result(note: Note, rules: Sequence[Rule]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "ruleId": note.rule.code,
        "ruleIndex": [rule.code for rule in rules].index(note.rule.code),
        "level": note.level,
        "message": {"text": "\n".join([note.title, *note.more])},
        "locations": [_location(note.place)],
    }
    if note.also:
        found["relatedLocations"] = [
            {**_location(place), "message": {"text": words}} if words else _location(place)
            for place, words in note.also
        ]
    if note.fix is not None:
        found["fixes"] = [_fix(note.fix)]
    return found


def _location(place: Place) -> dict[str, Any]:
    found: dict[str, Any] = {"artifactLocation": _artifact(place)}
    if place.line:
        found["region"] = _region(place)
    return {"physicalLocation": found}


def _artifact(place: Place) -> dict[str, str]:
    return {"uri": f"file://{quote(place.path)}" if place.path[:1] == "/" else quote(place.path)}


def _region(place: Place) -> dict[str, int]:
    return {
        "startLine": place.line, "startColumn": place.column,
        "endLine": place.end_line, "endColumn": place.end_column,
    }  # fmt: skip


def _fix(fix: Fix) -> dict[str, Any]:
    return {
        "description": {"text": "what `segue fix` writes"},
        "artifactChanges": [{
            "artifactLocation": _artifact(fix.place),
            "replacements": [{
                "deletedRegion": _region(fix.place), "insertedContent": {"text": fix.text},
            }],
        }],
    }  # fmt: skip
