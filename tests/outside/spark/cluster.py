"""A real standalone cluster of Spark on loopback: a master, and two workers with a core each."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.sql.spark import NO_JAVA

HOST = "127.0.0.1"
MASTER, WORKER = "org.apache.spark.deploy.master.Master", "org.apache.spark.deploy.worker.Worker"
WITHIN = 90
"""Seconds in which the cluster must stand."""


@contextmanager
def standalone(workers: int = 2, memory: str = "1g") -> Iterator[str]:
    """The master's address; all is stopped at the end."""
    assert shutil.which("java"), NO_JAVA
    folder = Path(tempfile.mkdtemp(prefix="segue-cluster-"))
    port = _free()
    address = f"spark://{HOST}:{port}"
    started: list[subprocess.Popen[bytes]] = []
    try:
        web = "--webui-port", "0", "--host", HOST
        started.append(_start(folder / "master", MASTER, "--port", port, *web))
        _until(folder / "master" / "log", "I have been elected leader")
        for number in range(workers):
            place = folder / f"worker{number}"
            words = "--cores", 1, "--memory", memory, "--work-dir", place, *web, address
            started.append(_start(place, WORKER, *words))
        for number in range(workers):
            _until(folder / f"worker{number}" / "log", "Successfully registered")
        yield address
    finally:
        for process in reversed(started):
            os.killpg(process.pid, signal.SIGTERM)
            process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _start(folder: Path, name: str, *words: object) -> subprocess.Popen[bytes]:
    import pyspark

    folder.mkdir()
    command = Path(pyspark.__file__).parent / "bin" / "spark-class"
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [str(command), name, *map(str, words)], stdout=log, stderr=log, start_new_session=True,
            env={**os.environ, "SPARK_LOCAL_IP": HOST, "SPARK_NO_DAEMONIZE": "1"},
        )  # fmt: skip


def _until(log: Path, said: str) -> None:
    end = time.monotonic() + WITHIN
    while said not in log.read_text(errors="replace"):
        assert time.monotonic() < end, log.read_text(errors="replace")[-2000:]
        time.sleep(0.2)


def _free() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
