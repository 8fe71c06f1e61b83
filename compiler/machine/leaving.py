"""Who leaves because of what holds, or no longer holds, of them: `leave if`, `only while` (S18).

Looked at are only customers who are in, or may enter, at the positions at which a condition can
change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlglot import exp

from compiler.machine import watching
from compiler.machine.decisions import rows
from compiler.machine.holding import resumed_table
from compiler.machine.places import Place
from compiler.machine.records import with_record
from compiler.machine.setting import Setting, looked_at, queue
from compiler.machine.template import column, query, sql, union, with_part
from compiler.model.conditions import Condition
from compiler.sql.probe import Rows, Stored, probe

EARLIEST = "$earliest"
"""An instant before which no calendar is read."""


def positions(
    setting: Setting, places: Sequence[Place], back: Sequence[int], candidates: bool
) -> exp.Select:
    """Rows of the table `looked_at`, of those who stand at these places when the tick begins, of
    those who come back to places of these numbers, and of the `candidates`."""
    of = setting.watch
    inside: list[exp.Query] = [
        query("SELECT q.cid FROM :queue AS q WHERE q.due_at >= $prev", queue=queue(place))
        for place in places
    ]
    inside += [query("SELECT b.cid FROM :held AS b", held=resumed_table(each)) for each in back]
    if candidates:
        inside.append(query("SELECT c.cid FROM :found AS c", found=setting.candidates))
    return query(
        "SELECT p.cid, p.at, p.seq, :calendar AS calendar FROM :found AS p"
        " WHERE p.cid IN (:inside)",
        calendar=watching.calendar(of, "p"),
        found=watching.positions(of),
        inside=union(inside),
    )


def parting_on(setting: Setting, place: int) -> int | None:
    """The number of the steps that are done for who leaves by the event at that place of the
    campaign's leaves."""
    partings = enumerate(setting.machine.campaign.partings)
    return next((number for number, each in partings if place in each.leaves), None)


def _parting_if(setting: Setting) -> exp.Expr:
    """The same where the conditions `if 0`, `if 1` … of a row `p` are known: of the first that
    holds. Steps stand under none of them where it is not asked."""
    campaign, found = setting.machine.campaign, exp.Case()
    partings = {place: n for n, each in enumerate(campaign.partings) for place in each.leaves_if}
    for place in range(len(campaign.leaves_if) if partings else 0):
        number = sql("CAST(:number AS INTEGER)", number=partings.get(place))
        found = found.when(column(f"if {place}", "p"), number, copy=False)
    return found if partings else sql("CAST(NULL AS INTEGER)")


def _asked(setting: Setting) -> dict[str, Condition]:
    """The reasons to leave, and each line by itself where steps stand under one."""
    campaign = setting.machine.campaign
    if not any(each.leaves_if for each in campaign.partings):
        return campaign.ways_out
    lines = {f"if {place}": each for place, each in enumerate(campaign.leaves_if)}
    return campaign.ways_out | lines


def by_condition(setting: Setting) -> exp.Query:
    """Where the conditions of those `here` say that they leave, until they would go on: `eid`,
    `seq`, `at`, `why`, `parting`, and `turn`, behind that of events."""
    ways = setting.machine.campaign.ways_out
    pairs = query(
        'SELECT row_number() OVER () AS "row", m.at, m.seq, m.calendar FROM here AS r'
        " JOIN :looked AS m ON m.cid = r.cid AND m.at <= r.due"
        " AND (m.at > r.at OR (m.at = r.at AND m.seq > r.seq))",
        looked=looked_at(setting),
    )
    columns = [column(name, "r") for name in setting.context.columns]
    pairs.set("expressions", [*columns, *pairs.expressions])
    over = replace(
        rows(setting, "pairs"), earliest=sql(EARLIEST), calendar=True, beside=("eid", "at", "seq")
    )
    probed = probe(setting.project, _asked(setting), over, setting.tables, Stored())
    why = exp.Case()
    for reason in ways:
        why = why.when(column(reason, "p"), exp.Literal.string(reason), copy=False)
    found = query(
        "SELECT p.eid, p.seq, p.at, :why AS why, :turn AS turn, :parting AS parting"
        " FROM :probed AS p WHERE :any",
        why=why,
        turn=len(setting.machine.campaign.leaves),
        parting=_parting_if(setting),
        probed=probed,
        any=exp.or_(*(column(reason, "p") for reason in ways), copy=False),
    )
    looked = with_record(setting, pairs)
    return query("SELECT f.* FROM :found AS f", found=with_part(found, "pairs", looked))


def at_entry(setting: Setting, over: Rows) -> exp.Query:
    """Which reasons hold for the candidates of the table that `over` is of: by `row`, a column for
    each, of its name."""
    dated = query(
        "SELECT r.*, :calendar AS calendar FROM :raw AS r",
        calendar=watching.calendar(setting.watch, "r"),
        raw=over.table,
    )
    over = replace(over, table="dated", earliest=sql(EARLIEST), calendar=True)
    ways = setting.machine.campaign.ways_out
    probed = probe(setting.project, ways, over, setting.tables, Stored())
    return with_part(query("SELECT p.* FROM :probed AS p", probed=probed), "dated", dated)
