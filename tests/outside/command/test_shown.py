"""What is printed reads well: at 80 columns, in a pipe, without colour; help teaches the order."""

from __future__ import annotations

import os
import pty
import re
import subprocess
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.outside.command.typed import COMMAND, FROM, PLAIN, outside, segue

ORDER = [
    "init", "guide", "check", "explain-check", "fix", "format", "test", "lsp", "graph", "compile",
    "count", "cohorts", "preview", "dry-run", "plan",
    "apply", "run", "ingest", "status", "pause", "resume", "stop", "forget", "archive",
    "report", "explain", "journal", "snapshots", "points", "models",
]  # fmt: skip


def test_help_teaches_the_order(tmp_path: Path) -> None:
    done = outside(tmp_path, "--help")
    assert re.findall(r"^│ ([a-z][a-z-]*)  ", done.out, re.M) == ORDER
    assert "Begin with segue init shop" in done.out
    assert segue(tmp_path).out.strip() == done.out.strip()


@pytest.mark.parametrize("verb", ORDER)
def test_every_command_has_help_that_fits(tmp_path: Path, verb: str) -> None:
    done = segue(tmp_path, verb, "--help")
    assert done.code == 0
    assert all(cell_len(line) <= 80 for line in done.out.splitlines())
    options = re.findall(r"^│ +\*? +(--[a-z-]+) .*? {2,}(\S.*)│$", done.out, re.M)
    assert all(said.strip() for _, said in options)


@pytest.mark.parametrize("words", [
    ("status",), ("report",), ("dry-run", "--from", FROM, "--until", "2026-01-10"),
    ("count", "buyer", "--show", "3"),
], ids=str)  # fmt: skip
def test_tables_fit_80_columns_in_a_pipe(ran: Path, words: tuple[str, ...]) -> None:
    done = segue(ran, *words)
    assert "\x1b" not in done.out
    assert all(cell_len(line) <= 80 for line in done.out.splitlines())
    assert all(line == line.rstrip() for line in done.out.splitlines())


def test_in_a_pipe_one_decision_is_one_line(ran: Path) -> None:
    for line in segue(ran, "journal").out.splitlines():
        assert re.match(r"\S+  \d{4}-\d\d-\d\d .*\[S\d+\]$", line)


def test_in_a_terminal_long_lines_go_on_indented(ran: Path) -> None:
    piped = segue(ran, "journal", "--campaign", "cart").out.splitlines()
    shown = in_terminal(ran, "journal", "--campaign", "cart")
    assert all(cell_len(line) <= 80 for line in shown)
    assert any(line.startswith("    ") for line in shown)
    assert " ".join(" ".join(shown).split()) == " ".join(" ".join(piped).split())


def in_terminal(folder: Path, *words: str) -> list[str]:
    master, slave = pty.openpty()
    with subprocess.Popen(
        [COMMAND, *words], cwd=folder, env={**PLAIN, "TERM": "xterm"}, stdout=slave, stderr=slave
    ) as process:
        os.close(slave)
        said = b"".join(iter(lambda: _read(master), b""))
    os.close(master)
    assert process.returncode == 0
    return said.decode().replace("\r\n", "\n").splitlines()


def _read(master: int) -> bytes:
    try:
        return os.read(master, 65_536)
    except OSError:
        return b""
