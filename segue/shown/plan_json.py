"""A plan as one JSON document, for programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from compiler.changes import Change
from runtime.applying.applied import Application
from runtime.reviewing.expected import Expected, Sent
from runtime.reviewing.inside import Applying
from runtime.reviewing.plan import Plan


def as_json(plan: Plan) -> str:
    """Instants in UTC; costs as text, exactly."""
    document = {
        "version": 1,
        "against": _against(plan),
        "level": plan.level,
        "changes": [_change(each) for each in plan.changes],
        "audiences": [
            {**asdict(each), "subject": asdict(each.subject)} for each in plan.audiences
        ],
        "expected": _expected(plan.expected) if plan.expected else None,
        "apply": _applying(plan.applying) if plan.applying else None,
        "week": {
            name: {"most": each.most, "wanted": each.wanted, "service": each.service}
            for name, each in zip(("before", "today"), plan.pressures, strict=True)
        },
        "notes": list(plan.notes),
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _against(plan: Plan) -> dict[str, Any]:
    by = plan.against.by
    if isinstance(by, Application):
        return {"store": by.program, "by": by.by, "commit": by.commit}
    return {"commit": by.commit, "revision": by.said}


def _change(change: Change) -> dict[str, Any]:
    return {
        "level": change.level,
        "subject": asdict(change.subject),
        "what": change.what,
        "before": asdict(change.before) if change.before else None,
        "after": asdict(change.after) if change.after else None,
        "campaigns": [
            {"campaign": name, "through": list(through)} for name, through in change.campaigns
        ],
    }


def _expected(expected: Expected) -> dict[str, Any]:
    return {
        "from": _written(expected.since),
        "until": _written(expected.until),
        "campaigns": [
            {"campaign": name, "before": _sent(before), "today": _sent(today)}
            for name, before, today in expected.campaigns
        ],
    }


def _sent(sent: Sent) -> dict[str, Any]:
    return {"entries": sent.entries, "messages": dict(sent.messages), "cost": str(sent.cost)}


def _applying(applying: Applying) -> dict[str, Any]:
    return {
        "refused": applying.refused or None,
        "steps": [{"does": type(each).__name__.lower(), **asdict(each)} for each in applying.steps],
        "inside": [asdict(each) for each in applying.places],
    }


def _written(instant: datetime) -> str:
    return instant.isoformat().replace("+00:00", "Z")
