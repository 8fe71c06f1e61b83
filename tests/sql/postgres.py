"""A throw-away PostgreSQL for tests: a fresh cluster in a temporary folder, reached by a socket."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


def available() -> bool:
    return bool(BINARIES) and (os.geteuid() != 0 or _has_user("postgres"))


def needed() -> None:
    """Skips a test where there is no PostgreSQL; CI has one."""
    if not available():
        assert not os.environ.get("CI"), "CI needs a PostgreSQL"
        pytest.skip("no PostgreSQL is installed here")


@contextmanager
def cluster(settings: str = "") -> Iterator[str]:
    """Starts a server, with further `settings` (`-c NAME=VALUE`), and gives the connection string;
    stops it and removes all at the end. Its texts are ordered by a language's rules, so that a
    forgotten COLLATE shows."""
    binaries = BINARIES[-1].parent
    folder = Path(tempfile.mkdtemp(prefix="segue-pg-", dir="/tmp"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        data = folder / "data"
        _run(binaries / "initdb", "-D", data, "-U", "segue", "-E", "UTF8", "--locale=C",
             "--locale-provider=icu", "--icu-locale=en-US", "--auth=trust", "-N")
        options = f"-k {folder} -c listen_addresses='' -c fsync=off -c timezone=Asia/Seoul"
        options += f" {settings}"
        _run(binaries / "pg_ctl", "-D", data, "-w", "-o", options, "-l", folder / "log", "start")
        try:
            yield f"host={folder} user=segue dbname=postgres"
        finally:
            _run(binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(*command: object) -> None:
    """PostgreSQL refuses to run as root."""
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = ["runuser", "-u", "postgres", "--", *words]
    done = subprocess.run(words, capture_output=True, text=True, cwd="/tmp", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def _has_user(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True
