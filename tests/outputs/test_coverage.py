"""What tests go through, and what not: told from their journals alone."""

from __future__ import annotations

from pathlib import Path

from compiler.codes import BASE
from runtime.loading import read
from runtime.testing import run_test
from runtime.testing.coverage import Covered, coverage, share

HEAD = """campaign c
  enter on cart_add
    each time
  leave on purchase where amount > 100
  goal purchase within 7 days

"""

ADA = '''
test "{}"
  customer ada with wants_email yes, email "ada@example.org"
  at 2026-03-02 10:00 ada does cart_add with cart "K1", product "A", total {}
{}  expect no receipt to ada
'''


def covered(steps: str, *lines: str, total: int = 5, head: str = HEAD) -> Covered:
    """The campaign with these steps, after a test with one cart and further lines."""
    text = head + steps + ADA.format("one", total, "".join(f"  {line}\n" for line in lines))
    files = [("base.campaign", BASE.encode()), ("c.campaign", text.encode())]
    loaded = read(Path(), files, lambda _: None)
    project = loaded.checked.project
    assert project is not None, loaded.diagnostics
    journals = [run_test(project, test).rows for test in project.tests]
    (found,) = coverage(loaded, ["c.campaign"], journals)
    return found


def missed(steps: str, *lines: str, total: int = 5) -> list[str]:
    return [part.what for part in covered(steps, *lines, total=total).missed]


BUYS = "at 2026-03-0{} 12:00 ada does purchase with cart \"K1\", amount {}"
LEAVE = "leave on purchase where amount > 100"


def test_only_the_steps_behind_a_wait_that_ended_are_gone_through() -> None:
    steps = "  wait 1 day\n  send hello by email\n"
    assert missed(steps) == [LEAVE]
    assert missed(steps, BUYS.format(2, 200)) == ["send hello by email"]


def test_the_branch_that_was_not_taken_is_missed_also_where_it_is_not_written() -> None:
    steps = "  if entry.total > 10\n    send hello by email\n"
    assert missed(steps) == [LEAVE, "if entry.total > 10: yes", "send hello by email"]
    assert missed(steps, total=50) == [LEAVE, "if entry.total > 10: no"]


def test_a_wait_for_an_event_has_two_ways() -> None:
    steps = "  unless purchase within 1 day\n    send hello by email\n"
    assert missed(steps) == [LEAVE, "unless purchase within 1 day: purchase"]
    assert missed(steps, BUYS.format(2, 5)) == [
        LEAVE, "unless purchase within 1 day: not within 1 day", "send hello by email",
    ]  # fmt: skip


def test_steps_that_an_event_ends_are_gone_through_as_far_as_they_came() -> None:
    steps = (
        "  until purchase, at most 5 days\n    wait 2 days\n    send hello by email\n"
        "    wait 4 days\n  then\n    send hello by sms\n  else\n    leave \"no\"\n"
    )
    until = "until purchase, at most 5 days"
    assert missed(steps) == [
        LEAVE, f"{until}: purchase", f"{until}: ended by itself", "send hello by sms",
    ]  # fmt: skip
    assert missed(steps, BUYS.format(3, 5)) == [
        LEAVE, f"{until}: after 5 days", f"{until}: ended by itself", "send hello by email",
        "wait 4 days", 'leave "no"',
    ]  # fmt: skip


def test_a_repeated_step_is_gone_through_where_one_pass_is() -> None:
    steps = "  repeat up to 3 times, every 1 day\n    send hello by email\n"
    assert missed(steps, BUYS.format(2, 200)) == []
    assert missed(steps) == [LEAVE]


def test_an_arm_counts_and_what_is_done_for_who_leaves_too() -> None:
    head = HEAD.replace(LEAVE, f"{LEAVE}\n    send receipt to desk")
    steps = "  split s\n    a 100%\n      wait 1 day\n    b 0%\n      send hello by email\n"
    staff = '\nstaff desk to "desk@shop.example"\n'
    left = covered(steps + staff, BUYS.format(2, 200), head=head)
    assert [part.what for part in left.missed] == ["split s: b", "send hello by email"]
    stayed = covered(steps + staff, head=head)
    assert [part.what for part in stayed.missed] == [
        LEAVE, "send receipt to desk", "split s: b", "send hello by email",
    ]  # fmt: skip


def test_an_instant_that_is_past_is_a_way_of_its_own() -> None:
    steps = "  wait until 2026-03-01 at 10:00\n    send hello by email\n"
    assert missed(steps) == [
        LEAVE, "wait until 2026-03-01 at 10:00: then", "send hello by email",
    ]  # fmt: skip


def test_shares_are_of_all_lines_and_ways_together() -> None:
    found = covered("  if entry.total > 10\n    send hello by email\n")
    assert len(found.parts) == 6  # the entry, the leave, the question, its two ways, the message
    assert share([found]) == 0.5
    assert share([]) == 1.0
