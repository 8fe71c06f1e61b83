"""Every kind of journal row has its sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compiler.model.declarations import Cap, Policy
from compiler.model.steps import Arm, Split
from runtime.journal import Kind, Row
from runtime.telling.aloud import aloud
from tests.interpreter.shop import KAKAO, SEOUL, campaign, project, utc

ARMS = (Arm("urgency", 5_000, ()), Arm("benefit", 10_000, ()))
SHOP = project(
    campaign(Split("2", 2, "wording", ARMS)), channels=[replace(KAKAO, caps=(Cap(1, "day"),))]
)
TIMER = Row(utc("2026-12-02 02:00"), "", "minji", "rescue", "v", "cart_add 7", Kind.LEFT)
BY_EVENT = replace(TIMER, position="purchase 9")
SCHEDULED = replace(TIMER, cause="2026-12-02 11:00")


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (replace(BY_EVENT, kind=Kind.ENTERED), "entered by cart_add 7"),
        (replace(SCHEDULED, kind=Kind.ENTERED), "entered by the schedule of 2026-12-02 11:00"),
        (
            replace(BY_EVENT, kind=Kind.ENTERED, arm="held out", reason="held out"),
            "entered by cart_add 7, held out: is watched, but gets no advertising",
        ),
        (
            replace(BY_EVENT, kind=Kind.REFUSED, reason="late", rule="S17"),
            "not let in by cart_add 7: the event arrived too late [S17]",
        ),
        (
            replace(TIMER, kind=Kind.ARM, step="2", arm="urgency", rule="S19"),
            "split wording: got the arm urgency [S19]",
        ),
        (replace(TIMER, kind=Kind.BRANCH, step="3", arm="else"), "step 3: went on by `else`"),
        (replace(TIMER, kind=Kind.WAITED, step="1", reason="time"), "step 1: the wait is over"),
        (
            replace(TIMER, kind=Kind.WAITED, step="1", reason="missed", rule="S23"),
            "step 1: its instant is past or unknown, so what is under it is skipped [S23]",
        ),
        (
            replace(BY_EVENT, kind=Kind.WAITED, step="4", reason="answered"),
            "step 4: answered by purchase 9",
        ),
        (
            replace(TIMER, kind=Kind.HELD, message="reminder", channel="kakao", reason="quiet"),
            "reminder waits for the end of the quiet time of kakao",
        ),
        (
            replace(TIMER, kind=Kind.PLANNED, message="reminder", channel="kakao", rule="S26"),
            "reminder planned by kakao [S26]",
        ),
        (
            replace(TIMER, kind=Kind.SHADOW, message="reminder", channel="kakao"),
            "reminder by kakao not sent, since the customer is held out",
        ),
        (
            replace(TIMER, kind=Kind.DROPPED, message="m", channel="kakao", reason="cap"),
            "m dropped: the cap of kakao (1 per day) was used up",
        ),
        (
            replace(TIMER, kind=Kind.DROPPED, message="m", channel="kakao", reason="quiet"),
            "m dropped: it met the quiet time of kakao",
        ),
        (
            replace(TIMER, kind=Kind.DROPPED, message="m", reason="kakao no consent"),
            "m dropped: no channel reaches the customer (kakao no consent)",
        ),
        (
            replace(BY_EVENT, kind=Kind.GOAL, reason="rescued"),
            "reached the goal rescued by purchase 9",
        ),
        (replace(TIMER, reason="finished", rule="S21"), "finished [S21]"),
        (replace(BY_EVENT, reason="left on purchase"), "left on purchase (purchase 9)"),
        (replace(BY_EVENT, reason="replaced"), "left: replaced by a new entry by purchase 9"),
        (replace(TIMER, reason='leave "too far"'), 'left because "too far"'),
    ],
)
def test_sentences(row: Row, sentence: str) -> None:
    assert aloud(SHOP, row) == f"2026-12-02 11:00 rescue: {sentence}"


def test_a_row_of_what_is_gone_can_still_be_read() -> None:
    gone = replace(TIMER, campaign="gone", channel="fax", message="m", step="1", arm="a")
    for kind in Kind:
        assert "gone" in aloud(SHOP, replace(gone, kind=kind, reason="cap"))


def test_two_caps_are_both_named() -> None:
    shop = replace(SHOP, policy=Policy(SEOUL, (Cap(3, "week"),)))
    row = replace(TIMER, kind=Kind.DROPPED, message="m", channel="kakao", reason="cap")
    assert aloud(shop, row).endswith(
        "a cap was used up: the policy (3 per week) or kakao (1 per day)"
    )


def test_instants_are_as_exact_as_they_must_be() -> None:
    late = replace(TIMER, at=utc("2026-12-02 02:00:05.000001"), reason="finished")
    assert aloud(SHOP, late).startswith("2026-12-02 11:00:05.000001 ")
