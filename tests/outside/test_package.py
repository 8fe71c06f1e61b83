"""What is installed has all that the commands need, not only the code."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.docs.transcript import ROOT

PACKAGES = ("dsl", "compiler", "runtime", "segue")


@pytest.mark.long
def test_a_package_has_every_file_of_its_folders(tmp_path: Path) -> None:
    copied = tmp_path / "source"
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", *PACKAGES, "pyproject.toml", "README.md"],
        capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    for name in listed:
        (copied / name).parent.mkdir(parents=True, exist_ok=True)
        (copied / name).write_bytes((ROOT / name).read_bytes())
    make = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"]
    subprocess.run([*make, "--wheel-dir", str(tmp_path), str(copied)], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    inside = set(ZipFile(wheel).namelist())
    wanted = {name for name in listed if name.startswith(tuple(f"{p}/" for p in PACKAGES))}
    assert wanted - inside == set()
