"""When and for what those who entered by an earlier text may enter again, by today's (S16)."""

from __future__ import annotations

import hashlib
import json

from sqlglot import exp

from compiler.codec import plain
from compiler.machine import clock
from compiler.machine.matching import event_field
from compiler.machine.setting import Setting
from compiler.machine.template import query, union
from compiler.model.campaigns import Campaign
from compiler.model.entries import AgainAfter, OncePer


def meaning(campaign: Campaign) -> str:
    """A hash of what decides it."""
    document = [plain(campaign.again), plain(campaign.entry)]
    return hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()


def restated(setting: Setting) -> exp.Query:
    """The campaign's enrolments (`eid`) with `again_at` and `again_value`, as today's entry would
    have them. `near` has all rows of the zones."""
    again = setting.machine.campaign.again
    entered = query(
        "SELECT n.eid, n.cid, n.at, n.seq, n.again_value FROM enrolments AS n"
        " WHERE n.campaign = :campaign",
        campaign=setting.machine.campaign.name,
    )
    if isinstance(again, AgainAfter):
        ended = clock.wait_end(setting.project, again.duration, entered)
        return query(
            "SELECT r.eid, r.due AS again_at, r.again_value FROM :ended AS r", ended=ended
        )
    if isinstance(again, OncePer):
        return _valued(setting, again, entered)
    return query(
        "SELECT r.eid, CAST(NULL AS TIMESTAMP) AS again_at, r.again_value FROM :entered AS r",
        entered=entered,
    )


def _valued(setting: Setting, again: OncePer, entered: exp.Query) -> exp.Query:
    """The value is that of the entering event, where it was of one of today's kinds."""
    kinds = [_value(setting, kind, again.field) for kind in setting.entering or ()]
    return query(
        "SELECT r.eid, CAST(NULL AS TIMESTAMP) AS again_at, v.again_value"
        " FROM :entered AS r LEFT JOIN :events AS v ON v.cid = r.cid AND v.seq = r.seq",
        entered=entered,
        events=union(kinds),
    )


def _value(setting: Setting, kind: str, field: str) -> exp.Select:
    value = exp.cast(event_field(setting, kind, field), "VARCHAR", copy=False)
    return query(
        "SELECT e.cid, e.seq, :value AS again_value FROM :event AS e",
        event=f"event_{kind}",
        value=value,
    )
