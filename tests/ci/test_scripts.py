"""What the action does in a job, in which order, and when it fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ci.scripts import Job
from tests.docs.transcript import ROOT

PLAN = "echo '### cart'; exit {ended}"


def test_all_that_is_named_is_done_in_its_order(tmp_path: Path) -> None:
    job = Job(tmp_path, {"segue": ""}, {"RUN": "check test apply", "GITHUB_ACTOR": "ann"})
    assert job.run("segue.sh").returncode == 0
    assert job.calls == [
        "segue check -C shop --output github",
        "segue test -C shop --output github",
        "segue apply -C shop --by ann",
    ]


def test_what_fails_lets_the_rest_be_looked_at_but_nothing_be_applied(tmp_path: Path) -> None:
    job = Job(tmp_path, {"segue": 'test "$1" != check'}, {"RUN": "check test apply"})
    done = job.run("segue.sh")
    assert done.returncode == 1
    assert [call.split()[1] for call in job.calls] == ["check", "test"]
    assert done.stdout == "::error::nothing is applied, since something before it failed\n"


def test_what_is_written_wrongly_is_said(tmp_path: Path) -> None:
    done = Job(tmp_path, {"segue": ""}, {"RUN": "chek"}).run("segue.sh")
    assert done.returncode == 1
    assert "`chek` is nothing to run; choose of check, test, plan and apply" in done.stdout


@pytest.mark.parametrize(("ended", "fails"), [(0, False), (3, False), (1, True), (2, True)])
def test_a_plan_fails_where_it_says_so(tmp_path: Path, ended: int, fails: bool) -> None:
    done = Job(tmp_path, {"segue": PLAN.format(ended=ended)}).run("plan.sh")
    assert (done.returncode != 0) == fails
    assert done.stdout == "### cart\n"


def test_a_plan_compares_with_the_branch_of_the_pull_request(tmp_path: Path) -> None:
    job = Job(tmp_path, {"segue": PLAN.format(ended=3)}, {"GITHUB_BASE_REF": "main"})
    job.run("plan.sh")
    job.environment |= {"AGAINST": "store", "FAIL_ON": "legal", "DATA": "true"}
    job.run("plan.sh")
    assert job.calls == [
        "segue plan -C shop --output markdown --no-data --against origin/main",
        "segue plan -C shop --output markdown --data --against store --fail-on legal",
    ]


def in_pull_request(folder: Path, plan: str, comments: str) -> Job:
    """`comments` is the number of the comment that is there already, if any is."""
    keep = 'for each; do case $each in body=@*) cp "${each#body=@}" body ;; esac; done'
    programs = {"segue": plan, "gh": f'{keep}\ncase "$*" in *--jq*) echo {comments} ;; esac'}
    environment = {
        "GITHUB_REPOSITORY": "shop/campaigns", "PULL_REQUEST": "7", "COMMENT": "true",
        "GITHUB_STEP_SUMMARY": str(folder / "summary"),
    }  # fmt: skip
    return Job(folder, programs, environment)


def test_a_plan_is_written_into_the_pull_request(tmp_path: Path) -> None:
    job = in_pull_request(tmp_path, PLAN.format(ended=3), comments="")
    assert job.run("plan.sh").returncode == 0
    written = "gh api --silent repos/shop/campaigns/issues/7/comments --field"
    assert job.calls[-1].startswith(written)
    assert (tmp_path / "summary").read_text() == "### cart\n"
    assert (tmp_path / "body").read_text().splitlines()[1:] == ["### cart"]


def test_the_comment_that_is_there_is_written_anew(tmp_path: Path) -> None:
    job = in_pull_request(tmp_path, PLAN.format(ended=3), comments="42")
    job.run("plan.sh")
    patched = "gh api --silent --method PATCH repos/shop/campaigns/issues/comments/42 --field"
    assert job.calls[-1].startswith(patched)


def test_a_comment_is_no_longer_than_it_may_be(tmp_path: Path) -> None:
    job = in_pull_request(tmp_path, "yes 고객 | head -n 20000; exit 3", comments="")
    assert job.run("plan.sh").returncode == 0
    body = (tmp_path / "body").read_text(encoding="utf-8")
    assert len(body) < 65_536
    assert body.endswith("*What follows stands in the summary of the job.*\n")
    assert len((tmp_path / "summary").read_text(encoding="utf-8")) == 60_000


def test_a_comment_that_cannot_be_written_fails_nothing(tmp_path: Path) -> None:
    job = in_pull_request(tmp_path, PLAN.format(ended=3), comments="")
    job.programs = {**job.programs, "gh": "exit 1"}
    done = job.run("plan.sh")
    assert done.returncode == 0
    assert "::warning::the plan stands in the summary only" in done.stdout


@pytest.mark.parametrize("script", sorted((ROOT / "ci").glob("*.sh")), ids=lambda path: path.name)
def test_every_script_can_be_run(script: Path) -> None:
    assert script.stat().st_mode & 0o111
