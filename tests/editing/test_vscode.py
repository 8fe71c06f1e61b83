"""The extension for VS Code: its highlighting has every word, and colours lines as it should."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from dsl.engine import tables
from editor import grammar

FOLDER = Path(grammar.__file__).parent / "vscode"


def test_the_highlighting_is_what_is_made_from_the_tables() -> None:
    assert grammar.FILE.read_text("utf-8") == grammar.text(), "run `python -m editor.grammar`"


def test_every_word_of_the_language_is_coloured() -> None:
    patterns = json.dumps(grammar.made(), ensure_ascii=False)
    words = set(re.findall(r"[A-Za-z]+", patterns))
    assert set(tables().words) - words == set()


def test_the_lock_names_no_place_where_packages_are_kept() -> None:
    lock = json.loads((FOLDER / "package-lock.json").read_text("utf-8"))
    assert not [name for name, each in lock["packages"].items() if "resolved" in each]


@pytest.mark.skipif(
    shutil.which("node") is None or not (FOLDER / "node_modules").is_dir(),
    reason="without npm there is nothing to run the extension's own tests with",
)
def test_the_extension_passes_its_own_tests() -> None:
    command = ["node", "--test", "test/"]
    done = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
