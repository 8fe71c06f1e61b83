"""Typed tests: played, judged, and told what happened instead."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import Any

from compiler.model.campaigns import Goal
from compiler.model.declarations import Policy, Quiet
from compiler.model.entries import Every, StartingOver
from compiler.model.project import Project
from compiler.model.steps import Arm, Leave, Split, Wait, WaitFor, WaitUntil
from compiler.model.tests import (
    Becomes,
    Does,
    ExpectArm,
    Expectation,
    ExpectField,
    ExpectInSegment,
    ExpectLeft,
    ExpectMessage,
    ExpectReached,
    Fail,
    Force,
    Given,
)
from compiler.model.tests import Test as Declared
from compiler.model.values import Plain
from dsl.source import NOWHERE
from runtime.identity import HELD_OUT, HOLD_OUT
from runtime.testing import Result, run_test
from tests.interpreter.shop import (
    SAME_CART,
    SEOUL,
    SMS,
    campaign,
    days,
    hours,
    on,
    project,
    send,
    utc,
)

MINJI = Given(
    "minji", (("city", "Seoul"), ("phone", "010"), ("wants_kakao", True), ("wants_sms", True))
)
SHOP = project(
    campaign(
        Wait("1", 1, hours(1)),
        send("2", "kakao", "sms"),
        again=StartingOver(),
        leaves=(on("purchase", SAME_CART),),
        goals=(Goal("rescued", on("purchase"), days(3)),),
        hold_out=10_000,
    )
)


def does(when: str, event: str, message: str | None = None, **fields: Plain | None) -> Does:
    return Does(utc(when), "minji", event, tuple(fields.items()), message)


ADDED = does("2026-03-02 01:00", "cart_add", cart="a")


def play(shop: Project, *expects: Expectation, **lines: Any) -> Result:
    given: dict[str, Any] = {
        "until": None,
        "given": (MINJI,),
        "happens": (ADDED,),
        "forced": (),
    }
    test = Declared("t", NOWHERE, utc("2026-03-01 15:00"), expects=expects, **(given | lines))
    return run_test(shop, test)


def message(
    name: str | None = "reminder",
    channel: str | None = None,
    at: str | None = None,
    negated: bool = False,
) -> ExpectMessage:
    return ExpectMessage(name, "minji", channel, utc(at) if at else None, negated, NOWHERE)


def met(result: Result) -> list[bool]:
    return [outcome.met for outcome in result.outcomes]


def test_a_message_is_expected_by_name_channel_and_instant() -> None:
    result = play(
        SHOP,
        message(),
        message(None),
        message(channel="kakao", at="2026-03-02 02:00"),
        message(channel="sms"),
        message(at="2026-03-02 02:01"),
        message("last_call"),
        message("last_call", negated=True),
        message(negated=True),
        message(channel="sms", negated=True),
    )
    assert met(result) == [True, True, True, False, False, False, True, False, True]


def test_an_unmet_expectation_is_told_what_happened_instead() -> None:
    result = play(SHOP, message(channel="sms"))
    assert result.outcomes[0].instead == (
        "2026-03-02 11:00 rescue: reminder reached minji by kakao",
        "2026-03-02 11:00 rescue: finished [S21]",
        "the test ended at 2026-03-02 11:00",
    )
    nothing = play(SHOP, message(), happens=())
    assert nothing.outcomes[0].instead == (
        "nothing happened to minji",
        "the test ended at 2026-03-02 00:00",
    )
    assert not nothing.met


def test_who_buys_at_once_hears_nothing() -> None:
    bought = does("2026-03-02 01:30", "purchase", cart="a")
    result = play(
        SHOP,
        message(None, negated=True),
        ExpectLeft("minji", on("purchase"), None, NOWHERE),
        ExpectReached("minji", "rescued", None, NOWHERE),
        ExpectReached("minji", "rescued", "other", NOWHERE),
        ExpectLeft("minji", on("purchase", SAME_CART), None, NOWHERE),
        ExpectLeft("minji", on("cart_add"), None, NOWHERE),
        happens=(ADDED, bought),
    )
    assert met(result)[:4] == [True, True, True, False]
    assert met(result)[5] is False


def test_nobody_is_held_out_unless_forced() -> None:
    assert play(SHOP, message()).met
    forced = Force("minji", None, HOLD_OUT, HELD_OUT)
    result = play(SHOP, message(negated=True), message(), forced=(forced,))
    assert met(result) == [True, False]
    assert "held out" in result.outcomes[1].instead[0]


def test_a_failing_channel_hands_on_to_the_next_of_the_chain() -> None:
    fails = Fail("kakao", "minji")
    result = play(SHOP, message(channel="sms"), message(channel="kakao"), forced=(fails,))
    assert met(result) == [True, False]
    assert result.outcomes[1].instead[0].endswith("by sms, since kakao failed")
    both = (fails, Fail("sms", "minji"))
    lost = play(SHOP, message(), forced=both).outcomes[0].instead
    assert any("which failed, and no other channel reached minji" in line for line in lost)
    assert play(SHOP, message(negated=True), forced=both).met
    unreached = replace(MINJI, fields=(("phone", "010"), ("wants_kakao", True)))
    assert play(SHOP, message(negated=True), forced=(fails,), given=(unreached,)).met


def test_the_next_channel_keeps_its_quiet_time() -> None:
    fails = Fail("kakao", "minji")
    quiet = replace(SMS, quiet=(Quiet(time(10), time(13)),))
    shop = replace(SHOP, channels=SHOP.channels | {"sms": quiet})
    over = play(shop, message(at="2026-03-02 04:00"), forced=(fails,), until=utc("2026-03-03"))
    assert over.met
    expiring = replace(quiet, expires=hours(1))
    shop = replace(SHOP, channels=SHOP.channels | {"sms": expiring})
    assert play(shop, message(negated=True), forced=(fails,), until=utc("2026-03-03")).met


def test_until_is_not_part_of_the_test() -> None:
    assert play(SHOP, message(negated=True), until=utc("2026-03-02 02:00")).met
    assert play(SHOP, message(), until=utc("2026-03-02 02:01")).met


def test_without_until_it_ends_with_the_last_enrolment_that_a_line_opened() -> None:
    daily = campaign(
        send("1", message="last_call"),
        name="daily",
        entry=Every(time(9), None, "seoulites", (1, 2, 3, 4, 5, 6, 7)),
    )
    slow = campaign(Wait("1", 1, days(2)), WaitUntil("2", 2, time(11)), name="slow")
    result = play(project(daily, slow), message("last_call"))
    assert result.ended == utc("2026-03-04 02:00")
    assert [f"{row.at:%m-%d}" for row in result.rows if row.message] == [
        "03-02",
        "03-03",
        "03-04",
    ]


def test_the_end_is_after_quiet_time_and_answers_not_given() -> None:
    asked = WaitFor("2", 2, on("purchase"), days(3), (), (Leave("2.else.1", 3, "no"),))
    shop = project(
        campaign(send("1"), asked), policy=Policy(SEOUL, quiet=(Quiet(weekdays=(1, 2, 3, 4, 5)),))
    )
    result = play(shop, ExpectLeft("minji", None, "no", NOWHERE), message())
    assert result.met
    assert result.ended == utc("2026-03-09 15:00")


def test_a_change_is_seen_by_what_comes_later() -> None:
    change = Becomes(utc("2026-03-02 01:30"), "minji", "wants_kakao", False)
    result = play(
        SHOP,
        message(channel="sms"),
        ExpectField("minji", "wants_kakao", False, NOWHERE),
        ExpectField("minji", "city", "Busan", NOWHERE),
        ExpectInSegment("minji", "wanting", True, NOWHERE),
        ExpectInSegment("minji", "seoulites", True, NOWHERE),
        happens=(ADDED, change),
    )
    assert met(result) == [True, True, False, True, False]
    assert result.outcomes[2].instead[0] == 'city of minji is "Seoul"'
    assert result.outcomes[4].instead[0] == "minji is in seoulites"


def test_what_is_not_given_reads_as_the_declared_else() -> None:
    assert play(SHOP, ExpectField("minji", "timezone", SEOUL, NOWHERE)).met


def test_arms_can_be_forced_and_expected() -> None:
    arms = (Arm("one", 10_000, (send("1", message="last_call"),)), Arm("two", 10_000, ()))
    shop = project(campaign(Split("1", 1, "wording", arms)))
    expect = [ExpectArm("minji", "rescue", "wording", arm, NOWHERE) for arm in ("one", "two")]
    assert met(play(shop, *expect)) == [True, False]
    force = Force("minji", "rescue", "wording", "two")
    result = play(shop, *expect, forced=(force,))
    assert met(result) == [False, True]
    assert "split wording: got the arm two [S19]" in result.outcomes[0].instead[-2]


def test_an_event_about_a_message_is_about_the_latest_one_got() -> None:
    asked = WaitFor("2", 2, on("clicked", mine=True), days(1), (Leave("2.then.1", 3, "yes"),), ())
    shop = project(campaign(send("1"), asked))
    clicked = does("2026-03-02 03:00", "clicked", "reminder")
    expect = ExpectLeft("minji", None, "yes", NOWHERE)
    assert play(shop, expect, happens=(ADDED, clicked)).met
    before = does("2026-03-02 00:30", "clicked", "reminder")
    assert not play(shop, expect, happens=(before, ADDED)).met
    of_another = does("2026-03-02 03:00", "clicked", "last_call")
    assert not play(shop, expect, happens=(ADDED, of_another)).met


def test_unsubscribing_without_a_channel_is_from_everything() -> None:
    out = does("2026-03-02 01:30", "unsubscribed")
    result = play(SHOP, message(), happens=(ADDED, out))
    assert result.outcomes[0].instead[0] == (
        "2026-03-02 11:00 rescue: reminder dropped: no channel reaches the customer "
        "(kakao unsubscribed, sms unsubscribed) [S24]"
    )
