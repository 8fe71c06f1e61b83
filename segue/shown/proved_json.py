"""The tests of campaigns as one JSON document, for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from segue.shown.proved import unmet

if TYPE_CHECKING:
    from compiler.model.tests import Test
    from dsl.source import Source
    from runtime.testing.coverage import Covered
    from runtime.testing.together import Proved


def as_json(
    done: Sequence[tuple[Test, Proved]], found: Sequence[Covered] | None, least: float | None,
    sources: Mapping[str, Source],
) -> str:  # fmt: skip
    """Every test with what was not met; `coverage` where it was asked for, shares from 0 to 1."""
    document: dict[str, Any] = {
        "version": 1,
        "tests": [_test(test, proved, sources) for test, proved in done],
    }
    if found is not None:
        document["coverage"] = _coverage(found, least)
    return json.dumps(document, ensure_ascii=False, indent=2)


def _test(test: Test, proved: Proved, sources: Mapping[str, Source]) -> dict[str, Any]:
    return {
        "name": test.name,
        "path": test.span.path,
        "line": sources[test.span.path].place(test.span.start)[0],
        "passed": proved.met,
        "seconds": round(proved.seconds, 3),
        "unmet": [
            {
                "line": sources[outcome.expectation.span.path].place(
                    outcome.expectation.span.start)[0],
                "executor": where.removeprefix(", on the ").removesuffix(" alone") or None,
                "instead": list(outcome.instead),
            }
            for where, outcomes in unmet(proved) for outcome in outcomes
        ],
    }  # fmt: skip


def _coverage(found: Sequence[Covered], least: float | None) -> dict[str, Any]:
    from runtime.testing.coverage import share

    return {
        "share": round(share(found), 4),
        "threshold": least,
        "campaigns": [
            {
                "campaign": each.campaign, "path": each.path, "share": round(share([each]), 4),
                "parts": len(each.parts),
                "missed": [
                    {"kind": part.kind, "line": part.line, "what": part.what}
                    for part in each.missed
                ],
            }
            for each in found
        ],
    }  # fmt: skip
