"""The report and the dry run's summary as they read: 80 columns, no colour, whatever the names."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest
from rich.cells import cell_len
from rich.console import Console

from compiler.model.project import Project
from runtime.report.making import report
from runtime.report.model import to_json
from runtime.report.summary import summary
from segue.shown.figures import amount, percent, points
from segue.shown.report import render_report
from segue.shown.summary import render_summary
from tests.report.ran import PROJECT, RESCUE, crowd, ran

settled = cache(crowd)
"""A report changes nothing in the store, so that one will do."""


def shown(project: Project = PROJECT, until: str = "2027-01-01", width: int = 80) -> str:
    screen = Console(file=io.StringIO(), width=width, highlight=False, soft_wrap=True)
    render_report(report(settled(until), project), screen)
    return text(screen)


def text(screen: Console) -> str:
    assert isinstance(screen.file, io.StringIO)
    return screen.file.getvalue()


def test_a_report() -> None:
    said = shown()
    for line in (
        "rescue “Bring carts back”",
        "    attained: 13.1% of 8,910 reached it (12.0% to 14.3%), the target is 12.0%",
        "    campaign, against the held out",
        "    in the campaign   8,910    1,170  13.1%  +5.05 (+2.01 to +8.09)",
        "    in the campaign: better than the held out, 1.62 times the rate, better with",
        "    a probability of over 99.9%, worth +1.02 a customer (+0.36 to +1.68)",
        "    quiet: no certain difference from the held out, 1.00 times the rate,",
        "  kakao          4,455        4,455        0  35,640",
        "  ended (with the held out): 10,000 finished",
    ):
        assert line in said


def test_nothing_is_said_before_a_window_is_closed() -> None:
    said = shown(until="2026-12-02")
    assert "not yet: no window is closed yet, the target is 12.0%" in said
    assert "campaign, against the held out: not yet, no window is closed" in said
    assert "better" not in said and "8,910 windows are still open, 1,170 of them" in said


def test_open_windows_stand_beside_the_closed_ones() -> None:
    said = shown(until="2026-12-04 00:08:20")
    assert "closed   open  reached" in said and "windows are still open" in said


def test_wrong_sizes_are_said_aloud() -> None:
    connection = crowd()
    connection.execute("UPDATE enrolments SET shadow = '' WHERE shadow = 'held out' AND eid < 9000")
    screen = Console(file=io.StringIO(), width=80, soft_wrap=True)
    render_report(report(connection, PROJECT), screen)
    assert "not yet, the sizes are wrong" in text(screen)
    assert "the sides do not have the sizes of their shares (p below 0.001)" in text(screen)


@pytest.mark.parametrize("width", [80, 120])
def test_every_line_fits(width: int) -> None:
    title = "장바구니를 두고 간 손님에게 다시 한 번 인사를 드리는 아주 긴 이름의 캠페인입니다"
    project = replace(PROJECT, campaigns={"rescue": replace(RESCUE, title=title)})
    for until in ("2027-01-01", "2026-12-04 00:08:20", "2026-12-02"):
        lines = shown(project, until, width).splitlines()
        assert max(map(cell_len, lines)) <= width


def test_a_summary() -> None:
    screen = Console(file=io.StringIO(), width=80, soft_wrap=True)
    render_summary(summary(settled(), PROJECT), screen)
    said = text(screen)
    assert "split wording (without the held out): 4,455 quiet, 4,455 urgent" in said
    assert "  2026-12-01        4,455" in said and "  cost             35,640" in said
    assert "goal rescued, within 3 days: 13.1% of 8,910 reached it anyway" in said


def test_entries_and_customers_are_told_apart_and_the_held_out_from_the_others() -> None:
    """The first customer is held out, and entered twice."""
    story = ran()
    for customer, shadow in ((1, "held out"), (1, "held out"), (2, "")):
        eid = story.entered(customer, "2026-12-02 10:00", shadow)
        story.decided(eid, "2026-12-02 10:00", "dropped", reason="cap", customer=customer)
    story.until("2026-12-02 12:00")
    screen = Console(file=io.StringIO(), width=100, soft_wrap=True)
    render_summary(summary(story.connection, PROJECT), screen)
    render_report(report(story.connection, PROJECT), screen, "Asia/Seoul")
    said = text(screen)
    entries = "3 times by 2 customers; of these, held out: 2 times by 1 customer\n"
    for line in (
        f"would have entered: {entries}", f"  entered: {entries}",
        "not planned (without the held out): 1 cap\n", "ended (with the held out): 3 still in\n",
        "worth 0 in all, of closed windows\n", "As of 2026-12-02 21:00 (Asia/Seoul). ",
    ):
        assert line in said


def test_the_rate_of_nobody_is_no_number() -> None:
    story = ran()
    story.entered(1, "2026-12-02 10:00")
    story.until("2026-12-02 12:00")
    (goal,) = summary(story.connection, PROJECT).campaigns[0].goals
    assert to_json(goal.closed) == {"reached": 0, "of": 0, "rate": None}


def test_days_are_those_of_the_policys_clock() -> None:
    """17:00 UTC is two in the next morning in Seoul."""
    story = ran()
    for customer, when in enumerate(("2026-12-01 14:59", "2026-12-01 15:00", "2026-12-01 17:00")):
        story.planned(story.entered(customer, when), when)
    story.until("2026-12-31")
    seoul = replace(PROJECT, policy=replace(PROJECT.policy, timezone="Asia/Seoul"))
    found = summary(story.connection, seoul).campaigns[0]
    assert [(each.day.isoformat(), each.planned) for each in found.days] == [
        ("2026-12-01", 1), ("2026-12-02", 2),
    ]  # fmt: skip
    assert found.channels[0].cost == Decimal(24)


@pytest.mark.parametrize(
    "said, meant",
    [
        (percent(0.131), "13.1%"),
        (percent(0.0057), "0.57%"),
        (percent(0.0), "0.0%"),
        (points(-0.0123), "-1.23"),
        (amount(Decimal("12.5")), "12.50"),
        (amount(Decimal(12)), "12"),
        (amount(12_345.678), "12,346"),
        (amount(1.5, signed=True), "+1.50"),
    ],
)
def test_figures(said: str, meant: str) -> None:
    assert said == meant
