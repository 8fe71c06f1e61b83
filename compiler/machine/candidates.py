"""Who may enter in a tick, and why others may not (S14 to S18, S22).

A candidate has `cid`, the position (`at`, `seq`), `entry_time`, `mark` (the event's id, or the
cause of another entry), the entry's fields that the campaign looks at, and `refused`: NULL, or the
first reason against it but for `again`.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from sqlglot import exp

from compiler.machine import clock
from compiler.machine.becoming import by_moving
from compiler.machine.context import entry_columns, looks_at_own_messages
from compiler.machine.dates import by_date
from compiler.machine.leaving import at_entry
from compiler.machine.matching import (
    conditions,
    event_field,
    known_at_event,
    where,
    with_customer,
)
from compiler.machine.positions import TIMER, arrived_now, event_seen
from compiler.machine.setting import Setting
from compiler.machine.template import both, column, named, query, sql, union, with_part
from compiler.model.campaigns import LEFT_IF, ONLY_WHILE
from compiler.model.conditions import Condition, InSegment
from compiler.model.entries import Dated, Every, OncePer, OnDate, OnEvent, OnMove, Schedule
from compiler.model.occurring import Occurring
from compiler.model.values import Type
from compiler.sql.build import instant
from compiler.sql.probe import Rows, Stored, probe

MOMENTS = "moments"
"""The temporary table of a schedule's instants in this tick: `zone` (NULL: for all), `at`,
`cause`, `day`."""


def entry_fields(setting: Setting) -> dict[str, str]:
    """The entry's fields that anything in the campaign looks at, with their columns."""
    if setting.by_record:
        return setting.record_fields
    return entry_columns([setting.machine.campaign]) if setting.entering else {}


def named_candidates(setting: Setting) -> bool:
    """Whether something is about the enrolment's own messages, so that its name is needed."""
    return looks_at_own_messages([setting.machine.campaign])


def cause(setting: Setting) -> exp.Expr:
    """The cause of a candidate `r` (S15): the event's kind and id, or what its mark says."""
    if not setting.entering:
        return column("mark", "r")
    (kind, *more) = setting.entering
    if more:
        return sql("concat(r.entry_kind, ' ', r.mark)")
    return sql("concat(:kind, ' ', r.mark)", kind=kind)


class Guarded(Enum):
    """Whom a broken guard refuses in a tick: nobody, all but the events at the tick's very
    beginning (a snapshot is no event's), or all."""

    NOBODY = auto()
    LATER = auto()
    ALL = auto()


def candidates(
    setting: Setting, shut: str = "", guarded: Guarded = Guarded.NOBODY
) -> exp.Query:
    """All candidates of the tick, refused ones too; who fails `where` or `only if`, or is not in
    a schedule's segment, is none. `shut`: why the campaign lets nobody in, if it does not; then
    `only if` is not asked."""
    entry = setting.machine.campaign.entry
    raw: exp.Query
    if isinstance(entry, OnEvent):
        raw = union([_by_event(setting, on) for on in entry.on.each])
    elif isinstance(entry, OnMove):
        raw = by_moving(setting, entry, moments_table(setting))
    else:
        raw = _by_schedule(setting)
    if shut:
        return _shut_out(setting, raw, shut)
    return _judged(setting, _named(setting, raw), guarded)


def moments_table(setting: Setting) -> str:
    """The temporary table of the tick's instants (`MOMENTS`) of this campaign."""
    return f"{MOMENTS}_{setting.machine.entry.number}"


def _named(setting: Setting, raw: exp.Query) -> exp.Query:
    """With the name that the enrolment would have (S15)."""
    if not named_candidates(setting):
        return raw
    return query(
        "SELECT r.*, concat(:campaign, '/', p.key, '/', :cause) AS name"
        " FROM :raw AS r JOIN people AS p ON p.cid = r.cid",
        raw=raw,
        cause=cause(setting),
        campaign=setting.machine.campaign.name,
    )


def _by_event(setting: Setting, on: Occurring) -> exp.Select:
    """The new events of an entering kind, of customers."""
    event = on.event
    found = query(
        'SELECT e.seq AS "row", e.cid, e.arrival AS at, e.seq, e.time AS entry_time,'
        " e.id AS mark FROM :event AS e JOIN customers AS k ON :known WHERE :now",
        event=f"event_{event}",
        known=known_at_event(),
        now=arrived_now(),
    )
    for name, held in entry_fields(setting).items():
        found = found.select(named(event_field(setting, event, name), held), copy=False)
    again = setting.machine.campaign.again
    if isinstance(again, OncePer):
        value = exp.cast(event_field(setting, event, again.field), "VARCHAR", copy=False)
        found = found.select(named(value, "again_value"), copy=False)
    if setting.by_kinds:
        found = found.select(named(exp.Literal.string(event), "entry_kind"), copy=False)
    for filtered in where(setting, on, {}):
        found = found.where(filtered, copy=False)
    return found


def _by_schedule(setting: Setting) -> exp.Select:
    """Everybody at every instant of the schedule that is one for them. One cause enrols once, also
    where a customer's clock makes its time of day come twice."""
    entry, moments = setting.machine.campaign.entry, moments_table(setting)
    due = _of_everybody(setting, moments)
    if isinstance(entry, OnDate):
        due = by_date(setting, entry, moments)
    found = query(
        'SELECT row_number() OVER () AS "row", k.cid, k.at, CAST(:timer AS BIGINT) AS seq,'
        " k.at AS entry_time, k.mark FROM :due AS k",
        timer=TIMER,
        due=due,
    )
    if setting.by_record:
        told = ["record", *setting.record_fields.values()]
        found = found.select(*(column(name, "k") for name in told), copy=False)
        found = found.select(named(column("record", "k"), "again_value"), copy=False)
    if own_clock(setting):
        anew = sql(
            "NOT EXISTS (SELECT 1 FROM enrolments AS n WHERE n.campaign = :campaign"
            " AND n.cid = k.cid AND n.cause = k.mark)",
            campaign=setting.machine.campaign.name,
        )
        found = found.where(anew, copy=False)
    return found


def _of_everybody(setting: Setting, moments: str) -> exp.Select:
    found = query(
        "SELECT k.cid, m.at, m.cause AS mark"
        " FROM :moments AS m JOIN customers AS k ON k.since <= m.at AND k.until > m.at",
        moments=moments,
    )
    if own_clock(setting):
        zone = clock.own_zone(setting.project, "k")
        found = found.where(sql("m.zone = :zone", zone=zone), copy=False)
    return found


def own_clock(setting: Setting) -> bool:
    """Whether the schedule's instants are those of each customer's own clock."""
    entry = setting.machine.campaign.entry
    timezone = setting.project.customers.of_type(Type.TIMEZONE)
    if isinstance(entry, OnDate):
        return entry.around.zone is None and timezone is not None
    return isinstance(entry, Every) and entry.zone is None and timezone is not None


def _judged(setting: Setting, raw: exp.Query, guarded: Guarded) -> exp.Query:
    """The candidates with `refused`."""
    campaign = setting.machine.campaign
    found = with_part(query("SELECT r.* FROM raw AS r"), "raw", raw)
    wanted: dict[str, Condition] = {}
    if isinstance(campaign.entry, Dated) and campaign.entry.segment is not None:
        wanted["member"] = InSegment(campaign.entry.segment)
    if campaign.only_if is not None:
        wanted["only_if"] = campaign.only_if
    if wanted:
        found = _with_probe(setting, found, wanted, guarded)
    if campaign.ways_out:
        found = _with_ways_out(setting, found, guarded)
    leaving = not isinstance(campaign.entry, Schedule) and campaign.leaves
    if leaving:
        found = with_part(found, "leaving", _left_before(setting)).join(
            exp.to_table("leaving"), on=sql('leaving."row" = r."row"'), join_type="left", copy=False
        )
    return found.select(named(_refused(setting, bool(leaving), guarded), "refused"), copy=False)


def _shut_out(setting: Setting, raw: exp.Query, shut: str) -> exp.Query:
    """All candidates with `refused`, of a campaign that is paused or stopped."""
    found = with_part(query("SELECT r.* FROM raw AS r"), "raw", _named(setting, raw))
    entry = setting.machine.campaign.entry
    if isinstance(entry, Dated) and entry.segment is not None:
        member: dict[str, Condition] = {"member": InSegment(entry.segment)}
        found = _with_probe(setting, found, member, Guarded.NOBODY)
    outside = exp.Case()
    for test in _outside(setting):
        outside = outside.when(test, exp.Literal.string("outside runs"), copy=False)
    reason = exp.Literal.string(shut)
    refused = outside.else_(reason, copy=False) if outside.args.get("ifs") else reason
    return found.select(named(refused, "refused"), copy=False)


def _over(setting: Setting) -> Rows:
    """The raw candidates, as a probe takes them."""
    return Rows(
        table="raw",
        entry={name: column(held) for name, held in entry_fields(setting).items()},
        entry_time=column("entry_time"),
        enrolment=column("name") if named_candidates(setting) else None,
    )


def _with_probe(
    setting: Setting, found: exp.Select, wanted: dict[str, Condition], guarded: Guarded
) -> exp.Select:
    """Who is not in the segment is no candidate; who fails `only if` only where nothing before it
    refuses."""
    probed = probe(setting.project, wanted, _over(setting), setting.tables, Stored())
    found = with_part(found, "probed", probed).join(
        exp.to_table("probed"), on=sql('probed."row" = r."row"'), copy=False
    )
    if "member" in wanted:
        found = found.where(sql("probed.member"), copy=False)
    if "only_if" not in wanted:
        return found
    return _only(setting, found, sql("probed.only_if"), guarded)


def _only(
    setting: Setting, found: exp.Select, held: exp.Expr, guarded: Guarded
) -> exp.Select:
    """Without those for whom it is not so, where nothing before it refuses them."""
    early = (test for test, _ in _early(setting, guarded))
    return found.where(exp.or_(held, *early, copy=False), copy=False)


def _with_ways_out(setting: Setting, found: exp.Select, guarded: Guarded) -> exp.Select:
    """`ways`: which of the conditions that take out hold already."""
    found = with_part(found, "ways", at_entry(setting, _over(setting))).join(
        exp.to_table("ways"), on=sql('ways."row" = r."row"'), copy=False
    )
    if setting.machine.campaign.only_while is None:
        return found
    return _only(setting, found, exp.not_(column(ONLY_WHILE, "ways"), copy=False), guarded)


def _early(setting: Setting, guarded: Guarded) -> list[tuple[exp.Expr, str]]:
    """The reasons against an entry that come before `only if`."""
    campaign = setting.machine.campaign
    found: list[tuple[exp.Expr, str]] = []
    if outside := _outside(setting):
        found.append((exp.or_(*outside, copy=False), "outside runs"))
    if guarded is not Guarded.NOBODY:
        events = sql("NOT (r.at = $prev AND r.seq <> :timer)", timer=TIMER)
        found.append((exp.true() if guarded is Guarded.ALL else events, "guard"))
    if not isinstance(campaign.entry, Schedule):
        late = sql("r.at > r.entry_time + :late", late=clock.exact(campaign.late))
        found.append((late, "late"))
    return found


def _outside(setting: Setting) -> list[exp.Expr]:
    """Tests whether the campaign does not run at a candidate's instant (S22)."""
    campaign, found = setting.machine.campaign, []
    if campaign.runs_from is not None:
        found.append(sql("r.at < :start", start=instant(campaign.runs_from)))
    if campaign.runs_until is not None:
        found.append(sql("r.at >= :end", end=instant(campaign.runs_until)))
    return found


def _left_before(setting: Setting) -> exp.Query:
    """The candidates after whom, by time, an event that takes out has already arrived. Who is not
    late entered at most that long ago, and only later events count."""
    held = entry_fields(setting)
    id = "entry_id" if setting.by_moving else "mark"
    parts: Sequence[exp.Select] = [
        with_customer(
            query(
                'SELECT r."row" FROM raw AS r JOIN :event AS e ON e.cid = r.cid'
                " WHERE e.time >= $prev - :late AND :seen AND :conditions",
                event=f"event_{on.event}",
                late=clock.exact(setting.machine.campaign.late),
                seen=event_seen("e", "r"),
                conditions=both(conditions(setting, on, held, id)),
            ),
            on,
        )
        for on in setting.machine.campaign.leaves
    ]
    return query('SELECT DISTINCT l."row" FROM :parts AS l', parts=union(parts))


def _refused(setting: Setting, leaving: bool, guarded: Guarded) -> exp.Expr:
    cases = exp.Case()
    for test, reason in _early(setting, guarded):
        cases = cases.when(test, exp.Literal.string(reason), copy=False)
    out: list[exp.Expr] = [sql('leaving."row" IS NOT NULL')] if leaving else []
    if setting.machine.campaign.leaves_if:
        out.append(column(LEFT_IF, "ways"))
    if out:
        before = exp.or_(*out, copy=False)
        cases = cases.when(before, exp.Literal.string("left before"), copy=False)
    return cases if cases.args.get("ifs") else sql("CAST(NULL AS VARCHAR)")
