"""Which channel can reach a customer at a position, and why another cannot (S24)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from compiler.machine.positions import TIMER, event_seen
from compiler.machine.template import column, field, named, query, sql
from compiler.model.declarations import Channel
from compiler.model.project import Project

UNSUBSCRIBED = "unsubscribed"

UNSUBSCRIBING, CONSENTING = "unsubscribing", "consenting"
"""The parts of a query that say when each row's customer last did."""


def heeds_unsubscribing(project: Project) -> bool:
    return UNSUBSCRIBED in project.events


def reasons(project: Project, channel: str, service: bool) -> list[str]:
    """Every reason for which a channel may not reach."""
    found = ["no address"]
    if not service and project.channels[channel].consent is not None:
        found.append("no consent")
    if not service and heeds_unsubscribing(project):
        found.append("unsubscribed")
    return found


def unsubscribings(rows: str, channels: Sequence[Channel]) -> exp.Select:
    """Per `eid` of the rows the latest arrival of an unsubscription from each channel, as
    `off_<channel>`; one that names no channel is one from all."""
    found = query(
        "SELECT r.eid FROM :rows AS r JOIN event_unsubscribed AS u ON u.cid = r.cid AND :seen"
        " GROUP BY r.eid",
        rows=rows,
        seen=event_seen("u", "r"),
    )
    for channel in channels:
        latest = sql(
            "max(u.arrival) FILTER (WHERE u.f_channel IS NULL OR u.f_channel = :channel)",
            channel=channel.name,
        )
        found = found.select(named(latest, f"off_{channel.name}"), copy=False)
    return found


def consents(rows: str, consents: Sequence[str]) -> exp.Select:
    """Per `eid` of the rows when a recorded change last turned each consent to yes, as
    `on_<consent>`; what held from the beginning was not turned."""
    versions = query(
        "SELECT c.cid, c.since FROM customers AS c"
        " WHERE c.cid IN (SELECT u.cid FROM event_unsubscribed AS u)"
    )
    found = query(
        "SELECT r.eid FROM :rows AS r JOIN :versions AS v ON v.cid = r.cid"
        " AND v.since > '-infinity'"
        " AND (v.since < r.at OR (v.since = r.at AND r.seq = :timer)) GROUP BY r.eid",
        rows=rows,
        versions=versions.select(*(_turned(consent) for consent in consents), copy=False),
        timer=TIMER,
    )
    for consent in consents:
        latest = sql("max(v.since) FILTER (WHERE :turned)", turned=column(f"turned_{consent}", "v"))
        found = found.select(named(latest, f"on_{consent}"), copy=False)
    return found


def _turned(consent: str) -> exp.Expr:
    turned = sql(
        ":given AND lag(:given) OVER (PARTITION BY c.cid ORDER BY c.since) IS DISTINCT FROM TRUE",
        given=field(consent, "c"),
    )
    return named(turned, f"turned_{consent}")


def why_not(channel: Channel, service: bool, unsubscribing: bool) -> exp.Case:
    """Why the channel does not reach the customer `c`, NULL where it does. Messages for service
    need the address only."""
    address = field(channel.address, "c")
    cases = exp.Case().when(
        sql(":address IS NULL OR :address = ''", address=address), _text("no address"), copy=False
    )
    if service:
        return cases
    if channel.consent is not None:
        given = sql(":given IS DISTINCT FROM TRUE", given=field(channel.consent, "c"))
        cases = cases.when(given, _text("no consent"), copy=False)
    if unsubscribing:
        cases = cases.when(_unsubscribed(channel), _text("unsubscribed"), copy=False)
    return cases


def _unsubscribed(channel: Channel) -> exp.Expr:
    off = column(f"off_{channel.name}", UNSUBSCRIBING)
    if channel.consent is None:
        return sql("NOT (:off IS NULL)", off=off)
    on = column(f"on_{channel.consent}", CONSENTING)
    return sql("NOT (:off IS NULL) AND (:turned IS NULL OR :off >= :turned)", off=off, turned=on)


def _text(words: str) -> exp.Expr:
    return exp.Literal.string(words)
