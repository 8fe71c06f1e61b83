"""The projects that come with Segue are right, tidy, and do what their own tests say."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigns.shop.reactions import EFFECTS
from campaigns.shop.truth import GOALS
from compiler.model.project import Project
from dsl.printer import format_source
from runtime.loading import Loaded, load
from runtime.settings import load as load_settings
from runtime.testing import run_test
from tests.playbook.projects import SECRET

ROOT = Path(__file__).resolve().parents[2]
SHOP = "campaigns/shop"
PLAYBOOK, CLUB = "campaigns/playbook", "campaigns/club"
PROJECTS = (SHOP, PLAYBOOK, CLUB, "segue/template", "tests/outside/online_retail")


@pytest.fixture(scope="module")
def loaded() -> dict[str, Loaded]:
    return {name: load(ROOT / name) for name in PROJECTS}


def project_of(loaded: Loaded) -> Project:
    project = loaded.checked.project
    assert project is not None
    return project


@pytest.mark.parametrize("name", PROJECTS)
def test_there_is_nothing_to_say_against_it(loaded: dict[str, Loaded], name: str) -> None:
    assert [(found.span, found.title) for found in loaded[name].diagnostics] == []


@pytest.mark.parametrize("name", PROJECTS)
def test_it_is_formatted(loaded: dict[str, Loaded], name: str) -> None:
    for source in loaded[name].sources.values():
        assert format_source(source) == source.text, source.path


@pytest.mark.parametrize("name", PROJECTS)
def test_every_table_channel_and_hook_has_its_place(
    loaded: dict[str, Loaded], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLUB_SECRET", SECRET)
    project, settings = project_of(loaded[name]), load_settings(ROOT / name)
    events = {event.table for event in project.events.values() if event.table}
    records = {record.table for record in project.records.values()}
    assert events | records | {project.customers.table} == set(settings.tables)
    assert set(project.channels) == set(settings.channels)
    assert set(project.hooks) == set(settings.hooks)


@pytest.mark.parametrize("name", [SHOP, "segue/template"])
def test_its_own_tests_hold(loaded: dict[str, Loaded], name: str) -> None:
    project = project_of(loaded[name])
    assert len(project.tests) >= 7
    failed = [
        (test.name, outcome)
        for test in project.tests
        for outcome in run_test(project, test).outcomes
        if not outcome.met
    ]
    assert failed == []


def test_the_world_knows_the_goals_as_the_files_say_them(loaded: dict[str, Loaded]) -> None:
    campaigns = project_of(loaded[SHOP]).campaigns
    said = {
        name: (campaign.goals[0].within.amount, campaign.goals[0].on.where is not None)
        for name, campaign in campaigns.items()
        if campaign.goals
    }
    assert said == {name: (rule.within.days, rule.same_cart) for name, rule in GOALS.items()}


def test_the_world_knows_an_effect_of_every_message(loaded: dict[str, Loaded]) -> None:
    messages = project_of(loaded[SHOP]).messages.values()
    assert {message.name for message in messages if not message.service} == set(EFFECTS)


def test_the_template_is_small(loaded: dict[str, Loaded]) -> None:
    files = [path for path in (ROOT / "segue/template").rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 200_000
