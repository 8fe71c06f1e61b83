"""Goals: which of a tick's events fulfil the goal of an enrolment, or are what a guard of its
campaign counts (S14, S32, S33)."""

from __future__ import annotations

from sqlglot import exp

from compiler.learning import split_of, terms
from compiler.machine import clock
from compiler.machine.context import entry_columns
from compiler.machine.journal import entry, one
from compiler.machine.matching import where, with_others
from compiler.machine.positions import GOALS, arrived_now, event_after
from compiler.machine.setting import Setting
from compiler.machine.template import both, query, sql
from compiler.machine.wording import goals
from compiler.model.campaigns import Campaign, Goal, Guard
from compiler.model.entries import StartingOver
from compiler.model.occurring import Occurring
from compiler.model.steps import Trial


def reached(setting: Setting, goal: Goal | Guard | Trial, order: int) -> exp.Select:
    """Journal rows of a goal, one per event, whether or not the enrolment has ended; one that was
    replaced only while it was open. A test that is over counts nothing more. An event can be what
    it names in two ways (`clicked M`, and `clicked any message` of this enrolment)."""
    parts = [_by_event(setting, goal, on) for on in goal.on.each]
    found = parts[0] if len(parts) == 1 else exp.union(*parts, distinct=True, copy=False)
    return entry(setting, found, one(setting, goals(setting.machine)[order]))


def _by_event(setting: Setting, goal: Goal | Guard | Trial, on: Occurring) -> exp.Select:
    own = [sql("e.enrolment = r.name")] if on.mine else []
    held = entry_columns([goal.on]) if setting.entering else {}
    found = query(
        "SELECT r.eid, r.cid, e.arrival AS at, e.seq, :phase AS phase"
        " FROM :event AS e JOIN :goals AS r ON r.cid = e.cid"
        " WHERE :now AND :in_time AND :conditions",
        event=f"event_{on.event}",
        goals=setting.goals,
        phase=GOALS,
        now=arrived_now(),
        in_time=_in_time(setting, goal),
        conditions=both([*own, *where(setting, on, held)]),
    )
    found = with_others(setting, found, on)
    if setting.machine.replaces or isinstance(setting.machine.campaign.again, StartingOver):
        found = found.where(
            sql(
                "NOT EXISTS (SELECT 1 FROM ended AS x WHERE x.eid = r.eid"
                " AND x.reason = 'replaced' AND (x.at < e.arrival"
                " OR (x.at = e.arrival AND x.seq < e.seq)))"
            ),
            copy=False,
        )
    return found


def _in_time(setting: Setting, goal: Goal | Guard | Trial) -> exp.Expr:
    """Whether the event `e` lies in the time in which it counts for the enrolment `r`: from the
    entry, or from the arm that it got in the test."""
    if isinstance(goal, Trial):
        return sql(
            "EXISTS (SELECT 1 FROM journal_rows AS j JOIN decisions AS d"
            " ON d.decision = j.decision JOIN splits AS s ON s.campaign = d.campaign"
            " AND s.version = d.version AND s.step = d.step"
            " WHERE j.eid = r.eid AND j.at < e.time AND d.kind = 'arm'"
            " AND s.campaign = :campaign AND s.terms = :terms)",
            campaign=exp.Literal.string(setting.machine.campaign.name),
            terms=exp.Literal.string(_terms(setting.machine.campaign, goal)),
        )
    return sql(
        "e.time > r.entry_time AND e.time <= r.entry_time + :within AND :after",
        within=clock.exact(goal.within),
        after=event_after("e", "r", "entry_at", "entry_seq"),
    )


def _terms(campaign: Campaign, trial: Trial) -> str:
    return terms(campaign, split_of(campaign, trial))
