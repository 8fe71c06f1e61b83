"""One Spark for all tests of a process: in the process itself, with as few parts as it takes."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

NO_JAVA = (
    "tests of Spark need Java 17, which Debian has as a package: "
    "apt-get install openjdk-17-jre-headless"
)

SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "2g",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "1",
    "spark.default.parallelism": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}
"""Tables of tests are small: what makes large ones fast only costs here."""


@contextmanager
def session() -> Iterator[SparkSession]:
    assert shutil.which("java"), NO_JAVA
    from pyspark.sql import SparkSession

    with tempfile.TemporaryDirectory(prefix="segue-spark-") as folder:
        builder = SparkSession.builder.master("local[2]").appName("segue tests")
        for key, value in SETTINGS.items():
            builder = builder.config(key, value)
        session = builder.config("spark.sql.warehouse.dir", folder).getOrCreate()
        session.sparkContext.setLogLevel("OFF")
        try:
            yield session
        finally:
            session.stop()
