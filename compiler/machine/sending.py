"""What is decided at the sends of a move: the channel that reaches (S24), and quiet time (S25)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from compiler.machine import clock
from compiler.machine.bounds import still
from compiler.machine.given import keeping, kept
from compiler.machine.guards import condition, decision
from compiler.machine.holding import ACTS
from compiler.machine.keeping import held
from compiler.machine.places import Branching, Keeping, Place, Sort
from compiler.machine.positions import version_seen
from compiler.machine.quiet import is_quiet, quieted
from compiler.machine.reach import (
    CONSENTING,
    UNSUBSCRIBING,
    consents,
    unsubscribings,
    why_not,
)
from compiler.machine.setting import Setting
from compiler.machine.template import both, column, named, own, query, sql, with_part
from compiler.model.declarations import Channel
from compiler.model.staff import AtEntry, Recipient
from compiler.model.steps import Listening, Send


def with_sends(
    setting: Setting,
    place: Place,
    found: exp.Select,
    sends: Sequence[Send],
    unsubscribing: bool,
    skipping: bool,
) -> exp.Query:
    """The movers of a place with the decisions of the sends in its move. `skipping`: a message
    that is overdue does not wait for the end of quiet time."""
    told = [step for step in sends if setting.alike(place, step) is step]
    found = _with_reach(setting, place, found, told, unsubscribing)
    narrow = _narrow(setting, place)
    chosen = {name: each for step in told for name, each in _chosen(setting, step).items()}
    reached = query("SELECT 1 FROM :found AS r", found=found)
    columns = [*narrow, *(named(each, name) for name, each in chosen.items())]
    if place.sort not in (Sort.SEND, Sort.PARTING):
        return _listing(reached, columns)
    inner = _listing(reached, [*columns, column("zone", "r")])
    known = [*narrow, *(column(name, "r") for name in chosen)]
    if place.sort is Sort.PARTING:
        return _with_hushed(setting, inner, known, told)
    return _with_quiet(setting, place, inner, known, told[0], skipping)


def _with_reach(
    setting: Setting, place: Place, found: exp.Select, told: Sequence[Send], unsubscribing: bool
) -> exp.Select:
    """Why each channel of the chains does not reach the customer, each worked out once."""
    found = _with_customer(setting, found, place.sort in (Sort.SEND, Sort.PARTING))
    ways = dict.fromkeys(
        (name, _service(setting, step))
        for step in told if step.to is None for name in step.channels
    )  # fmt: skip
    channels = setting.project.channels
    if unsubscribing:
        names = dict.fromkeys(name for name, _ in ways)
        found = _with_unsubscribing(found, [channels[name] for name in names])
    whys = [
        named(why_not(channels[name], service, unsubscribing), _why(name, service))
        for name, service in ways
    ]
    return found.select(*whys, copy=False)


def _listing(found: exp.Select, columns: Sequence[exp.Expr]) -> exp.Select:
    found.set("expressions", [own(each) for each in columns])
    return found


def _narrow(setting: Setting, place: Place) -> list[exp.Expr]:
    """What the journal and later places look at of those who move: their context, position and
    decisions. Narrow rows are quick to plan and to write."""
    orders = [each.step.order for each in place.move if isinstance(each, Branching)]
    orders += [step.order for step in place.within]
    if place.step is not None and (place.can_miss or isinstance(place.step, Listening)):
        orders.append(place.step.order)
    sets = [held(each.step) for each in place.move if isinstance(each, Keeping)]
    decided = [decision(order).name for order in orders]
    arms = [kept(step) for step in keeping(setting, place)]
    names = [*setting.context.columns, "at", "seq", "phase", *decided, *sets, *arms]
    return [column(name, "r") for name in names]


def _service(setting: Setting, step: Send) -> bool:
    return setting.project.messages[step.message].service


def _why(channel: str, service: bool) -> str:
    return f"{'service' if service else 'why'}_{channel}"


def _with_customer(setting: Setting, found: exp.Select, zone: bool) -> exp.Select:
    """The version of the customer `c` as of the position, and their clock where it is needed."""
    customers = exp.alias_(exp.to_table("customers"), "c", table=True, copy=False)
    found = found.join(customers, on=version_seen("c", "r"), join_type="left", copy=False)
    if not zone:
        return found
    return found.select(named(clock.own_zone(setting.project, "c"), "zone"), copy=False)


def _with_unsubscribing(found: exp.Select, channels: Sequence[Channel]) -> exp.Select:
    parts = {UNSUBSCRIBING: unsubscribings("movers", channels)}
    wanted = list(dict.fromkeys(c.consent for c in channels if c.consent is not None))
    if wanted:
        parts[CONSENTING] = consents("movers", wanted)
    for name, part in parts.items():
        found = with_part(found, name, part)
        on = sql(":eid = r.eid", eid=column("eid", name))
        table = exp.Table(this=exp.to_identifier(name, quoted=True))
        found = found.join(table, on=on, join_type="left", copy=False)
    return found


def _chosen(setting: Setting, step: Send) -> dict[str, exp.Expr]:
    """The first channel of the chain that reaches, and why the others do not."""
    if step.to is not None:
        return _elsewhere(setting, step, step.to)
    service = _service(setting, step)
    first = exp.Case()
    words: list[exp.Expr] = []
    for name in step.channels:
        why = column(_why(name, service), "r")
        first = first.when(sql(":why IS NULL", why=why), exp.Literal.string(name), copy=False)
        words += [exp.Literal.string(f"{', ' if words else ''}{name} "), own(why)]
    told = exp.Anonymous(this="concat", expressions=words)
    return {f"c{step.order}": first, f"w{step.order}": told}


def hushed(step: Send) -> str:
    """The column that says whether a send for who leaves meets quiet time (S21)."""
    return f"h{step.order}"


def _with_hushed(
    setting: Setting, found: exp.Query, columns: Sequence[exp.Expr], told: Sequence[Send]
) -> exp.Select:
    campaign = setting.machine.campaign
    quiet = [
        named(
            is_quiet(setting.project, campaign, step, column(f"c{step.order}", "r")), hushed(step)
        )
        for step in told
    ]
    return _listing(query("SELECT 1 FROM :found AS r", found=found), [*columns, *quiet])


def _elsewhere(setting: Setting, step: Send, to: Recipient) -> dict[str, exp.Expr]:
    """A message that goes to nobody's own address of the channel: a colleague always has one."""
    (name,) = step.channels
    channel: exp.Expr = exp.Literal.string(name)
    if isinstance(to, AtEntry):
        address = column(setting.context.entry[to.field.name], "r")
        channel = sql(
            "CASE WHEN :address <> '' THEN :channel END", address=address, channel=channel
        )
    why = exp.Literal.string(f"{name} no address")
    return {f"c{step.order}": channel, f"w{step.order}": why}


def _with_quiet(
    setting: Setting, place: Place, found: exp.Query, columns: Sequence[exp.Expr], step: Send,
    skipping: bool,
) -> exp.Select:  # fmt: skip
    """Until when it is quiet for the chosen channel (S25), for those who send."""
    sends = [condition(still(place.within))] if place.within else []
    holds = both([sql("NOT q.drops"), *sends])
    chosen = column(f"c{step.order}", "r")
    heeding = [sql("r.seq <> :acts", acts=ACTS)] if skipping else []
    found = quieted(setting.project, setting.machine.campaign, found, step, chosen, heeding)
    quiet = [
        sql("CASE WHEN :holds THEN q.ends END AS quiet_end", holds=holds),
        sql("coalesce(q.drops, FALSE) AS quiet_drop"),
        named(sql("$pass"), "pass"),
    ]
    return _listing(found, [*columns, *quiet])
