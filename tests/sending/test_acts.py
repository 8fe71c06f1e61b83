"""Messages on their way of a campaign that is paused, resumed or stopped (S36)."""

from __future__ import annotations

from datetime import timedelta

from runtime.acting import act as acting
from runtime.acts import Dates
from runtime.channels.provider import Outcome, Provider, Took
from runtime.dispatch.dispatcher import Dispatcher
from tests.sending.shop import SHOP, Clock, Fake, Store, at, naive, store

UNTIL = at("2026-12-31T00:00")
BUSY = Outcome(Took.PASSING, "busy")


def opened(ran: str) -> Store:
    """The shop, which has run up to an instant."""
    shop = store()
    shop.customer("minji")
    shop.insert("progress", naive(at("2026-12-01T00:00")), naive(at(ran)), 0, 0)
    return shop


def runs_on(shop: Store, until: str) -> None:
    shop.connection.execute("UPDATE progress SET until = ?", [naive(at(until))])


def hands(shop: Store, clock: Clock | None = None, **fakes: Provider) -> Dispatcher:
    providers: dict[str, Provider] = {"kakao": Fake(), "sms": Fake(), "email": Fake()}
    return Dispatcher(shop.connection, SHOP, providers | fakes, clock, chance=lambda: 0.0)


def test_nothing_goes_out_in_a_pause_and_what_was_held_goes_out_at_the_resume() -> None:
    shop, kakao = opened("2026-12-02T01:10"), Fake()
    name = shop.plan("minji", "2026-12-02T01:00")
    acting.pause(shop.connection, "rescue", "anna")
    assert not hands(shop, kakao=kakao).hand_over(UNTIL)
    runs_on(shop, "2026-12-02T02:00")
    acting.resume(shop.connection, "rescue", "anna", Dates.KEEP)
    hands(shop, kakao=kakao).hand_over(UNTIL)
    assert shop.log(name)[-1] == ("accepted", "kakao", "12-02 02:00")


def test_a_pause_that_lasts_longer_than_the_message_lives_ends_it() -> None:
    shop, kakao = opened("2026-12-02T01:10"), Fake()
    name = shop.plan("minji", "2026-12-02T01:00")
    acting.pause(shop.connection, "rescue", "anna")
    runs_on(shop, "2026-12-02T08:00")
    acting.resume(shop.connection, "rescue", "anna", Dates.KEEP)
    hands(shop, Clock(at("2026-12-02T08:00")), kakao=kakao).hand_over(UNTIL)
    assert shop.final(name)[0] == "expired" and not kakao.asked


def test_a_pause_does_not_touch_other_campaigns() -> None:
    shop = opened("2026-12-02T01:10")
    name = shop.plan("minji", "2026-12-02T01:00")
    acting.pause(shop.connection, "another", "anna")
    hands(shop).hand_over(UNTIL)
    assert shop.final(name)[0] == "accepted"


def test_a_stop_withdraws_what_has_not_gone_out_of_whoever_finished_too() -> None:
    shop, kakao = opened("2026-12-02T01:10"), Fake(script=[BUSY])
    waiting, planned, sent = (shop.plan("minji", f"2026-12-02T01:0{n}") for n in (0, 2, 1))
    shop.leaves(waiting, "2026-12-02T01:00", "finished")
    clock = Clock(at("2026-12-02T01:02"))
    hands(shop, clock, kakao=kakao).hand_over(at("2026-12-02T01:02"))
    assert (shop.final(waiting)[0], shop.final(sent)[0]) == ("waiting", "accepted")
    done = acting.stop(shop.connection, "rescue", "anna")
    assert (done.enrolments, done.messages) == (2, 2)
    for name in (waiting, planned):
        assert shop.final(name) == ("withdrawn", "stopped")
    clock.later(hours=1)
    assert not hands(shop, clock, kakao=kakao).hand_over(UNTIL)


def test_of_what_a_provider_may_have_taken_a_stop_says_so() -> None:
    shop, kakao = opened("2026-12-02T01:10"), Fake(script=[ConnectionError("reset")])
    name = shop.plan("minji", "2026-12-02T01:00")
    hands(shop, Clock(at("2026-12-02T01:00:01")), kakao=kakao).hand_over(UNTIL)
    cut = shop.plan("minji", "2026-12-02T01:01")
    shop.insert("handovers", cut, 1, "kakao", naive(at("2026-12-02T01:01")), "attempt", "")
    acting.stop(shop.connection, "rescue", "anna")
    assert shop.final(name)[0] == shop.final(cut)[0] == "unknown"


def test_after_a_stop_a_failure_goes_to_no_other_channel() -> None:
    shop, sms = opened("2026-12-02T01:05"), Fake()
    name = shop.plan("minji", "2026-12-02T01:00")
    shop.leaves(name, "2026-12-02T01:00", "finished")
    hands(shop, sms=sms).hand_over(at("2026-12-02T01:05"))
    acting.stop(shop.connection, "rescue", "anna")
    shop.event("failed", "minji", "2026-12-02T01:07", name, "kakao")
    assert not hands(shop, sms=sms).hand_over(UNTIL) and not sms.asked
    assert shop.final(name)[0] == "accepted"


def test_what_is_planned_after_a_stop_and_a_resume_goes_out_with_all_its_channels() -> None:
    shop, sms = opened("2026-12-02T01:00"), Fake()
    acting.stop(shop.connection, "rescue", "anna")
    acting.resume(shop.connection, "rescue", "anna", None)
    name = shop.plan("minji", "2026-12-02T01:00")
    runs_on(shop, "2026-12-02T02:00")
    hands(shop, sms=sms).hand_over(at("2026-12-02T01:05"))
    shop.event("failed", "minji", "2026-12-02T01:07", name, "kakao")
    hands(shop, sms=sms).hand_over(UNTIL)
    assert [letter.at - at("2026-12-02T01:07") for letter in sms.taken] == [timedelta()]
