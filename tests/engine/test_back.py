"""Customers who are gone from the shop's table, and come back."""

from __future__ import annotations

from dataclasses import replace

from runtime.history import Version
from tests.engine.borders import agreed, at, does, shop, somebody, unsubscribes
from tests.engine.test_acts import campaign, lines


def test_who_comes_back_with_a_consent_has_not_given_it_anew() -> None:
    events = (unsubscribes(at("03-06 11:00"), "mail"), does("cart_add", at("03-07 10:00")))
    known = somebody("ann", *events)
    (first,) = known.versions
    gone, again = Version(at("03-06 12:00"), {}, gone=True), replace(first, since=at("03-07 01:00"))
    back = (first, gone, again)
    rows = agreed(shop(campaign("send hello by mail")), replace(known, versions=back))
    assert [line for line in lines(rows) if "dropped" in line] == [
        "03-07 10:00 c dropped mail unsubscribed"
    ]
