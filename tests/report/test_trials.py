"""The test of a split in the report: what its arms brought, what was decided and since when, and
that who got the arm that was decided for is in no comparison (S20, S34)."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import StringIO

from rich.console import Console

from compiler.versions import campaign_version
from runtime import store
from runtime.engines.engine import Engine
from runtime.report.making import report
from runtime.report.model import CampaignReport, TrialArm
from runtime.report.scope import Period
from runtime.statistics.proportions import Share
from segue.shown.report import render_report
from tests.engine.compared import IDENTITY, project
from tests.engine.recorded import Recorder
from tests.engine.test_trials import END, FIRST, HOUR, OTHERS, TEXT, did, three_of_three

SHOP = project(TEXT.replace("AGAIN", "each time").replace("HELD", "0"))


def reported(until: datetime) -> tuple[CampaignReport, str]:
    """The report of a store that has run up to an instant, and how it reads."""
    known, forced = three_of_three(FIRST + HOUR)
    others = [did(key, ("visit", FIRST + n * HOUR)) for n, key in enumerate(OTHERS[:8])]
    recorder = Recorder(SHOP, [*known, *others])
    versions = {"c": campaign_version(SHOP, "c")}
    engine = Engine(store.open(None, threads=1), SHOP, recorder, IDENTITY, forced, versions)
    engine.begin(FIRST - HOUR)
    engine.tick(until)
    found = report(engine.connection, SHOP, [], Period())
    shown = StringIO()
    render_report(found, Console(file=shown, width=100), "UTC")
    return found.campaigns[0], shown.getvalue()


def test_one_that_is_under_way() -> None:
    found, shown = reported(FIRST + 2 * HOUR)
    (trial,) = found.trials
    assert (trial.split, trial.part, trial.ends, trial.best) == ("wording", 0.5, END, None)
    assert trial.arms == (TrialArm("short", Share(0, 3)), TrialArm("long", Share(3, 3)))
    assert "test of wording on 50.0%: short 0 of 3 (0.0%), long 3 of 3 (100.0%)" in shown
    assert "decided at 2026-03-06 07:00" in shown


def test_one_that_is_over() -> None:
    found, shown = reported(END + timedelta(days=2))
    (trial,) = found.trials
    assert trial.best == "long"
    assert trial.arms == (TrialArm("short", Share(0, 3)), TrialArm("long", Share(3, 3)))
    assert "since 2026-03-06 07:00 everybody gets long" in shown


def test_who_got_the_arm_that_was_decided_for_is_compared_with_nobody() -> None:
    found, _ = reported(END + timedelta(days=2))
    (comparison,) = found.goals[0].comparisons
    assert {side.name: side.customers for side in comparison.sides} == {"short": 3, "long": 3}
    assert comparison.sizes is None


def test_one_to_which_nobody_came_is_not_named() -> None:
    found, shown = reported(FIRST - HOUR / 2)
    assert not found.trials and "test of" not in shown
