"""What a hook is told of a call: the customer as they stood at the step, and their entry."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal

from compiler.model.hooks import Hook
from compiler.model.values import Plain
from runtime.dispatch.loading import Case

Told = Mapping[str, object]


def body(hook: Hook, case: Case) -> str:
    """The JSON of a call, the same at every attempt. Numbers are written as exactly as they are
    known, times in UTC; what is unknown is null."""
    planned = case.state.planned
    customer = {name: case.seen.get(name) for name in hook.fields}
    told: dict[str, object] = {
        "campaign": planned.campaign,
        "step": planned.step,
        "customer": {"key": case.person.key, **customer},
    }
    if hook.entry:
        told["entry"] = {name: _of_entry(case, name) for name in hook.entry}
    return _written({"type": hook.name, "timestamp": planned.at, "data": told})


def _of_entry(case: Case, name: str) -> Plain | None:
    if name == "time" and "time" not in case.entry:
        return case.entry_time
    return case.entry.get(name)


def _written(value: object) -> str:
    if isinstance(value, dict):
        parts = (f"{json.dumps(name)}: {_written(each)}" for name, each in value.items())
        return f"{{{', '.join(parts)}}}"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_written, value))}]"
    if isinstance(value, Decimal):
        return f"{value.normalize() + 0:f}"
    if isinstance(value, datetime):
        return json.dumps(value.astimezone(UTC).isoformat().replace("+00:00", "Z"))
    if value is None or isinstance(value, bool | int | str):
        return json.dumps(value, ensure_ascii=False)
    return json.dumps(str(value))
