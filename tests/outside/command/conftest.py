"""One project that was made, and one that has run; tests that change it get a copy."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from tests.outside.command.typed import FROM, UNTIL, outside, segue


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project as `segue init` makes it. Not to be changed."""
    folder = tmp_path_factory.mktemp("made")
    done = outside(folder, "init", "shop")
    assert done.code == 0, done.err
    return folder / "shop"


@pytest.fixture(scope="session")
def ran(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project after its first run. Not to be changed."""
    folder = tmp_path_factory.mktemp("ran") / "shop"
    copytree(made, folder)
    done = segue(folder, "run", "--apply", "--from", FROM, "--until", UNTIL)
    assert done.code == 0, done.err
    return folder


@pytest.fixture
def fresh(made: Path, tmp_path: Path) -> Path:
    """A copy of the made project, to change."""
    return Path(copytree(made, tmp_path / "shop"))


@pytest.fixture
def begun(ran: Path, tmp_path: Path) -> Path:
    """A copy of the project that has run, to change."""
    return Path(copytree(ran, tmp_path / "begun"))
