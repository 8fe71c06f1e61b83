"""Arms whose shares move (S20): which is the best, by figures computed elsewhere, and a report that
a drift of the goal's rate does not deceive."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from compiler.learning import share_of, words
from compiler.model.steps import Split
from compiler.program import compile_program
from runtime.report.making import report
from runtime.report.model import Comparison
from runtime.report.scope import Period
from runtime.statistics.best import chances_to_be_best, moved
from runtime.statistics.proportions import Share
from runtime.statistics.verdict import Verdict
from runtime.statistics.weighted import weighted
from segue.shown.report import render_report
from tests.report.ran import PROJECT, RESCUE, SPLIT, ran, utc

THREE = [Share(20, 200), Share(26, 200), Share(30, 200)]
LEARNING = replace(SPLIT, maximises="rescued")
PROGRAM = replace(
    PROJECT,
    campaigns={"rescue": replace(RESCUE, steps=(LEARNING,), hold_out=0)},
)


def test_the_chances_to_be_best() -> None:
    found = chances_to_be_best(THREE)
    assert found == pytest.approx([0.0357887830, 0.2709881760, 0.6932230410], abs=1e-9)
    assert chances_to_be_best([Share(8, 100), Share(12, 100)])[1] == pytest.approx(0.8215916929)
    mailed = chances_to_be_best([Share(122, 21_306), Share(189, 21_387)])
    assert mailed[1] == pytest.approx(0.9999238491)


@pytest.mark.parametrize("arms", [2, 3, 19])
def test_arms_that_are_alike_have_equal_chances(arms: int) -> None:
    for alike in (Share(0, 100), Share(100, 100), Share(3, 1_000_000), Share(50, 100)):
        assert chances_to_be_best([alike] * arms) == pytest.approx([1 / arms] * arms)


def test_shares_keep_a_floor() -> None:
    """0.0804, 0.2803 and 0.6392."""
    assert moved(THREE) == [804, 3_608, 10_000]
    assert moved([Share(0, 10_000), Share(9_000, 10_000)]) == [500, 10_000]


def test_shares_move_from_a_hundred_on() -> None:
    assert moved([Share(0, 99), Share(90, 5_000)]) is None
    assert moved([Share(0, 100), Share(90, 5_000)]) is not None


def test_a_share_is_read_as_it_is_written() -> None:
    split = Split("1", 1, "s", LEARNING.arms)
    for end in (1, 804, 3_333, 5_000, 9_999):
        said = words(split, (end, 10_000))
        assert share_of(said, "urgent") == pytest.approx(end / 10_000)
        assert share_of(said, "quiet") == pytest.approx(1 - end / 10_000)


def test_a_drift_does_not_deceive() -> None:
    """Half and half at 5%, then nine tenths and one at 15%: raw, 11.4% against 6.7%."""
    urgent = weighted([(0.5, Share(50, 1_000)), (0.9, Share(270, 1_800))])
    quiet = weighted([(0.5, Share(50, 1_000)), (0.1, Share(30, 200))])
    assert urgent.rate == pytest.approx(0.1) and quiet.rate == pytest.approx(0.1)
    assert quiet.variance > urgent.variance > 0


def compared(rate: int, later: int) -> Comparison:
    """The arms of a store in which a thousand each came by halves on the first day, and two
    thousand by nine tenths and one on the second; so many per cent of them all reach the goal."""
    story = ran(PROGRAM)
    story.until("2027-01-01")
    story.connection.execute(f"""
        INSERT INTO decisions VALUES
          (1, 'rescue', 'v1', 'arm', 'S20', 1, '1', '', '', 'urgent', 'urgent 50%, quiet 50%'),
          (2, 'rescue', 'v1', 'arm', 'S20', 1, '1', '', '', 'quiet', 'urgent 50%, quiet 50%'),
          (3, 'rescue', 'v1', 'arm', 'S20', 1, '1', '', '', 'urgent', 'urgent 90%, quiet 10%'),
          (4, 'rescue', 'v1', 'arm', 'S20', 1, '1', '', '', 'quiet', 'urgent 90%, quiet 10%'),
          (5, 'rescue', 'v1', 'goal', 'S32', 0, '', '', '', '', 'rescued');
        CREATE TEMP TABLE came AS
          SELECT i, TIMESTAMP '2026-12-01' + to_seconds(i) + to_days(i // 2000) AS t,
                 CASE WHEN i < 1000 THEN 1 WHEN i < 2000 THEN 2 WHEN i < 3800 THEN 3 ELSE 4 END
                   AS arm,
                 i % 100 < CASE WHEN i < 2000 THEN {rate} ELSE {later} END AS reached
          FROM range(4000) r(i);
        INSERT INTO people SELECT i, 'c' || i FROM came;
        INSERT INTO enrolments SELECT i, 'rescue', 'v1', i, 'cart_add ' || i, t, i, t, '',
               NULL, NULL FROM came;
        INSERT INTO journal_rows SELECT t, i, 4, i, i, arm, '' FROM came;
        INSERT INTO event_purchase SELECT i + 5000, i, t + INTERVAL 1 HOUR, t + INTERVAL 1 HOUR,
               i::VARCHAR, 10 FROM came WHERE reached;
        INSERT INTO journal_rows SELECT t + INTERVAL 1 HOUR, i + 5000, 2, i, i, 5, '' FROM came
               WHERE reached;
    """)
    found = report(story.connection, PROGRAM, [], Period())
    shown = StringIO()
    render_report(found, Console(file=shown, width=100), "UTC")
    assert "the shares of these arms move" in shown.getvalue()
    (goal,) = found.campaigns[0].goals
    (comparison,) = goal.comparisons
    return comparison


def test_the_report_weighs_each_customer_by_the_share_of_their_arm() -> None:
    comparison = compared(5, 15)
    quiet, urgent = comparison.sides
    assert comparison.base == "quiet" and comparison.sizes is None
    assert urgent.closed == Share(320, 2_800) and quiet.closed == Share(80, 1_200)
    assert urgent.rate == pytest.approx(0.1) and quiet.rate == pytest.approx(0.1)
    (difference,) = comparison.differences
    assert difference.difference == pytest.approx(0)
    assert difference.chance == pytest.approx(0.5)
    assert difference.verdict is Verdict.UNDECIDED


def test_arms_that_are_kept_do_not_make_sizes_wrong() -> None:
    """By the first text half get `urgent`, by the second a tenth; in the period of the second, as
    many come again, and keep what they had, as come for the first time."""
    story = ran()
    story.until("2027-01-01")
    arms = replace(SPLIT, arms=(replace(SPLIT.arms[0], until=1_000), SPLIT.arms[1]))
    second = replace(PROJECT, campaigns={"rescue": replace(RESCUE, steps=(arms,), hold_out=0)})
    story.connection.execute(f"""
        INSERT INTO programs VALUES
          ('p1', '{compile_program(PROJECT).to_json().replace("'", "''")}'),
          ('p2', '{compile_program(second).to_json().replace("'", "''")}');
        INSERT INTO versions VALUES ('rescue', 'v1', 'p1', now()), ('rescue', 'v2', 'p2', now());
        INSERT INTO decisions VALUES
          (1, 'rescue', 'v1', 'arm', 'S19', 1, '1', '', '', 'urgent', ''),
          (2, 'rescue', 'v1', 'arm', 'S19', 1, '1', '', '', 'quiet', ''),
          (3, 'rescue', 'v2', 'arm', 'S19', 1, '1', '', '', 'urgent', ''),
          (4, 'rescue', 'v2', 'arm', 'S19', 1, '1', '', '', 'quiet', '');
        CREATE TEMP TABLE came AS
          SELECT i, i % 2000 AS cid, i >= 2000 AS later,
                 CASE WHEN i < 2000 THEN 1 + i % 2 WHEN i < 4000 THEN 3 + i % 2
                      WHEN i % 10 = 0 THEN 3 ELSE 4 END AS arm,
                 TIMESTAMP '2026-12-01' + to_seconds(i)
                   + to_days(CASE WHEN i < 2000 THEN 0 ELSE 4 END) AS t
          FROM range(4000) r(i)
          UNION ALL
          SELECT i, i, true, CASE WHEN i % 10 = 0 THEN 3 ELSE 4 END,
                 TIMESTAMP '2026-12-05' + to_seconds(i)
          FROM range(4000, 6000) r(i);
        INSERT INTO people SELECT DISTINCT cid, 'c' || cid FROM came;
        INSERT INTO enrolments SELECT i, 'rescue', CASE WHEN later THEN 'v2' ELSE 'v1' END, cid,
               'cart_add ' || i, t, i, t, '', NULL, NULL FROM came;
        INSERT INTO journal_rows SELECT t, i, 4, cid, i, arm, '' FROM came;
    """)
    period = Period(utc("2026-12-05"), None)
    (goal,) = report(story.connection, second, period=period).campaigns[0].goals
    (comparison,) = goal.comparisons
    assert sum(side.customers for side in comparison.sides) == 4_000
    assert comparison.sizes is not None and comparison.sizes.p > 0.9
