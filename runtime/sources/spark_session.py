"""A session of Spark: with a master, in whose process the driver is this one, or by Connect."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from runtime.errors import Trouble
from runtime.settings import EngineSettings

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

CONNECT = "sc://"

OURS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.decimalOperations.allowPrecisionLoss": "true",
    "spark.sql.csv.parser.columnPruning.enabled": "false",
}
"""What the meaning of queries needs."""

QUIET = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false"}


@contextmanager
def connected(engine: EngineSettings) -> Iterator[SparkSession]:
    """Raises Trouble where there is none to be had. In a process that has a session already, its
    Spark is used, and stays."""
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        raise Trouble(
            'the engine `spark` needs the package pyspark, the extra `spark`: in a clone of Segue, '
            '`pip install ".[spark]"`'
        ) from None
    logging.getLogger("SQLQueryContextLogger").disabled = True
    running = SparkSession.getActiveSession()
    try:
        session = running.newSession() if running is not None else _begun(engine)
        for key, value in OURS.items():
            session.conf.set(key, value)
    except (PySparkException, ImportError) as error:
        said = str(error).strip().partition("\n")[0].rstrip(" .")
        raise Trouble(f"Spark cannot be reached at `{engine.url}`: {said}") from error
    try:
        yield session
    finally:
        if running is None:
            session.stop()


def _begun(engine: EngineSettings) -> SparkSession:
    from pyspark.sql import SparkSession

    assert engine.url is not None
    builder = SparkSession.builder.appName("segue")
    if engine.url.startswith(CONNECT):
        return builder.remote(engine.url).getOrCreate()
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise Trouble(
            "Spark needs Java 17 or later, and there is none on this machine; Debian has it as "
            "the package openjdk-17-jre-headless"
        )
    for key, value in QUIET.items():
        builder = builder.config(key, value)
    with _silent():
        session = builder.master(engine.url).getOrCreate()
        session.sparkContext.setLogLevel("OFF")
    return session


@contextmanager
def _silent() -> Iterator[None]:
    """The Java that is started here keeps this error stream, on which it says much of no use."""
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
