"""What is decided in a move: branches, arms, channels and quiet time, each as of the mover's own
position, as columns beside the movers.

`d<order>` is the way of an `if` (its branches in order, then `else`) or of a split; `c<order>`
the channel of a send, NULL where none reaches, and `w<order>` why none does (for sends that are
alike only those of the first). At a send that can
meet quiet time, `quiet_end` is until when, and `quiet_drop` whether the message is dropped.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from compiler.machine import clock
from compiler.machine.guards import decision
from compiler.machine.places import Branching, Place, Sending, Sort
from compiler.machine.positions import version_seen
from compiler.machine.quiet import WEEK_TIME, drops, quiet_end, quiet_items
from compiler.machine.reach import (
    consents,
    customer_columns,
    unsubscribings,
    why_not,
)
from compiler.machine.setting import Setting
from compiler.machine.shares import Chance, arm_of, forced, unit
from compiler.machine.template import column, field, named, own, query, sql, with_part
from compiler.model.campaigns import If, Send, Split
from compiler.model.conditions import Condition
from compiler.model.declarations import Channel, Quiet
from compiler.sql.probe import Rows, Stored, probe


def decided(
    setting: Setting, place: Place, movers: exp.Query, unsubscribing: bool = True
) -> exp.Query:
    """The movers with all decisions of the place's move. `unsubscribing`: whether anybody ever
    unsubscribed."""
    branchings = [each.step for each in place.move if isinstance(each, Branching)]
    sends = [each.step for each in place.move if isinstance(each, Sending)]
    splits = [step for step in branchings if isinstance(step, Split)]
    found = query('SELECT r.*, r.eid AS "row" FROM :movers AS r', movers=movers)
    found = _with_units(setting, found, splits)
    found = with_part(query("SELECT r.* FROM movers AS r"), "movers", found)
    found = _with_conditions(setting, found, [s for s in branchings if isinstance(s, If)])
    found = _with_arms(found, splits, setting.chance)
    return _with_sends(setting, place, found, sends, unsubscribing)


def _with_conditions(setting: Setting, found: exp.Select, steps: Sequence[If]) -> exp.Select:
    wanted: dict[str, Condition] = {
        f"b{step.order}_{way}": branch.condition
        for step in steps
        for way, branch in enumerate(step.branches)
    }
    if not wanted:
        return found
    probed = probe(setting.project, wanted, rows(setting, "movers"), setting.tables, Stored())
    found = with_part(found, "probed", probed).join(
        exp.to_table("probed"), on=sql('probed."row" = r."row"'), copy=False
    )
    for step in steps:
        way_of = exp.Case()
        for way in range(len(step.branches)):
            way_of = way_of.when(
                column(f"b{step.order}_{way}", "probed"), exp.convert(way), copy=False
            )
        otherwise = exp.convert(len(step.branches))
        found = found.select(
            named(way_of.else_(otherwise, copy=False), decision(step.order).name), copy=False
        )
    return found


def rows(setting: Setting, table: str) -> Rows:
    """The rows of a table with the machine's context, as a probe takes them."""
    carried = setting.context
    return Rows(
        table=table,
        entry={name: column(held) for name, held in carried.entry.items()},
        entry_time=column("entry_time"),
        answers={key: column(held) for key, held in carried.answers.items()},
        enrolment=column("name") if carried.has("name") else None,
    )


def _with_units(setting: Setting, movers: exp.Select, steps: Sequence[Split]) -> exp.Select:
    """Each customer's unit is computed once, in the innermost query."""
    if not steps:
        return movers
    name, chance = setting.machine.campaign.name, setting.chance
    people = exp.alias_(exp.to_table("people"), "p", table=True, copy=False)
    found = movers.join(people, on=sql("p.cid = r.cid"), copy=False)
    for step in steps:
        drawn = named(unit(chance.salt, name, step.name), f"u{step.order}")
        found = found.select(drawn, copy=False)
        if chance.forcing:
            arm = named(forced(name, step.name), f"f{step.order}")
            found = found.select(arm, copy=False)
    return found


def _with_arms(found: exp.Select, steps: Sequence[Split], chance: Chance) -> exp.Select:
    for step in steps:
        way = named(arm_of(step, chance), decision(step.order).name)
        found = found.select(way, copy=False)
    return found


def _with_sends(
    setting: Setting, place: Place, found: exp.Select, sends: Sequence[Send], unsubscribing: bool
) -> exp.Query:
    if not sends:
        return found
    project = setting.project
    names = dict.fromkeys(name for step in sends for name in step.channels)
    channels = [project.channels[name] for name in names]
    found = _with_customer(setting, found, channels, place.sort is Sort.SEND)
    if unsubscribing:
        found = _with_unsubscribing(found, channels)
    reached = query("SELECT r.* FROM :found AS r", found=found)
    for step in sends:
        if setting.alike(place, step) is step:
            reached = _with_channel(setting, reached, step, unsubscribing)
    return _with_quiet(setting, reached, sends[0]) if place.sort is Sort.SEND else reached


def _with_customer(
    setting: Setting, found: exp.Select, channels: Sequence[Channel], zone: bool
) -> exp.Select:
    """Addresses and consents as of the position, and the customer's clock where it is needed."""
    columns: list[exp.Expr] = [field(name, "c") for name in customer_columns(channels)]
    if zone:
        columns.append(named(clock.own_zone(setting.project, "c"), "zone"))
    customers = exp.alias_(exp.to_table("customers"), "c", table=True, copy=False)
    return found.select(*columns, copy=False).join(
        customers, on=version_seen("c", "r"), join_type="left", copy=False
    )


def _with_unsubscribing(found: exp.Select, channels: Sequence[Channel]) -> exp.Select:
    parts = {"unsubscribing": unsubscribings("movers", channels)}
    names = {f"off_{channel.name}": "unsubscribing" for channel in channels}
    wanted = list(dict.fromkeys(c.consent for c in channels if c.consent is not None))
    if wanted:
        parts["consenting"] = consents("movers", wanted)
        names |= {f"on_{consent}": "consenting" for consent in wanted}
    for name, part in parts.items():
        found = with_part(found, name, part)
        on = sql(":eid = r.eid", eid=column("eid", name))
        table = exp.Table(this=exp.to_identifier(name, quoted=True))
        found = found.join(table, on=on, join_type="left", copy=False)
    return found.select(*(column(name, table) for name, table in names.items()), copy=False)


def _with_channel(
    setting: Setting, found: exp.Select, step: Send, unsubscribing: bool
) -> exp.Select:
    """The first channel of the chain that reaches, else why none of them does."""
    service = setting.project.messages[step.message].service
    whys = {
        name: why_not(setting.project.channels[name], service, unsubscribing, "r")
        for name in step.channels
    }
    first = exp.Case()
    for name, why in whys.items():
        first = first.when(sql(":why IS NULL", why=why), exp.Literal.string(name), copy=False)
    words: list[exp.Expr] = []
    for name, why in whys.items():
        words += [exp.Literal.string(f"{', ' if words else ''}{name} "), own(why)]
    return found.select(
        named(first, f"c{step.order}"),
        named(exp.Anonymous(this="concat", expressions=words), f"w{step.order}"),
        copy=False,
    )


def _with_quiet(setting: Setting, found: exp.Query, step: Send) -> exp.Query:
    """Until when it is quiet for the chosen channel; not at all where a clock that was turned
    back reads an end that is past (S25)."""
    service = setting.project.messages[step.message].service
    timed = clock.with_column(clock.with_civil(found), sql(WEEK_TIME), "week_time")
    alike: dict[tuple[Quiet, ...], list[str]] = {}
    for name in step.channels:
        items = quiet_items(setting.project.policy, setting.project.channels[name], service)
        alike.setdefault(items, []).append(name)
    end, drop = exp.Case(), exp.Case()
    for items, names in alike.items():
        among = [exp.Literal.string(name) for name in names]
        chosen = sql(":c IN (:names)", c=column(f"c{step.order}", "r"), names=among)
        end = end.when(chosen, quiet_end(items), copy=False)
        drop = drop.when(chosen.copy(), drops(items), copy=False)
    clocked = clock.with_column(timed, end, "quiet_civil")
    clocked = clock.with_column(clocked, drop.else_(exp.false(), copy=False), "quiet_drops")
    known = clock.with_instant(clocked, column("quiet_civil", "r"), "quiet_until")
    return query(
        "SELECT r.*, CASE WHEN r.quiet_until > r.at AND NOT r.quiet_drops THEN r.quiet_until END"
        " AS quiet_end, coalesce(r.quiet_until > r.at AND r.quiet_drops, FALSE) AS quiet_drop"
        " FROM :known AS r",
        known=known,
    )
