"""Which of a tick's messages pass the caps (S26).

Nothing in a journey looks at whether a message passed, so the sends of all campaigns are gathered
and folded at the end of a tick, each customer's in the order of S7. A message counts until it is
free, and only messages before it are looked at; so one that would pass even if all undecided ones
before it passed, passes, and one that is over by those that surely passed is dropped. The first
undecided one of a customer is always one or the other: each round decides at least those.

`sends` are the messages to plan, `counted` those that caps look at: `row`, `cid`, `channel`,
`at`, `turn` (the order of S7 in the whole tick), `free_<unit>`, and `passed` (NULL: undecided).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlglot import exp

from compiler.machine import clock
from compiler.machine.template import column, named, query, sql, with_part
from compiler.model.declarations import Cap
from compiler.model.project import Project
from compiler.model.windows import Duration

SENDS, TIMED, COUNTED, NAMES = "sends", "timed_sends", "counted", "names"
FREED = "freed"

LONGEST = timedelta(days=40)
"""No message counts longer, on any clock."""

UNITS = ("day", "week", "month")


def timed(project: Project) -> exp.Query:
    """The sends with the instants from which on they no longer count; unknown where no cap is."""
    numbered = query('SELECT row_number() OVER () AS "row", r.* FROM :sends AS r', sends=SENDS)
    if capped(project):
        return _freed(project, numbered)
    never = [named(sql("CAST(NULL AS TIMESTAMP)"), f"free_{unit}") for unit in UNITS]
    return query("SELECT r.* FROM :rows AS r", rows=numbered).select(*never, copy=False)


def untimed(project: Project) -> exp.Query:
    """The messages that may still count but were planned while no cap was declared, timed now."""
    rows = query(
        "SELECT m.name, m.cid, m.at, m.seq FROM message_rows AS m WHERE NOT m.service"
        " AND m.free_month IS NULL AND m.at >= $prev - INTERVAL :days DAY",
        days=LONGEST.days,
    )
    return _freed(project, rows)


def _freed(project: Project, rows: exp.Query) -> exp.Query:
    """The rows with `free_<unit>`, on the clock of the customer as of the send (S3)."""
    found: exp.Query = clock.local(project, rows)
    for unit in UNITS:
        found = clock.with_instant(found, clock.after(Duration(1, unit)), f"free_{unit}")
    return found


def capped(project: Project) -> bool:
    """Whether there is any cap."""
    return bool(project.policy.caps) or any(c.caps for c in project.channels.values())


def counted(project: Project) -> exp.Query:
    """The sends that caps look at, with what the messages of earlier ticks already count."""
    return query(
        'SELECT r."row", r.cid, r.channel, r.at, r.free_day, r.free_week, r.free_month,'
        " row_number() OVER (PARTITION BY r.cid"
        " ORDER BY r.at, r.seq, r.phase, r.rank, r.eid, r.step_order) AS turn,"
        " CAST(NULL AS BOOLEAN) AS passed FROM :timed AS r WHERE NOT r.service",
        timed=TIMED,
    )


def verdicts(project: Project) -> exp.Query:
    """What can be decided of the undecided: `row` and `passed`."""
    sums = query(
        'SELECT r."row", r.channel FROM undecided AS r'
        " LEFT JOIN before AS b ON b.cid = r.cid AND b.turn < r.turn"
        ' GROUP BY r."row", r.channel'
    )
    over: list[exp.Expr] = []
    within: list[exp.Expr] = []
    for number, (cap, channel) in enumerate(_caps(project)):
        counts = _counts(cap, channel)
        sums = sums.select(
            named(counts[0], f"sure_{number}"), named(counts[1], f"most_{number}"), copy=False
        )
        limit = exp.convert(cap.limit)
        tests = (
            sql(":n >= :limit", n=column(f"sure_{number}", "s"), limit=limit),
            sql(":n < :limit", n=column(f"most_{number}", "s"), limit=limit),
        )
        own = sql("s.channel = :channel", channel=channel) if channel else None
        over.append(tests[0] if own is None else exp.and_(own, tests[0], copy=False))
        within.append(
            tests[1]
            if own is None
            else exp.or_(exp.not_(own.copy(), copy=False), tests[1], copy=False)
        )
    found = query(
        'SELECT s."row", :within AS passed FROM sums AS s', within=exp.and_(*within, copy=False)
    )
    found = found.where(
        exp.or_(*over, exp.and_(*(each.copy() for each in within), copy=False)), copy=False
    )
    return _layered(found, sums)


def _layered(found: exp.Select, sums: exp.Select) -> exp.Select:
    undecided = query("SELECT c.* FROM :counted AS c WHERE c.passed IS NULL", counted=COUNTED)
    concerned = query(
        "SELECT c.cid, c.turn, c.at, c.channel, c.free_day, c.free_week, c.free_month,"
        " coalesce(c.passed, FALSE) AS sure FROM :counted AS c WHERE c.passed IS NOT FALSE"
        " AND c.cid IN (SELECT u.cid FROM undecided AS u)",
        counted=COUNTED,
    )
    stored = query(
        "SELECT m.cid, 0 AS turn, m.at, d.channel, m.free_day, m.free_week, m.free_month,"
        " TRUE AS sure FROM message_rows AS m JOIN decisions AS d ON d.decision = m.decision"
        " WHERE NOT m.service AND m.free_month > $prev"
        " AND m.cid IN (SELECT u.cid FROM undecided AS u)"
    )
    before = exp.union(concerned, stored, distinct=False, copy=False)
    for name, part in (("undecided", undecided), ("before", before), ("sums", sums)):
        found = with_part(found, name, part)
    return found


def _caps(project: Project) -> Sequence[tuple[Cap, str]]:
    """All caps, with the channel that each is about; the policy's are about all."""
    own = [(cap, each.name) for each in project.channels.values() for cap in each.caps]
    return [*((cap, "") for cap in project.policy.caps), *own]


def _counts(cap: Cap, channel: str) -> tuple[exp.Expr, exp.Expr]:
    """How many surely count, and how many at most."""
    still = sql(":free > r.at", free=column(f"free_{cap.unit}", "b"))
    if channel:
        still = exp.and_(still, sql("b.channel = :channel", channel=channel), copy=False)
    return (
        sql("count(*) FILTER (WHERE :still AND b.sure)", still=still),
        sql("count(*) FILTER (WHERE :still)", still=still),
    )


def planned(project: Project) -> exp.Select:
    """Journal rows of the sends: planned, or dropped by a cap."""
    return query(
        "SELECT r.at, r.seq, r.phase, r.cid, r.eid,"
        " CASE WHEN r.passed THEN r.planned ELSE r.over_cap END AS decision, '' AS cause"
        " FROM :found AS r",
        found=_with_verdict(project),
    )


def _with_verdict(project: Project) -> exp.Select:
    if not capped(project):
        return query("SELECT r.*, TRUE AS passed FROM :timed AS r", timed=TIMED)
    return query(
        "SELECT r.*, coalesce(c.passed, TRUE) AS passed FROM :timed AS r"
        ' LEFT JOIN :counted AS c ON c."row" = r."row"',
        timed=TIMED,
        counted=COUNTED,
    )


def names(project: Project) -> exp.Query:
    """The names of the messages that pass (S27), by `row`: a statement of its own, in which few
    and narrow columns go through the joins."""
    caused = query(
        "SELECT r.row, r.cid, r.planned, n.cause FROM :found AS r"
        " JOIN enrolments AS n ON n.eid = r.eid WHERE r.passed",
        found=_with_verdict(project),
    )
    keyed = query(
        "SELECT r.row, r.planned, r.cause, p.key FROM caused AS r JOIN people AS p ON p.cid = r.cid"
    )
    found = query(
        "SELECT r.row, concat(d.campaign, '/', r.key, '/', r.cause, '/', d.step) AS name"
        " FROM keyed AS r JOIN decisions AS d ON d.decision = r.planned"
    )
    return with_part(with_part(found, "caused", caused), "keyed", keyed)


def messages() -> exp.Query:
    """Rows of the store's messages."""
    return query(
        "SELECT n.name, r.eid, r.cid, r.planned AS decision, r.chain, r.at, r.seq, r.phase,"
        " r.service, r.free_day, r.free_week, r.free_month"
        " FROM :timed AS r JOIN :names AS n ON n.row = r.row",
        timed=TIMED,
        names=NAMES,
    )


EMPTY = (
    'CREATE OR REPLACE TEMP TABLE "sends" ("eid" BIGINT, "cid" BIGINT, "rank" INTEGER, '
    '"step_order" INTEGER, "at" TIMESTAMP, "seq" BIGINT, "phase" TINYINT, "channel" VARCHAR, '
    '"chain" VARCHAR, "service" BOOLEAN, "planned" INTEGER, "over_cap" INTEGER)'
)
APPLY = (
    'UPDATE "counted" SET "passed" = "v"."passed" FROM "verdicts" AS "v" '
    'WHERE "v"."row" = "counted"."row"'
)
OPEN = (
    'INSERT INTO "open_messages" ("name", "cid", "due", "at", "attempt", "detail") '
    f'SELECT n."name", r."cid", r."at", r."at", 0, \'\' FROM "{TIMED}" AS r '
    f'JOIN "{NAMES}" AS n ON n."row" = r."row"'
)
IS_UNTIMED = (
    'SELECT 1 FROM "message_rows" AS m, "progress" AS p WHERE NOT m."service" '
    f'AND m."free_month" IS NULL AND m."at" >= p."until" - INTERVAL {LONGEST.days} DAY LIMIT 1'
)
FREE = (
    'UPDATE "message_rows" AS m SET "free_day" = f."free_day", "free_week" = f."free_week", '
    '"free_month" = f."free_month" FROM "freed" AS f WHERE f."name" = m."name"'
)
UNDECIDED = 'SELECT count(*) FROM "counted" WHERE "passed" IS NULL'
