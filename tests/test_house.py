"""The house: what may lean on what, what is light, and how large a room may grow."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = ("dsl", "compiler", "runtime", "segue")
"""From below to above: each may lean on those before it."""

LONGEST = 450
"""Lines of a module, beyond which it does more than one thing."""

HEAVY = ("lark", "sqlglot", "duckdb", "pydantic", "scipy", "liquid", "rich", "typer")
"""What neither the language nor the compiler's front may load, so that `segue check` is quick."""

IMPURE = ("os", "pathlib", "random", "time", "socket", "subprocess", "urllib", "http")
"""What no pass may touch: files, clocks, chance and networks are at the rim."""

RIM = {"dsl/engine.py", "dsl/tables.py"}
"""Read and make the parser's tables, which are a part of the product."""


def modules(layer: str) -> list[Path]:
    return sorted((ROOT / layer).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """The names of all modules that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("layer", LAYERS)
def test_imports_point_downwards(layer: str) -> None:
    above = {*LAYERS[LAYERS.index(layer) + 1 :], "tests", "campaigns", "benchmarks"}
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules(layer)
        for name in imported(path)
        if name.partition(".")[0] in above
    ]
    assert not wrong


@pytest.mark.parametrize("layer", ["dsl", "compiler"])
def test_passes_touch_no_file_no_clock_and_no_chance(layer: str) -> None:
    wrong = [
        f"{name} imports {module}"
        for path in modules(layer)
        if (name := path.relative_to(ROOT).as_posix()) not in RIM
        for module in imported(path)
        if module.partition(".")[0] in IMPURE
    ]
    assert not wrong


@pytest.mark.parametrize(
    "module", ["dsl.parse", "dsl.printer", "compiler.check", "runtime.loading"]
)
def test_the_language_and_the_front_of_the_compiler_are_light(module: str) -> None:
    told = f"import sys, {module}; print(*(name for name in {HEAVY!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", told], cwd=ROOT, capture_output=True, check=True)
    assert done.stdout.decode().split() == []


def test_checking_loads_no_engine(tmp_path: Path) -> None:
    """Nor what an engine needs; typer itself brings pydantic."""
    (tmp_path / "segue.toml").write_text('[project]\nname = "small"\n')
    (tmp_path / "small.campaign").write_text("customers from shop.customers\n  key  from id\n")
    told = (
        "import sys; sys.argv = ['segue', 'check']\n"
        "from segue.main import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = ('lark', 'sqlglot', 'duckdb', 'pydantic_settings', 'scipy', 'liquid')\n"
        "print(*(name for name in heavy if name in sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", told], cwd=tmp_path, capture_output=True)
    assert done.stderr.decode().split() == []


@pytest.mark.parametrize("layer", LAYERS)
def test_no_module_has_outgrown_its_purpose(layer: str) -> None:
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for path in modules(layer)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert not long


def test_nothing_is_left_for_later() -> None:
    marks = ("TO" + "DO", "FIX" + "ME", "X" + "XX")
    wrong = [
        f"{path.relative_to(ROOT)} has {mark}"
        for layer in LAYERS
        for path in modules(layer)
        for mark in marks
        if mark in path.read_text(encoding="utf-8")
    ]
    assert not wrong
