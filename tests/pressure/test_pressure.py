"""How many messages one customer can get in any week, by hand-made campaigns."""

from __future__ import annotations

from datetime import timedelta

import pytest

from compiler.codes import BASE
from compiler.pressure import Pressure, Share, pressure
from tests.compiler.asking import project

KNOWN = BASE.split("campaign greeting")[0]


def week(text: str, *, policy: str = "") -> Pressure:
    found = project(text, base=KNOWN.replace('timezone "Europe/London"', policy)
                    if policy else KNOWN)  # fmt: skip
    return pressure(found, found.campaigns.values())


def share(entry: str, steps: str, *, policy: str = "") -> Share:
    """What one campaign adds that sends `hello` among the steps."""
    goal = "  goal purchase within 7 days\n"
    lines = "".join(f"  {line}\n" for line in steps.splitlines())
    (found,) = week(f"campaign one\n  {entry}\n{goal}\n{lines}", policy=policy).shares
    return found


SEND = "send hello by email"


@pytest.mark.parametrize(
    ("entry", "steps", "most"),
    [
        ("enter every Monday at 09:00 for loyal", SEND, 1),
        ("enter every day at 09:00 for loyal", SEND, 7),
        ("enter every weekday at 09:00 for loyal", SEND, 5),
        ("enter every 2 weeks on Monday at 09:00 for loyal", SEND, 1),
        ("enter every month on day 1 at 09:00 for loyal", SEND, 1),
        ("enter every day at 09:00 for loyal\n    again after 3 days", SEND, 3),
        ("enter every day at 09:00 for loyal\n    once", SEND, 1),
        ("enter at 2026-11-27 10:00 for loyal", SEND, 1),
        ("enter on birthday at 10:00", SEND, 1),
        ("enter on cart_add\n    once", SEND, 1),
        ("enter on cart_add\n    each time", SEND, None),
        ("enter on cart_add\n    once per cart", SEND, None),
        ("enter on cart_add\n    again after 2 days", SEND, 4),
        ("enter on cart_add\n    again at once, starting over", f"wait 1 day\n{SEND}", 8),
        ("enter on cart_add\n    again at once, starting over", SEND, None),
        ("enter on cart_add\n    again after leaving this campaign", f"wait 2 days\n{SEND}", 4),
    ],
)  # fmt: skip
def test_how_often_one_enters(entry: str, steps: str, most: int | None) -> None:
    assert share(entry, steps).most == most


@pytest.mark.parametrize(
    ("steps", "hours"),
    [
        (f"{SEND}\nwait 7 days\n{SEND}", [0]),
        (f"{SEND}\nwait 167 hours\n{SEND}", [0, 167]),
        (f"{SEND}\nwait 9 days\n{SEND}\nwait 1 day\n{SEND}", [0, 24]),
        (f"split s\n  a 50%\n    {SEND}\n  b 50%\n    {SEND}\n    wait 1 day\n    {SEND}", [0, 24]),
        (f"if orders >= 2\n  {SEND}\n  leave \"enough\"\n{SEND}\nwait 2 days\n{SEND}", [0, 48]),
        (f"unless purchase within 3 days\n  {SEND}\n{SEND}", [0, 0]),
        (f"{SEND}\nunless purchase within 3 days\n  {SEND}", [0, 72]),
        (f"repeat up to 4 times, every 2 days\n  {SEND}", [0, 48, 96, 144]),
        (f"repeat up to 4 times, every 7 days\n  wait until 10:00\n  {SEND}", [0]),
        (f"{SEND}\nwait until 11:00\n{SEND}", [0, 2]),
        (f"until purchase, at most 5 days\n  {SEND}\n  wait 1 day\n  {SEND}\nelse\n  {SEND}",
         [0, 24, 120]),
    ],
)  # fmt: skip
def test_the_fullest_week_of_one_enrolment(steps: str, hours: list[int]) -> None:
    found = share("enter every month on day 1 at 09:00 for loyal", steps)
    assert [touch.after / timedelta(hours=1) for touch in found.path] == hours


def test_quiet_time_can_bring_two_into_one_week() -> None:
    """Who enters on Monday at 21:00 hears of it on Tuesday, and next time at once."""
    quiet = 'timezone "UTC"\n  quiet from 20:00 until 08:00'
    steps = f"if orders >= 2\n  {SEND}\nelse\n  send receipt by email\n  wait 3 hours\n  {SEND}"
    entry = "enter on cart_add\n    again after 7 days"
    assert share(entry, steps).most == 2
    assert share(entry, SEND).most == 1
    assert share(entry, SEND, policy=quiet).most == 1


ONE = "campaign one\n  enter every day at 09:00 for loyal\n  goal purchase within 7 days\n\n"
TWO = "campaign two\n  enter on cart_add\n    each time\n  goal purchase within 7 days\n\n"


def test_campaigns_add_up_and_caps_hold() -> None:
    free = week(f"{ONE}  {SEND}\n")
    assert (free.wanted, free.most, free.held) == (7, 7, ())
    capped = week(f"{ONE}  {SEND}\n", policy='timezone "UTC"\n  at most 3 per week per customer')
    assert (capped.wanted, capped.most) == (7, 3)
    assert [each.channel for each in capped.held] == [None]
    daily = week(f"{ONE}  {SEND}\n{TWO}  {SEND}\n",
                 policy='timezone "UTC"\n  at most 1 per day per customer')  # fmt: skip
    assert (daily.wanted, daily.most, daily.unbounded) == (None, 7, ("two",))


def test_where_nothing_bounds_it() -> None:
    found = week(f"{ONE}  {SEND}\n{TWO}  {SEND}\n")
    assert (found.wanted, found.most, found.held) == (None, None, ())


def test_messages_for_service_are_counted_by_themselves() -> None:
    found = week("campaign one\n  enter every day at 09:00 for loyal\n\n  send receipt by email\n")
    assert (found.wanted, found.most, found.service) == (0, 0, 7)
    assert [each.campaign for each in found.of_service] == ["one"]


def test_a_cap_of_a_channel_holds_only_its_own() -> None:
    rare = KNOWN.replace("with consent wants_sms\n",
                         "with consent wants_sms\n  at most 1 per week per customer\n")  # fmt: skip
    found = project(f"{ONE}  send hello by sms\n", base=rare)
    assert pressure(found, found.campaigns.values()).most == 1
    found = project(f"{ONE}  send hello by sms, else email\n", base=rare)
    assert pressure(found, found.campaigns.values()).most == 7
