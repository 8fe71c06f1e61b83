"""What the action does in a clone with a branch, with Segue itself: a pull request as it goes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.transcript import ROOT

pytestmark = pytest.mark.long

CART = Path("shop/cart.campaign")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone of a repository in which the small roastery is a folder, on a branch of its own."""
    origin, clone = tmp_path / "origin", tmp_path / "clone"
    shutil.copytree(ROOT / "segue/template", origin / "shop")
    git(origin, "init", "--quiet", "--initial-branch", "main")
    commit(origin)
    git(tmp_path, "clone", "--quiet", str(origin), str(clone))
    git(clone, "checkout", "--quiet", "-b", "change")
    return clone


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=ann", "-c", "user.email=ann@shop.example"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True)


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "as it is")


def change(clone: Path, old: str, new: str) -> None:
    text = (clone / CART).read_text(encoding="utf-8")
    assert old in text
    (clone / CART).write_text(text.replace(old, new), encoding="utf-8")
    commit(clone)


def job(clone: Path, run: str, **environment: str) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    given = {"RUN": run, "PROJECT": "shop", "GITHUB_BASE_REF": "main", "PATH": path, **environment}
    return subprocess.run(
        [str(ROOT / "ci/segue.sh")],
        env={**os.environ, **given}, cwd=clone, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_what_is_right_passes(clone: Path) -> None:
    done = job(clone, "check test plan")
    assert done.returncode == 0
    assert "::error" not in done.stdout


def test_a_change_is_explained(clone: Path) -> None:
    change(clone, "wait 2 hours", "wait 90 minutes")
    done = job(clone, "check plan")
    assert done.returncode == 0
    assert "- wait 2 hours\n  + wait 90 minutes\n" in done.stdout


def test_a_finding_is_a_note_at_its_line(clone: Path) -> None:
    change(clone, "wait 2 hours", "wait 2 hrs")
    done = job(clone, "check")
    assert done.returncode == 1
    assert "::error file=shop/cart.campaign,line=35," in done.stdout


def test_a_test_that_fails_is_a_note_at_its_line(clone: Path) -> None:
    change(clone, "by email at 2026-03-03 08:00", "by email at 2026-03-03 09:00")
    done = job(clone, "check test")
    assert done.returncode == 1
    assert "::error file=shop/cart.campaign,line=57," in done.stdout


def test_a_change_of_a_level_that_is_not_wanted_fails(clone: Path) -> None:
    change(clone, "wait 2 hours", "wait 90 minutes")
    assert job(clone, "plan", FAIL_ON="structure").returncode == 0
    assert job(clone, "plan", FAIL_ON="timing").returncode == 1
