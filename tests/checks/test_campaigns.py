"""What each check of campaigns sees, and what it lets pass."""

from __future__ import annotations

import pytest

from compiler.codes import BASE
from tests.compiler.asking import findings

PHONE = "channel sms\n  to phone\n"
KNOWN = BASE.replace(PHONE, f"{PHONE}  quiet from 20:00 until 08:00\n")
ZONE = '  timezone "Europe/London"\n'
WEEKLY = "  enter every Monday at 09:00 for loyal\n"
CART = "  enter on cart_add\n    each time\n"


def codes(steps: str, head: str = WEEKLY, base: str = BASE, more: str = "") -> list[str]:
    """What is found in a campaign of these steps."""
    goal = "  goal purchase within 60 days\n\n"
    body = "".join(f"  {line}\n" for line in steps.splitlines())
    return [each.code for each in findings(f"campaign one\n{head}{goal}{body}{more}", base=base)]


SEND, MAIL = "send hello by sms", "send hello by email"


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        (f"wait until 21:00\n{SEND}", ["W0106"]),
        (f"wait until 21:00\nif orders > 5\n  {SEND}\nelse\n  {MAIL}", ["W0106"]),
        (f"wait until 21:00\nsplit s\n  a 50%\n    {SEND}\n  b 50%\n    {MAIL}", ["W0106"]),
        (f"wait until 21:00\nwait 1 hour\n{SEND}", []),
        ("wait until 21:00\nsend hello by sms, else email", []),
    ],
)  # fmt: skip
def test_waits_that_end_in_quiet_time(steps: str, found: list[str]) -> None:
    assert codes(steps, base=KNOWN) == found


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        ("wait for purchase, at most 1 day\n  send hello by sms", ["W0113"]),
        ("wait for purchase or cart_add, at most 1 day\n  send hello by sms", []),
        ("unless purchase within 1 day\n  send hello by sms", ["W0113"]),
        ("wait for cart_add where total > 5, at most 1 day\n  send hello by sms", []),
        ("wait for opened any message, at most 1 day\n  send hello by sms", ["W0113"]),
        (f"{MAIL}\nwait for opened any message, at most 1 day\n  {SEND}", []),
        (f"repeat up to 2 times, every 1 week\n  unless opened hello within 1 day\n    {SEND}", []),
        (f"until opened hello, at most 3 days\n  {MAIL}\n  wait 4 days\n  {SEND}", []),
        (f"wait for the first of, at most 1 day\n  purchase\n    {SEND}\n  cart_add\n    {MAIL}",
         ["W0113"]),
    ],
)  # fmt: skip
def test_what_never_comes(steps: str, found: list[str]) -> None:
    assert codes(steps, head=f"{WEEKLY}  leave on purchase\n") == found


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        (f"{SEND}\n{SEND}", ["W0118"]),
        (f"{SEND}\nwait 23 hours\n{SEND}", ["W0118"]),
        (f"{SEND}\nwait 24 hours\n{SEND}", []),
        (f"{SEND}\nwait until 10:00\n{SEND}", ["W0118"]),
        (f"{SEND}\nwait until 08:00\n{SEND}", ["W0118"]),
        (f"if orders > 5\n  {SEND}\nelse\n  {MAIL}\n{SEND}", []),
        (f"if orders > 5\n  {SEND}\nelse\n  {SEND}\n{SEND}", []),
        (f"{SEND}\nif orders > 5\n  {SEND}\nelse\n  {MAIL}", ["W0118"]),
        ("send hello by email\nsend hello by sms, else email", []),
        (f"repeat up to 3 times, every 6 hours\n  {SEND}", ["W0118"]),
        (f"repeat up to 3 times, every 1 day\n  {SEND}", []),
        (f"send receipt by email\n{MAIL}", []),
        (f"{SEND}\nwait for purchase, at most 2 days\n{SEND}", []),
        (f"{SEND}\nwait for purchase, at most 3 hours\n{SEND}", ["W0118"]),
    ],
)  # fmt: skip
def test_what_a_cap_always_drops(steps: str, found: list[str]) -> None:
    capped = BASE.replace(ZONE, f"{ZONE}  at most 1 per day per customer\n")
    assert codes(steps, base=capped) == found


@pytest.mark.parametrize(
    ("head", "steps", "found"),
    [
        ("  runs from 2026-12-01 until 2026-12-08\n" + WEEKLY, f"wait 6 days\n{MAIL}", []),
        ("  runs from 2026-12-01 until 2026-12-08\n" + WEEKLY, f"wait 7 days\n{MAIL}", ["W0119"]),
        ("  runs until 2026-12-08\n  enter at 2026-12-08 00:00 for loyal\n", MAIL, ["W0119"]),
        ("  runs until 2026-12-08\n  enter at 2026-12-07 23:59 for loyal\n", MAIL, []),
        ("  runs from 2026-12-08\n  enter at 2026-12-07 23:59 for loyal\n", MAIL, ["W0119"]),
        (WEEKLY, f"wait 3 days\nwait until 10:00 on day 3\n  {MAIL}", []),
        (WEEKLY, f"wait 3 days\nwait 2 hours\nwait until 10:00 on day 3\n  {MAIL}", ["W0115"]),
        ("  runs from 2026-12-08\n" + WEEKLY, f"wait until 2026-12-01 at 10:00\n  {MAIL}",
         ["W0115"]),
        ("  runs from 2026-12-08\n" + WEEKLY, f"wait until 2026-12-24 at 10:00\n  {MAIL}", []),
    ],
)  # fmt: skip
def test_what_comes_too_late(head: str, steps: str, found: list[str]) -> None:
    assert codes(steps, head) == found


def _two(entry: str, other: str, channel: str = "email") -> str:
    return (f"\ncampaign two\n  enter {other}\n  goal purchase within 7 days\n\n"
            f"  send hello by {channel}\n" if entry else "")  # fmt: skip


@pytest.mark.parametrize(
    ("entry", "other", "channel", "found"),
    [
        ("every Monday at 09:00 for loyal", "every Monday at 11:59 for loyal", "email", ["W0120"]),
        ("every Monday at 09:00 for loyal", "every Monday at 12:00 for loyal", "email", []),
        ("every Monday at 09:00 for loyal", "every Monday at 09:00 for loyal", "sms", []),
        ("every Monday at 09:00 for loyal", "every Tuesday at 09:00 for loyal", "email", []),
        ("every Monday at 09:00 for loyal", "every day at 10:00 for everyone", "email", ["W0120"]),
        ("every Monday at 09:00 for loyal", "every Monday at 09:00 for rare", "email", []),
        ("at 2026-11-30 09:00 for loyal", "every Monday at 09:00 for loyal", "email", ["W0120"]),
        ("at 2026-11-30 09:00 for loyal", "at 2026-12-07 09:00 for loyal", "email", []),
        ("at 2026-11-30 09:00 for loyal", "at 2026-11-30 10:00 for loyal", "email", ["W0120"]),
    ],
)  # fmt: skip
def test_campaigns_that_meet(entry: str, other: str, channel: str, found: list[str]) -> None:
    base = BASE + "\nsegment rare\n  orders < 3\n"
    assert codes(MAIL, f"  enter {entry}\n", base, _two(entry, other, channel)) == found


@pytest.mark.parametrize(
    ("entries", "found"),
    [
        (["every day at 09:00 for loyal"], ["W0121"]),
        (["every weekday at 09:00 for loyal"], ["W0121"]),
        (["every Monday at 09:00 for loyal", "every Friday at 09:00 for loyal"], []),
        (["every Monday at 09:00 for loyal", "every Tuesday at 09:00 for loyal",
          "every Friday at 09:00 for everyone", "every Sunday at 09:00 for loyal"], ["W0121"]),
        (["every Monday at 09:00 for loyal", "every Tuesday at 09:00 for rare",
          "every Friday at 09:00 for rare", "every Sunday at 09:00 for loyal"], []),
        (["every day at 09:00 for loyal\n    again after 7 days"], []),
    ],
)  # fmt: skip
def test_more_than_the_policy_lets_through(entries: list[str], found: list[str]) -> None:
    capped = BASE.replace(ZONE, f"{ZONE}  at most 3 per week per customer\n")
    text = "".join(
        f"campaign c{place}\n  enter {entry}\n  goal purchase within 7 days\n\n  {MAIL}\n\n"
        for place, entry in enumerate(entries)
    )
    found_here = findings(text, base=capped + "\nsegment rare\n  orders < 3\n")
    assert [each.code for each in found_here] == found
