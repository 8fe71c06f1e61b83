"""Who of the candidates enters, and who is refused because they were here before (S16)."""

from __future__ import annotations

from sqlglot import exp

from compiler.machine import clock, wording
from compiler.machine.candidates import cause, own_clock
from compiler.machine.journal import entry, which
from compiler.machine.positions import ENTRIES
from compiler.machine.setting import Setting
from compiler.machine.shares import draws, held_out
from compiler.machine.template import both, column, named, query, sql, with_part
from compiler.model.entries import AgainAfter, Once, OncePer


def admitted(setting: Setting, candidates: exp.Query) -> exp.Query:
    """The candidates with `again` among the reasons in `refused`, where one look suffices."""
    again = setting.machine.campaign.again
    if isinstance(again, Once):
        return _first_only(setting, candidates, ["again_value"] if setting.by_record else [])
    if isinstance(again, OncePer):
        return _first_only(setting, candidates, ["again_value"])
    if own_clock(setting) and not setting.machine.waits_for_ends:
        return query(
            "SELECT r.* FROM :candidates AS r QUALIFY r.refused IS NOT NULL OR row_number()"
            " OVER (PARTITION BY r.cid, r.mark, r.refused IS NULL ORDER BY r.at) = 1",
            candidates=candidates,
        )
    return candidates


def _first_only(setting: Setting, candidates: exp.Query, per: list[str]) -> exp.Query:
    """Only the first ever, of all or per value."""
    known = query("SELECT r.* FROM :candidates AS r", candidates=candidates).select(
        named(exp.Exists(this=_earlier(setting, per)), "before"), copy=False
    )
    if not setting.entering:
        return _first_moment(setting, known, per)
    first = query(
        "SELECT k.cid, min(k.seq) AS seq FROM known AS k"
        " WHERE k.refused IS NULL AND NOT k.before GROUP BY k.cid"
    )
    same: list[exp.Expr] = [sql("f.cid = r.cid")]
    for name in per:
        first = first.select(column(name, "k"), copy=False).group_by(column(name, "k"), copy=False)
        one, other = column(name, "f"), column(name, "r")
        same.append(sql(":one IS NOT DISTINCT FROM :other", one=one, other=other))
    found = query(
        "SELECT r.* EXCLUDE (before, refused),"
        " CASE WHEN r.refused IS NOT NULL THEN r.refused"
        " WHEN r.before OR r.seq <> f.seq THEN 'again' END AS refused"
        " FROM known AS r LEFT JOIN :first AS f ON :same",
        first=first,
        same=both(same),
    )
    return with_part(found, "known", known)


def _first_moment(setting: Setting, known: exp.Select, per: list[str]) -> exp.Query:
    """On customers' own clocks one time of day can come twice; the cause of who enters in this
    tick is then not refused, but no candidate again."""
    ranked = query("SELECT r.* FROM :known AS r", known=known).select(
        named(_window("row_number()", per), "turn"),
        named(_window("first_value(r.mark)", per), "first_mark"),
        copy=False,
    )
    return query(
        "SELECT r.* EXCLUDE (turn, first_mark, before, refused),"
        " CASE WHEN r.refused IS NOT NULL THEN r.refused"
        " WHEN r.before OR r.turn > 1 THEN 'again' END AS refused FROM :ranked AS r"
        " WHERE r.refused IS NOT NULL OR r.before OR r.turn = 1 OR r.mark <> r.first_mark",
        ranked=ranked,
    )


def _window(function: str, per: list[str]) -> exp.Window:
    """Over the candidates of a customer who are not refused yet, in the order of position."""
    return exp.Window(
        this=sql(function),
        partition_by=[*(column(name, "r") for name in ("cid", *per)), sql("r.refused IS NULL")],
        order=exp.Order(expressions=[sql("r.at"), sql("r.seq"), sql("r.mark")]),
    )


def _earlier(setting: Setting, per: list[str]) -> exp.Select:
    """Enrolments of earlier ticks."""
    same = [sql(":a IS NOT DISTINCT FROM :b", a=column(n, "n"), b=column(n, "r")) for n in per]
    found = query(
        "SELECT 1 FROM enrolments AS n WHERE n.campaign = :campaign AND n.cid = r.cid",
        campaign=setting.machine.campaign.name,
    )
    return found.where(*same, copy=False) if same else found


def free(setting: Setting) -> exp.Query:
    """The first candidate of each customer for whom no earlier enrolment stands in the way: all
    have ended before, and the last entry is long enough ago."""
    same = "n.again_value = r.again_value" if setting.by_record else "TRUE"
    return query(
        "SELECT r.* FROM :candidates AS r WHERE r.refused IS NULL AND NOT EXISTS ("
        "SELECT 1 FROM enrolments AS n LEFT JOIN ended AS x ON x.eid = n.eid"
        " WHERE n.campaign = :campaign AND n.cid = r.cid AND :same"
        " AND (x.eid IS NULL OR n.again_at > r.at"
        " OR x.at > r.at OR (x.at = r.at AND (x.seq > r.seq OR"
        " (x.seq = r.seq AND x.phase >= :entries)))))"
        " QUALIFY row_number() OVER (PARTITION BY r.cid ORDER BY r.at, r.seq, r.mark) = 1",
        candidates=setting.candidates,
        campaign=setting.machine.campaign.name,
        same=sql(same),
        entries=ENTRIES,
    )


def before_free(setting: Setting) -> exp.Select:
    """Journal rows of the candidates who come before the one who enters, or where none does."""
    refused = query(
        "SELECT r.* FROM :candidates AS r LEFT JOIN :entrants AS n ON n.cid = r.cid"
        " WHERE r.refused IS NULL AND (n.cid IS NULL OR r.at < n.at"
        " OR (r.at = n.at AND (r.seq < n.seq OR (r.seq = n.seq AND r.mark < n.mark))))",
        candidates=setting.candidates,
        entrants=setting.entrants,
    )
    return _refusal(setting, refused, exp.Literal.string("again"))


def after_free(setting: Setting) -> exp.Select:
    """The candidates who come after the one who enters: the next to be looked at."""
    return query(
        "SELECT r.* FROM :candidates AS r JOIN :entrants AS n ON n.cid = r.cid"
        " WHERE r.refused IS NULL AND r.mark <> n.mark AND (r.at > n.at"
        " OR (r.at = n.at AND (r.seq > n.seq OR (r.seq = n.seq AND r.mark > n.mark))))",
        candidates=setting.candidates,
        entrants=setting.entrants,
    )


def doubtful(setting: Setting) -> exp.Select | None:
    """The candidates who are refused and may be none: on customers' own clocks one time of day
    can come twice, and who entered at the first is no candidate at the second (S15). None: all
    who are refused are candidates."""
    if not own_clock(setting):
        return None
    return query(
        "SELECT r.* FROM :candidates AS r WHERE r.refused IS NOT NULL",
        candidates=setting.candidates,
    )


def refusals(setting: Setting) -> exp.Select:
    """Journal rows of the candidates who are refused; of the doubtful, once all have entered."""
    if not own_clock(setting):
        found = _refusal(setting, setting.candidates, column("refused", "r"))
        return found.where(sql("r.refused IS NOT NULL"), copy=False)
    certain = query(
        "SELECT r.* FROM :refused AS r WHERE NOT EXISTS (SELECT 1 FROM enrolments AS n"
        " WHERE n.campaign = :campaign AND n.cid = r.cid AND n.cause = r.mark AND n.at < r.at)",
        refused=setting.refused,
        campaign=setting.machine.campaign.name,
    )
    return _refusal(setting, certain, column("refused", "r"))


def _refusal(setting: Setting, rows: exp.Query | str, reason: exp.Expr) -> exp.Select:
    phased = query(
        "SELECT r.*, :phase AS phase, r.mark AS cause FROM :rows AS r", rows=rows, phase=ENTRIES
    )
    return entry(setting, phased, which(setting, wording.refused(), reason), refused=True)


def entrants(setting: Setting, chosen: exp.Query) -> exp.Query:
    """Those who enter, with `eid`, `shadow` (why they are held out, or the empty text) and
    `again_at`, before which they may not enter again."""
    campaign, policy = setting.machine.campaign, setting.project.policy
    found = query(
        "SELECT $eid + row_number() OVER (ORDER BY r.at, r.seq, r.cid, r.mark) AS eid,"
        " :phase AS phase, :cause AS cause, r.* FROM :chosen AS r",
        chosen=chosen,
        phase=ENTRIES,
        cause=cause(setting),
    )
    found = found.select(
        named(held_out(campaign, policy.hold_out, setting.chance), "shadow"), copy=False
    )
    if draws(campaign, policy.hold_out, setting.chance):
        people = exp.alias_(exp.to_table("people"), "p", table=True, copy=False)
        found = found.join(people, on=sql("p.cid = r.cid"), copy=False)
    if isinstance(campaign.again, AgainAfter):
        ended = clock.wait_end(setting.project, campaign.again.duration, found)
        return query("SELECT r.*, r.due AS again_at FROM :ended AS r", ended=ended)
    return query("SELECT r.*, CAST(NULL AS TIMESTAMP) AS again_at FROM :found AS r", found=found)


def enrolments(setting: Setting) -> exp.Select:
    """Rows of the store's enrolments."""
    per = isinstance(setting.machine.campaign.again, OncePer) or setting.by_record
    return query(
        "SELECT r.eid, :campaign AS campaign, :version AS version, r.cid, r.cause, r.at, r.seq,"
        " r.entry_time AS time, r.shadow, r.again_at, :value AS again_value FROM :entrants AS r",
        value=column("again_value", "r") if per else sql("CAST(NULL AS VARCHAR)"),
        campaign=setting.machine.campaign.name,
        version=setting.machine.version,
        entrants=setting.entrants,
    )


def entered(setting: Setting) -> exp.Select:
    """Journal rows of those who enter."""
    decision = which(setting, wording.entered(setting.machine), column("shadow", "r"))
    return entry(setting, setting.entrants, decision)


def entering(setting: Setting) -> exp.Query:
    """Those who enter, as movers from the entry: the context and the position."""
    found = query("SELECT r.at, r.seq, r.phase FROM :entrants AS r", entrants=setting.entrants)
    columns = [_initial(setting, name, type) for name, type in setting.context.columns.items()]
    found.set("expressions", [*columns, *found.expressions])
    return found


def _initial(setting: Setting, name: str, type: str) -> exp.Expr:
    if name.startswith(("a_", "limit_", "next_")):
        return named(exp.cast(exp.null(), type, copy=False), name)
    initial = {
        "entry_id": "r.entry_id" if setting.by_moving else "r.mark",
        "entry_at": "r.at",
        "entry_seq": "r.seq",
        "shadow": "r.shadow <> ''",
        "anchor_at": "r.at",
        "anchor_seq": "r.seq",
    }
    return named(sql(initial[name]) if name in initial else column(name, "r"), name)


def watched(setting: Setting) -> exp.Select:
    """Rows of the table of enrolments whose goals are looked for."""
    found = query("SELECT 1 FROM :entrants AS r", entrants=setting.entrants)
    renamed = {"entry_at": "at", "entry_seq": "seq"}
    columns = [named(column(renamed.get(name, name), "r"), name) for name in setting.goal_columns()]
    found.set("expressions", columns)
    return found
