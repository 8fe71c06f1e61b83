"""What an editor draws without asking what it means: hints, folds, outline, colours."""

from __future__ import annotations

import pytest

from compiler.editing.colours import colours
from compiler.editing.folding import Fold, folds
from compiler.editing.instants import hints
from compiler.editing.outline import outline
from dsl.parse import parse_text
from dsl.source import Source
from tests.editing.projects import HERE, context
from tests.editing.test_names import FILE

STEPS = """campaign long
  enter on cart_add
    once
  goal purchase within 30 days

"""


def latest(steps: str) -> list[tuple[str, str]]:
    """Behind what a hint stands, and when the wait is over after the entry."""
    text = STEPS + steps
    found = hints(parse_text(HERE, text).file)
    return [
        (text[text.rfind("  ", 0, each.offset) : each.offset].strip(),
         each.more.partition("at the latest ")[2].partition(" after the entry")[0])
        for each in found
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("steps", "when"),
    [
        ("  wait until 10:00\n", "24 hours"),
        ("  wait until Monday at 10:00\n", "7 days"),
        ("  wait 2 hours\n  wait until 10:00\n", "1 day 2 hours"),
        ("  wait for purchase, at most 3 days\n  wait until 10:00\n", "4 days"),
        ("  repeat up to 3 times, every 2 days\n    send a by b\n  wait until 10:00\n", "5 days"),
        ("  if in a\n    wait 1 day\n  else\n    wait 2 days\n  wait until 10:00\n", "3 days"),
        ("  split s\n    a 50%\n      wait 5 days\n    b 50%\n  wait until 10:00\n", "6 days"),
        ("  until purchase, at most 2 days\n    wait 9 days\n  wait until 10:00\n", "3 days"),
        ("  wait until 2 days before birthday\n  wait until 10:00\n", ""),
    ],
)
def test_when_a_wait_is_over_at_the_latest(steps: str, when: str) -> None:
    assert latest(steps)[-1][1] == when


def test_days_of_the_week_stand_behind_dates() -> None:
    text = STEPS.replace("  goal", "  runs from 2026-12-24 until 2027-01-01\n  goal")
    assert [each.text for each in hints(parse_text(HERE, text).file)] == ["Thursday", "Friday"]


def test_blocks_texts_and_comments_can_be_folded() -> None:
    message = 'message m\n  sms\n    """\n    a\n    b\n    """\n'
    text = f"# one\n# two\n{message}\n# three\npolicy\n  x\n"
    assert folds(Source(HERE, text)) == [
        Fold(1, 2, comment=True), Fold(3, 8), Fold(4, 8), Fold(5, 8), Fold(11, 12),
    ]  # fmt: skip


def test_the_outline_has_what_a_campaign_declares_in_it() -> None:
    (_, _, campaign, test) = outline(context({HERE: FILE}).index.files[HERE])
    assert [each.name for each in campaign.below] == ["rescued", "wording"]
    (early, late) = campaign.below[1].below
    assert [each.name for each in early.below] == ["bought"] and late.below == ()
    assert (test.name, test.sort) == ("an early one", "test")


def test_colours_are_in_order_and_none_lies_over_another() -> None:
    index = context({HERE: FILE}).index
    found = colours(Source(HERE, FILE), index.files[HERE], index)
    ends = [each.span.end for each in found]
    assert all(end <= each.span.start for end, each in zip(ends, found[1:], strict=False))
    said = {(FILE[each.span.start : each.span.end], each.sort) for each in found}
    assert {("left", "message"), ("bought", "event that a wait saw"), ("early", "arm")} <= said
    assert {("customer_id", "column"), ("leave", "keyword")} <= said
    assert ("mia", "customer of this test") in said
