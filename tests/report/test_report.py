"""What the report counts, whom it compares, and when it says nothing (S31-S34)."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import duckdb
import pytest

from compiler.model.occurring import Occurring
from compiler.model.steps import Arm, Split
from compiler.program import compile_program
from runtime.errors import Trouble
from runtime.report.making import report
from runtime.report.model import CampaignReport, Comparison, Counted, GoalReport, HeldOut, to_json
from runtime.report.scope import Period
from runtime.statistics.anytime import interval
from runtime.statistics.proportions import Share
from runtime.statistics.verdict import Verdict
from tests.report.ran import LATE_SPLIT, PROJECT, RESCUE, crowd, ran, utc


def of(connection: duckdb.DuckDBPyConnection, period: Period | None = None) -> CampaignReport:
    return report(connection, PROJECT, period=period).campaigns[0]


def goal(connection: duckdb.DuckDBPyConnection, period: Period | None = None) -> GoalReport:
    return of(connection, period).goals[0]


def comparison(found: GoalReport, split: str | None) -> Comparison:
    return next(each for each in found.comparisons if each.split == split)


def test_closed_and_open_windows() -> None:
    story = ran()
    story.bought(story.entered(1, "2026-12-01 10:00"), "2026-12-02 10:00")
    story.entered(2, "2026-12-01 10:00")
    story.bought(story.entered(3, "2026-12-02 10:00"), "2026-12-03 10:00")
    story.entered(4, "2026-12-02 10:00")
    story.until("2026-12-05 10:00")
    found = goal(story.connection)
    assert (found.closed, found.open, found.open_reached) == (Share(1, 2), 2, 1)
    assert found.verdict is Verdict.NOT_YET


def test_a_window_closes_when_its_very_end_was_seen() -> None:
    story = ran()
    story.entered(1, "2026-12-01 10:00")
    story.until("2026-12-04 10:00")
    assert goal(story.connection).closed.of == 0
    story.connection.execute("UPDATE progress SET until = TIMESTAMP '2026-12-04 10:00:00.000001'")
    assert goal(story.connection).closed.of == 1


def test_a_goal_counts_once_and_its_worth_as_often_as_it_happens() -> None:
    story = ran()
    eid = story.entered(1, "2026-12-01 10:00")
    for amount in (10, 25, None):
        story.bought(eid, "2026-12-02 10:00", amount)
    story.until("2026-12-31")
    found = goal(story.connection)
    assert (found.closed, found.worth) == (Share(1, 1), Decimal(35))


def test_worth_is_that_of_whichever_event_reached_the_goal() -> None:
    rental = replace(PROJECT.events["purchase"], name="rental", table="shop.rentals")
    either = Occurring("purchase", others=(Occurring("rental"),))
    campaign = replace(RESCUE, goals=(replace(RESCUE.goals[0], on=either),))
    project = replace(
        PROJECT, events={**PROJECT.events, "rental": rental}, campaigns={"rescue": campaign}
    )
    story = ran(project)
    eid = story.entered(1, "2026-12-01 10:00")
    story.bought(eid, "2026-12-02 10:00", 10)
    story.bought(eid, "2026-12-02 11:00", 25, kind="rental")
    story.until("2026-12-31")
    found = report(story.connection, project).campaigns[0].goals[0]
    assert (found.closed, found.worth) == (Share(1, 1), Decimal(35))


def test_the_replaced_count_in_no_rate() -> None:
    story = ran()
    first = story.entered(1, "2026-12-01 10:00")
    story.bought(first, "2026-12-01 11:00")
    story.left(first, "2026-12-01 12:00", "replaced")
    story.entered(1, "2026-12-01 12:00")
    story.until("2026-12-31")
    found = of(story.connection)
    assert (found.customers, found.enrolments, found.replaced) == (1, 1, 1)
    assert found.goals[0].closed == Share(0, 1)


def test_leaves_add_up_to_entries() -> None:
    story = ran()
    for customer, reason in enumerate(("finished", "finished", "left on purchase", "replaced", "")):
        eid = story.entered(customer, "2026-12-01 10:00")
        if reason:
            story.left(eid, "2026-12-02", reason)
    story.until("2026-12-31")
    found = of(story.connection)
    assert found.leaves[0] == Counted("finished", 2)
    assert sum(each.count for each in found.leaves) == found.enrolments + found.replaced == 5


def test_comparisons_take_a_customers_first_enrolment() -> None:
    """Of one customer only the second enrolment reached the goal; of another the first was
    replaced, so that the second stands for it."""
    story = ran()
    story.entered(1, "2026-12-01 10:00", arm="urgent")
    story.bought(story.entered(1, "2026-12-03 10:00", arm="urgent"), "2026-12-04")
    replaced = story.entered(2, "2026-12-01 10:00", arm="urgent")
    story.left(replaced, "2026-12-02", "replaced")
    story.bought(story.entered(2, "2026-12-02", arm="urgent"), "2026-12-03")
    story.entered(3, "2026-12-01 10:00", "held out", arm="quiet")
    story.until("2026-12-31")
    found = goal(story.connection)
    assert found.closed == Share(2, 3)
    sides = comparison(found, None).sides
    assert [(side.name, side.closed) for side in sides] == [
        ("held out", Share(0, 1)), ("in the campaign", Share(1, 2)),
    ]  # fmt: skip


def test_a_period_chooses_by_entry() -> None:
    story = ran()
    story.entered(1, "2026-12-01 10:00")
    story.bought(story.entered(1, "2026-12-05 10:00"), "2026-12-06")
    story.entered(2, "2026-12-07")
    story.until("2026-12-31")
    found = goal(story.connection, Period(utc("2026-12-05"), utc("2026-12-07")))
    assert found.closed == Share(1, 1)


def test_the_crowd() -> None:
    found = of(crowd())
    assert (found.customers, found.enrolments) == (10_000, 10_000)
    assert found.held_out_from_everything == HeldOut(100, 100)
    assert found.held_out == HeldOut(990, 990)
    rescued = found.goals[0]
    assert rescued.closed == Share(4_500 * 18 // 100 + 4_500 * 8 // 100, 8_910)
    assert (rescued.target, rescued.verdict) == (0.12, Verdict.ATTAINED)


def test_against_the_held_out() -> None:
    overall = comparison(goal(crowd()), None)
    assert [(side.name, side.closed) for side in overall.sides] == [
        ("held out", Share(80, 990)), ("in the campaign", Share(1_170, 8_910)),
    ]  # fmt: skip
    difference = overall.differences[0]
    held, treated = (side.closed for side in overall.sides)
    assert difference.difference == pytest.approx(treated.rate - held.rate)
    assert difference.interval == interval(
        treated.rate - held.rate, treated.variance + held.variance, 9_900
    )
    assert difference.ratio == pytest.approx(treated.rate / held.rate)
    assert difference.verdict is Verdict.BETTER and difference.chance > 0.99
    assert overall.sizes is not None and overall.sizes.p == pytest.approx(1.0)


def test_worth_per_customer_counts_those_who_brought_nothing() -> None:
    overall = comparison(goal(crowd()), None)
    held, treated = overall.sides
    assert held.worth is not None and treated.worth is not None
    assert (held.worth.n, treated.worth.n) == (990, 8_910)
    assert held.worth.mean == pytest.approx(sum(10 + i % 3 * 10 for i in _held_buyers()) / 990)
    difference = overall.differences[0]
    assert difference.worth == pytest.approx(treated.worth.mean - held.worth.mean)
    assert difference.worth_interval is not None and difference.worth_interval.low > 0


def _held_buyers() -> list[int]:
    return [i for i in range(10_000) if i % 100 < 8 and (i // 100) % 10 == 0]


def test_arms_stand_against_the_held_out_who_came_to_the_split() -> None:
    found = comparison(goal(crowd()), "wording")
    assert found.base == "held out"
    urgent, quiet = found.differences
    assert (urgent.name, urgent.verdict) == ("urgent", Verdict.BETTER)
    assert (quiet.name, quiet.verdict) == ("quiet", Verdict.UNDECIDED)
    assert quiet.interval is not None and urgent.interval is not None
    assert found.sizes is not None and not found.sizes.alarm


def test_several_arms_hold_together() -> None:
    """Two differences at once: each interval is as wide as for half of the error."""
    found = comparison(goal(crowd()), "wording")
    held, urgent, _ = (side.closed for side in found.sides)
    difference, variance = urgent.rate - held.rate, urgent.variance + held.variance
    assert found.differences[0].interval == interval(
        difference, variance, urgent.of + held.of, alpha=0.025
    )


def test_behind_a_send_the_arms_stand_against_the_one_that_sends_nothing() -> None:
    connection = crowd()
    project = replace(PROJECT, campaigns={"rescue": replace(RESCUE, steps=LATE_SPLIT)})
    found = comparison(report(connection, project).campaigns[0].goals[0], "wording")
    assert (found.base, [each.name for each in found.differences]) == ("quiet", ["urgent"])


def test_arms_that_all_send_stand_against_the_first() -> None:
    connection = crowd()
    loud = Split("1", 1, "wording", tuple(replace(arm, steps=RESCUE.steps) for arm in _arms()))
    project = replace(PROJECT, campaigns={"rescue": replace(RESCUE, steps=(*LATE_SPLIT[:2], loud))})
    found = comparison(report(connection, project).campaigns[0].goals[0], "wording")
    assert found.base == "urgent"


def _arms() -> tuple[Arm, ...]:
    split = RESCUE.steps[0]
    assert isinstance(split, Split)
    return split.arms


def test_wrong_sizes_silence_the_verdict() -> None:
    connection = crowd()
    connection.execute("UPDATE enrolments SET shadow = '' WHERE shadow = 'held out' AND eid < 9000")
    overall = comparison(goal(connection), None)
    assert overall.sizes is not None and overall.sizes.alarm
    assert overall.differences[0].verdict is Verdict.NOT_YET


def test_sizes_are_those_of_the_version_in_which_one_entered() -> None:
    """Half entered when nobody was held out yet."""
    connection = crowd()
    early = replace(PROJECT, campaigns={"rescue": replace(RESCUE, hold_out=0)})
    program = compile_program(early).to_json()
    connection.execute("INSERT INTO programs VALUES ('p0', $1)", [program])
    connection.execute("INSERT INTO versions VALUES ('rescue', 'v0', 'p0', now())")
    connection.execute(
        "UPDATE enrolments SET shadow = '' WHERE eid % 2 = 0 AND shadow = 'held out'"
    )
    connection.execute("UPDATE enrolments SET version = 'v0' WHERE eid % 2 = 0")
    connection.execute(
        "INSERT INTO decisions SELECT decision + 100, campaign, 'v0', * EXCLUDE "
        "(decision, campaign, version) FROM decisions"
    )
    connection.execute("UPDATE journal_rows SET decision = decision + 100 WHERE eid % 2 = 0")
    overall = comparison(goal(connection), None)
    assert overall.sizes is not None and overall.sizes.p > 0.5


def test_too_few_say_not_yet() -> None:
    story = ran()
    for customer in range(30):
        eid = story.entered(customer, "2026-12-01", "held out" if customer < 4 else "")
        if customer % 3:
            story.bought(eid, "2026-12-02")
    story.until("2026-12-31")
    overall = comparison(goal(story.connection), None)
    assert overall.differences[0].verdict is Verdict.NOT_YET
    assert overall.differences[0].interval is None


def test_nothing_closed() -> None:
    found = goal(crowd(until="2026-12-02"))
    assert (found.closed, found.interval, found.open) == (Share(0, 0), None, 8_910)
    assert found.verdict is Verdict.NOT_YET
    assert comparison(found, None).differences[0].chance == pytest.approx(0.5)


def test_messages_and_what_they_cost() -> None:
    """One went on to sms after kakao had taken it; of one nobody knows; two were not sent."""
    story = ran()
    eids = [story.entered(customer, "2026-12-01 10:00") for customer in range(6)]
    accepted, rejected = ("accepted", "kakao", ""), ("rejected", "kakao", "kakao no receipt")
    story.planned(eids[0], "2026-12-01", ("attempt", "kakao", ""), accepted)
    story.planned(eids[1], "2026-12-01", accepted, rejected, ("accepted", "sms", ""))
    story.planned(eids[2], "2026-12-01", ("unknown", "kakao", "reset"))
    story.planned(eids[3], "2026-12-01", ("withdrawn", "kakao", "left on purchase"))
    story.planned(eids[4], "2026-12-01", ("dropped", "kakao", "quiet"))
    story.decided(eids[5], "2026-12-01", "dropped", reason="cap", channel="kakao")
    story.decided(eids[5], "2026-12-01", "dropped", reason="kakao no consent")
    story.decided(None, "2026-12-01", "refused", reason="late")
    story.until("2026-12-31")
    found = of(story.connection)
    kakao, sms = found.channels
    assert (kakao.planned, kakao.accepted, kakao.unknown, kakao.cost) == (5, 2, 1, Decimal(24))
    assert (sms.planned, sms.accepted, sms.cost) == (0, 1, Decimal("20.5"))
    assert found.undelivered == (
        Counted("dropped: quiet", 1), Counted("withdrawn: left on purchase", 1),
    )  # fmt: skip
    assert found.drops == (Counted("kakao cap", 1), Counted("kakao no consent", 1))
    assert found.refused == (Counted("late", 1),)


def test_before_the_first_run() -> None:
    with pytest.raises(Trouble, match="nothing has run yet"):
        report(ran().connection, PROJECT)


def test_json() -> None:
    plain = to_json(report(crowd(), PROJECT))
    assert json.loads(json.dumps(plain)) == plain
    assert isinstance(plain, dict) and plain["as_of"] == "2027-01-01T00:00:00Z"
    assert '"rate": 0.1313' in json.dumps(plain)
