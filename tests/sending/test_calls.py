"""Calls on their way: handed over once, whoever left, and given up after a day (S27, S29)."""

from __future__ import annotations

from dataclasses import replace

from compiler.model.hooks import Hook
from runtime.channels.provider import Outcome, Took
from runtime.channels.webhook import signature
from runtime.dispatch.dispatcher import Dispatcher
from runtime.secrets import key_of
from tests.sending.shop import SHOP, Clock, Fake, Store, at, store

CRM = "hook crm"
HOOKED = replace(SHOP, hooks={"crm": Hook("crm", None, ("name",), ("product",))})


def planned(shop: Store) -> str:
    """A call at 01:00 by the text that plans messages."""
    shop.customer("minji", name="Minji")
    name = shop.plan("minji", "2026-12-02T01:00", message="crm", chain=[CRM], service=True)
    shop.connection.execute("UPDATE decisions SET kind = 'called'")
    return name


def hands(shop: Store, clock: Clock, crm: Fake, **hooks: Hook) -> Dispatcher:
    project = HOOKED if not hooks else replace(HOOKED, hooks=hooks)
    return Dispatcher(shop.connection, project, {CRM: crm}, clock, chance=lambda: 0.5)


def test_who_has_left_is_called_for_as_they_stood_at_the_step() -> None:
    shop, crm, clock = store(), Fake(), Clock(at("2026-12-02T05:00"))
    name = planned(shop)
    shop.leaves(name, "2026-12-02T02:00", "left on purchase")
    shop.customer("minji", since="2026-12-02T03:00", name="Another", phone=None)
    handing = hands(shop, clock, crm)
    assert not handing.hand_over(at("2026-12-02T05:00"))
    assert handing.called == {"accepted": 1}
    assert crm.taken[0].content.text == (
        '{"type": "crm", "timestamp": "2026-12-02T01:00:00Z", "data": {"campaign": "rescue", '
        f'"step": "{name.rpartition("/")[2]}", "customer": {{"key": "minji", "name": "Minji"}}, '
        '"entry": {"product": "Tent"}}}'
    )


def test_what_is_not_taken_is_tried_again_for_a_day() -> None:
    for late, outcome in ((0, "accepted"), (1, "expired")):
        shop = store()
        crm = Fake(script=[Outcome(Took.PASSING, "busy")])
        clock = Clock(at("2026-12-02T01:00"))
        name = planned(shop)
        handing = hands(shop, clock, crm)
        handing.hand_over(clock.later(seconds=1))
        assert handing.waiting == {name: CRM}
        clock.now = at("2026-12-03T01:00")
        handing.hand_over(clock.later(seconds=late))
        handing.hand_over(clock.later(seconds=1))
        assert shop.final(name)[0] == outcome


def test_a_hook_that_is_no_more_is_not_called() -> None:
    shop, crm, clock = store(), Fake(), Clock(at("2026-12-02T05:00"))
    name = planned(shop)
    hands(shop, clock, crm, other=Hook("other")).hand_over(at("2026-12-02T05:00"))
    assert shop.final(name) == ("dropped", "hook crm is not in the project now")
    assert not crm.asked


def test_a_signature_is_that_of_the_standard() -> None:
    """The vector of github.com/standard-webhooks/standard-webhooks."""
    key = key_of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    made = signature(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", '{"test": 2432232314}')
    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
