"""What is said to other programs in YAML can be read, and names what is there."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from segue.main import app
from tests.docs.transcript import ROOT

PAGE = (ROOT / "docs/repository.md").read_text(encoding="utf-8")
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
EXAMPLES = [
    yaml.safe_load(text) for text in re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.M | re.S)
]
WORKFLOWS = [each for each in EXAMPLES if isinstance(each, dict) and "jobs" in each]
COMMANDS = {command.name for command in app.registered_commands}


def steps(workflow: dict[str, Any]) -> list[dict[str, Any]]:
    """The steps of a workflow that are this action's."""
    every = [step for job in workflow["jobs"].values() for step in job["steps"]]
    return [step for step in every if "/segue@" in step.get("uses", "")]


def test_the_page_has_a_workflow_for_review_and_one_for_merges() -> None:
    assert [each["name"] for each in WORKFLOWS] == ["review", "apply"]


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda workflow: workflow["name"])
def test_a_workflow_gives_the_action_what_it_takes(workflow: dict[str, Any]) -> None:
    assert steps(workflow)
    for step in steps(workflow):
        assert set(step["with"]) <= set(ACTION["inputs"])
        assert set(step["with"]["run"].split()) <= {"check", "test", "plan", "apply"}


def test_the_action_uses_every_input_and_no_other() -> None:
    used = set(re.findall(r"inputs\.([\w-]+)", (ROOT / "action.yml").read_text(encoding="utf-8")))
    assert used == set(ACTION["inputs"])


def test_the_page_explains_every_input() -> None:
    table = PAGE.partition("| input | is |")[2].partition("\n\n")[0]
    explained = re.findall(r"^\| `([\w-]+)` \|", table, re.MULTILINE)
    assert explained == list(ACTION["inputs"])


def test_the_action_runs_scripts_that_are_there() -> None:
    ran = [step["run"] for step in ACTION["runs"]["steps"] if "run" in step]
    scripts = [re.findall(r"/(ci/[\w.]+)", line) for line in ran]
    assert scripts == [["ci/install.sh"], ["ci/segue.sh"]]
    assert all((ROOT / name).is_file() for found in scripts for name in found)


def test_every_hook_is_a_command() -> None:
    assert [hook["entry"].split()[0] for hook in HOOKS] == ["segue"] * len(HOOKS)
    assert {hook["entry"].split()[1] for hook in HOOKS} <= COMMANDS


def test_the_page_shows_the_hooks_that_there_are() -> None:
    shown = next(each for each in EXAMPLES if "repos" in each)
    assert [hook["id"] for hook in shown["repos"][0]["hooks"]] == [hook["id"] for hook in HOOKS]


@pytest.mark.parametrize("file", ["README.md", "requirements.lock", "dsl", "segue"])
def test_the_image_is_given_what_it_copies(file: str) -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    copied = re.findall(r"^COPY (?!--)(.+) \S+$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert file in " ".join(copied).split()
    assert f"!{file}" in ignored
