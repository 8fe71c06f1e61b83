"""The rules of the hand-over (S24, S25, S27, S29), on a given clock and on the wall clock.

The shop's clock is nine hours ahead of these instants: its night, from 20:50 until 08:00, lasts
from 11:50 until 23:00.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from compiler.model.declarations import Variant
from compiler.model.windows import Duration
from runtime.channels.provider import Outcome, Provider, Took
from runtime.dispatch.dispatcher import Dispatcher
from runtime.dispatch.retry import FIRST, LONGEST, pause
from runtime.dispatch.state import TIMER, Step
from runtime.errors import Trouble
from tests.sending.shop import SHOP, Clock, Fake, Store, at, store

UNTIL = at("2026-12-31T00:00")
LASTING = Outcome(Took.LASTING, "no such number")
PASSING = Outcome(Took.PASSING, "busy")


def dispatcher(
    shop: Store, clock: Clock | None = None, **fakes: Provider
) -> Dispatcher:
    providers: dict[str, Provider] = {"kakao": Fake(), "sms": Fake(), "email": Fake()}
    return Dispatcher(shop.connection, SHOP, providers | fakes, clock, chance=lambda: 0.0)


def test_at_its_own_instant_on_a_given_clock() -> None:
    shop, kakao = store(), Fake()
    shop.customer("minji")
    name = shop.plan("minji", "2026-12-02T01:00")
    counts = dispatcher(shop, kakao=kakao).hand_over(UNTIL)
    assert shop.log(name) == [
        ("attempt", "kakao", "12-02 01:00"), ("accepted", "kakao", "12-02 01:00"),
    ]  # fmt: skip
    assert counts == Counter({Step.ACCEPTED: 1})
    letter = kakao.taken[0]
    assert (letter.name, letter.customer, letter.to) == (name, "minji", "010")
    assert (letter.arm, letter.content.template) == ("benefit", "CART_01")
    assert (letter.content.text, letter.at) == ("Tent!", at("2026-12-02T01:00"))


def test_once_and_not_before_its_time() -> None:
    shop, kakao = store(), Fake()
    shop.customer("minji")
    shop.plan("minji", "2026-12-02T01:00")
    hands = dispatcher(shop, kakao=kakao)
    assert not hands.hand_over(at("2026-12-02T01:00"))
    assert hands.hand_over(at("2026-12-02T01:01"))
    assert not hands.hand_over(at("2026-12-02T01:09"))
    assert len(kakao.asked) == 1


def test_a_given_clock_does_not_see_what_comes_later() -> None:
    """The store has already run on: the customer left and moved after the message's instant."""
    shop, kakao = store(), Fake()
    shop.customer("minji", name="before")
    name = shop.plan("minji", "2026-12-02T01:00", chain=["sms"])
    shop.leaves(name, "2026-12-02T02:00", "left on purchase")
    shop.customer("minji", since="2026-12-02T03:00", name="after", phone=None)
    dispatcher(shop, sms=kakao).hand_over(UNTIL)
    assert kakao.taken[0].content.text == "Hi before: 50000"


@pytest.mark.parametrize(
    "reason, outcome",
    [
        ("left on purchase", "withdrawn"),
        ("replaced", "withdrawn"),
        ("finished", "accepted"),
    ],
)
def test_who_left_gets_nothing_more(reason: str, outcome: str) -> None:
    shop = store()
    shop.customer("minji")
    name = shop.plan("minji", "2026-12-02T01:00")
    shop.leaves(name, "2026-12-02T01:30", reason)
    dispatcher(shop, Clock(at("2026-12-02T02:00"))).hand_over(UNTIL)
    assert shop.final(name)[0] == outcome


def test_what_ended_before_it_was_planned_withdraws_nothing() -> None:
    shop = store()
    shop.customer("minji")
    name = shop.plan("minji", "2026-12-02T01:00")
    shop.leaves(name, "2026-12-02T00:59", 'leave "done"')
    dispatcher(shop, Clock(at("2026-12-02T02:00"))).hand_over(UNTIL)
    assert shop.final(name)[0] == "accepted"


def test_what_is_planned_for_who_leaves_goes_out() -> None:
    """It lies at the very position of the end."""
    shop = store()
    shop.customer("minji")
    name = shop.plan("minji", "2026-12-02T01:00")
    shop.leaves(name, "2026-12-02T01:00", "left if")
    shop.connection.execute('UPDATE "ended" SET "seq" = $1, "phase" = 3', [TIMER])
    dispatcher(shop, Clock(at("2026-12-02T02:00"))).hand_over(UNTIL)
    assert shop.final(name)[0] == "accepted"


@pytest.mark.parametrize(
    "change, why",
    [({"phone": None}, "kakao no address"), ({"wants_kakao": None}, "kakao no consent")],
)
def test_reach_is_looked_at_again(change: dict[str, object], why: str) -> None:
    shop = store()
    shop.customer("minji")
    name = shop.plan("minji", "2026-12-02T01:00", chain=["kakao"])
    shop.customer("minji", since="2026-12-02T01:30", **change)
    dispatcher(shop, Clock(at("2026-12-02T02:00"))).hand_over(UNTIL)
    assert shop.final(name) == ("dropped", why)


def test_the_next_channel_where_the_first_cannot_any_more() -> None:
    shop, sms = store(), Fake()
    shop.customer("minji")
    name = shop.plan("minji", "2026-12-02T01:00")
    shop.event("unsubscribed", "minji", "2026-12-02T01:30", channel="kakao")
    dispatcher(shop, Clock(at("2026-12-02T02:00")), sms=sms).hand_over(UNTIL)
    assert shop.final(name)[0] == "accepted" and sms.taken[0].name == name


def test_unsubscribing_from_all_and_consenting_later() -> None:
    shop = store()
    shop.customer("minji")
    first = shop.plan("minji", "2026-12-02T01:00")
    shop.event("unsubscribed", "minji", "2026-12-02T01:30")
    clock = Clock(at("2026-12-02T02:00"))
    dispatcher(shop, clock).hand_over(UNTIL)
    assert shop.final(first) == ("dropped", "kakao unsubscribed, sms unsubscribed")
    shop.customer("minji", since="2026-12-02T02:10", wants_kakao=False)
    shop.customer("minji", since="2026-12-02T02:20", wants_kakao=True)
    second = shop.plan("minji", "2026-12-02T02:30")
    clock.now = at("2026-12-02T03:00")
    dispatcher(shop, clock).hand_over(UNTIL)
    assert shop.log(second)[-1] == ("accepted", "kakao", "12-02 03:00")


def test_a_service_message_needs_no_consent() -> None:
    shop = store()
    shop.customer("minji", wants_kakao=False)
    name = shop.plan("minji", "2026-12-02T01:00", "notice", ["sms"], service=True)
    shop.event("unsubscribed", "minji", "2026-12-02T01:30")
    dispatcher(shop, Clock(at("2026-12-02T13:00"))).hand_over(UNTIL)
    assert shop.final(name)[0] == "expired"
    late = shop.plan("minji", "2026-12-02T12:00", "notice", ["sms"], service=True)
    dispatcher(shop, Clock(at("2026-12-02T13:00"))).hand_over(UNTIL)
    assert shop.final(late)[0] == "accepted"


def test_quiet_time_is_waited_for() -> None:
    shop, kakao = store(), Fake()
    shop.customer("minji")
    name = shop.plan("minji", "2026-12-02T18:00")
    clock = Clock(at("2026-12-02T18:30"))
    hands = dispatcher(shop, clock, kakao=kakao)
    assert hands.hand_over(clock.now) == Counter({Step.WAITING: 1})
    assert not hands.hand_over(clock.later(hours=2)) and not kakao.asked
    clock.now = at("2026-12-02T23:00")
    assert hands.hand_over(clock.now + timedelta(seconds=1)) == Counter({Step.ACCEPTED: 1})
    assert shop.log(name)[0] == ("waiting", "kakao", "12-02 23:00")


def test_quiet_time_that_outlasts_the_message_drops_it() -> None:
    shop = store()
    shop.customer("minji")
    name = shop.plan("minji", "2026-12-02T11:00")
    dispatcher(shop, Clock(at("2026-12-02T12:00"))).hand_over(UNTIL)
    assert shop.final(name) == ("dropped", "quiet")


def test_what_comes_too_late_expires() -> None:
    shop = store()
    shop.customer("minji")
    name = shop.plan("minji", "2026-12-02T01:00")
    dispatcher(shop, Clock(at("2026-12-02T07:00:01"))).hand_over(UNTIL)
    assert shop.final(name)[0] == "expired"


def test_a_refusal_that_passes_is_asked_again_later_and_later() -> None:
    shop, kakao = store(), Fake(script=[PASSING] * 3)
    shop.customer("minji")
    name = shop.plan("minji", "2026-12-02T01:00")
    dispatcher(shop, kakao=kakao).hand_over(UNTIL)
    asked = [letter.at - at("2026-12-02T01:00") for letter in kakao.asked]
    assert asked == [timedelta(seconds=seconds) for seconds in (0, 15, 45, 105)]
    assert shop.final(name)[0] == "accepted" and len(kakao.taken) == 1


def test_refusals_end_with_the_message() -> None:
    shop, kakao = store(), Fake(script=[PASSING] * 1_000)
    shop.customer("minji")
    name = shop.plan("minji", "2026-12-02T01:00")
    dispatcher(shop, kakao=kakao).hand_over(UNTIL)
    assert shop.final(name) == ("expired", "kakao busy")
    assert kakao.asked[-1].at <= at("2026-12-02T07:00")
    assert 10 < len(kakao.asked) < 40


def test_pauses_grow_up_to_a_bound_and_half_of_them_is_chance() -> None:
    assert pause(1, lambda: 0.0) == FIRST / 2 and pause(1, lambda: 1.0) == FIRST
    assert pause(4, lambda: 0.0) == 4 * FIRST
    assert pause(10_000, lambda: 1.0) == LONGEST


def test_on_the_wall_clock_the_pause_is_waited_for() -> None:
    shop, kakao = store(), Fake(script=[PASSING])
    shop.customer("minji")
    name = shop.plan("minji", "2026-12-02T01:00")
    clock = Clock(at("2026-12-02T01:00:30"))
    hands = dispatcher(shop, clock, kakao=kakao)
    hands.hand_over(clock.now)
    assert not hands.hand_over(clock.later(seconds=10))
    hands.hand_over(clock.later(seconds=10))
    assert shop.final(name)[0] == "accepted" and len(kakao.asked) == 2


def test_a_lasting_refusal_goes_to_the_next_channel_as_the_same_message() -> None:
    shop, kakao, sms = store(), Fake(script=[LASTING]), Fake()
    shop.customer("minji")
    name = shop.plan("minji", "2026-12-02T01:00")
    dispatcher(shop, kakao=kakao, sms=sms).hand_over(UNTIL)
    assert [letter.name for letter in sms.taken] == [name]
    assert [row[:2] for row in shop.log(name)] == [
        ("attempt", "kakao"), ("rejected", "kakao"), ("attempt", "sms"), ("accepted", "sms"),
    ]  # fmt: skip


def test_a_chain_that_comes_to_its_end() -> None:
    shop = store()
    shop.customer("minji")
    name = shop.plan("minji", "2026-12-02T01:00")
    kakao, sms = Fake(script=[LASTING]), Fake(script=[LASTING])
    dispatcher(shop, kakao=kakao, sms=sms).hand_over(UNTIL)
    assert shop.final(name) == ("dropped", "sms no such number")


def test_a_receipt_of_failure_goes_to_the_next_channel() -> None:
    shop, sms = store(), Fake()
    shop.customer("minji")
    name = shop.plan("minji", "2026-12-02T01:00")
    dispatcher(shop, sms=sms).hand_over(at("2026-12-02T01:05"))
    shop.event("failed", "minji", "2026-12-02T01:07", name, "kakao")
    dispatcher(shop, sms=sms).hand_over(UNTIL)
    assert [letter.at for letter in sms.taken] == [at("2026-12-02T01:07")]
    assert shop.log(name)[2] == ("rejected", "kakao", "12-02 01:07")
    assert not dispatcher(shop, sms=sms).hand_over(UNTIL)


def test_no_receipt_in_time_goes_to_the_next_channel() -> None:
    """Kakao fails after ten minutes. One message is delivered, of the other nothing is heard."""
    shop, sms = store(), Fake()
    shop.customer("minji")
    heard, unheard = (shop.plan("minji", f"2026-12-02T01:0{minute}") for minute in (0, 1))
    hands = dispatcher(shop, sms=sms)
    hands.hand_over(at("2026-12-02T01:05"))
    shop.event("delivered", "minji", "2026-12-02T01:10", heard)
    assert not hands.hand_over(at("2026-12-02T01:11"))
    hands.hand_over(UNTIL)
    assert [(letter.name, letter.at) for letter in sms.taken] == [
        (unheard, at("2026-12-02T01:11"))
    ]
    assert shop.final(heard)[0] == "accepted"


def test_a_receipt_of_another_message_says_nothing() -> None:
    shop, sms = store(), Fake()
    shop.customer("minji")
    shop.plan("minji", "2026-12-02T01:00")
    hands = dispatcher(shop, sms=sms)
    hands.hand_over(at("2026-12-02T01:05"))
    shop.event("failed", "minji", "2026-12-02T01:07", "rescue/minji/cart_add other/1.benefit.1")
    assert not hands.hand_over(at("2026-12-02T01:09"))


def test_a_keyless_provider_is_never_asked_twice() -> None:
    shop, kakao = store(), Fake(knows_keys=False, script=[ConnectionError("reset")])
    shop.customer("minji")
    name = shop.plan("minji", "2026-12-02T01:00")
    dispatcher(shop, kakao=kakao).hand_over(UNTIL)
    assert shop.final(name) == ("unknown", "ConnectionError: reset")
    assert not dispatcher(shop, kakao=kakao).hand_over(UNTIL)
    assert len(kakao.asked) == 1


def test_a_provider_that_knows_keys_is_asked_again() -> None:
    shop, kakao = store(), Fake(script=[ConnectionError("reset")])
    shop.customer("minji")
    name = shop.plan("minji", "2026-12-02T01:00")
    dispatcher(shop, kakao=kakao).hand_over(UNTIL)
    assert shop.final(name)[0] == "accepted"
    assert (len(kakao.asked), len(kakao.taken)) == (2, 1)


def test_counts_are_of_messages_and_not_of_attempts() -> None:
    shop, kakao = store(), Fake(script=[PASSING, PASSING])
    shop.customer("minji")
    name = shop.plan("minji", "2026-12-02T01:00")
    hands = dispatcher(shop, kakao=kakao)
    assert hands.hand_over(at("2026-12-02T01:00:10")) == Counter({Step.WAITING: 1})
    assert (hands.waiting, list(hands.refusals)) == ({name: "kakao"}, ["kakao busy"])
    assert hands.hand_over(UNTIL) == Counter({Step.ACCEPTED: 1})
    assert not hands.waiting


def test_what_may_have_been_sent_is_not_said_to_be_withdrawn() -> None:
    shop, kakao = store(), Fake(script=[ConnectionError("reset")])
    shop.customer("minji")
    name = shop.plan("minji", "2026-12-02T01:00")
    clock = Clock(at("2026-12-02T01:00:01"))
    dispatcher(shop, clock, kakao=kakao).hand_over(UNTIL)
    shop.leaves(name, "2026-12-02T01:00:05", "left on purchase")
    clock.later(minutes=5)
    dispatcher(shop, clock, kakao=kakao).hand_over(UNTIL)
    assert shop.final(name)[0] == "unknown"


def test_a_text_that_cannot_be_made_is_dropped_and_says_why() -> None:
    shop = store()
    shop.customer("minji")
    name = shop.plan("minji", "2026-12-02T01:00", "gone")
    dispatcher(shop).hand_over(UNTIL)
    assert shop.final(name) == ("dropped", "there is no message `gone` in the project now")


@pytest.mark.parametrize("cause", ["2026-12-02 10:00", "2026-12-02 01:00:00.000000 UTC"])
def test_who_entered_without_an_event_has_a_time_of_entry(cause: str) -> None:
    """By a schedule, by a change."""
    shop, sms = store(), Fake()
    shop.customer("minji")
    shop.plan("minji", "2026-12-02T01:00", "notice", ("sms",))
    shop.connection.execute('UPDATE "enrolments" SET "cause" = $1', [cause])
    words = replace(SHOP.messages["notice"], variants=(
        Variant("sms", text='{{ entry.time | date: "%-d.%-m. %H:%M" }}'),
    ))  # fmt: skip
    project = replace(SHOP, messages={**SHOP.messages, "notice": words})
    Dispatcher(shop.connection, project, {"sms": sms, "kakao": Fake(), "email": Fake()}).hand_over(
        UNTIL
    )
    assert [letter.content.text for letter in sms.taken] == ["2.12. 10:00"]


def test_a_channel_without_provider_stops_before_anything_is_written() -> None:
    shop = store()
    shop.customer("minji")
    name = shop.plan("minji", "2026-12-02T01:00")
    with pytest.raises(Trouble, match="the channel kakao has no provider"):
        Dispatcher(shop.connection, SHOP, {}).hand_over(UNTIL)
    assert shop.log(name) == []


def test_expiry_is_the_channels() -> None:
    shop = store()
    shop.customer("minji")
    name = shop.plan("minji", "2026-12-02T01:00", chain=["sms"])
    brief = replace(SHOP.channels["sms"], expires=Duration(10, "minute"))
    project = replace(SHOP, channels=SHOP.channels | {"sms": brief})
    clock = Clock(at("2026-12-02T01:11"))
    Dispatcher(shop.connection, project, {"sms": Fake()}, clock).hand_over(UNTIL)
    assert shop.final(name)[0] == "expired"


def test_many_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runtime.dispatch.dispatcher.CHUNK", 7)
    shop, kakao = store(), Fake()
    shop.customer("minji")
    names = [shop.plan("minji", f"2026-12-02T01:{minute:02}") for minute in range(30)]
    assert dispatcher(shop, kakao=kakao).hand_over(UNTIL) == Counter({Step.ACCEPTED: 30})
    assert [letter.name for letter in kakao.taken] == names
