"""A process that types commands over one session of Spark: `python -m tests.outside.spark.asks
FOLDER COMMAND…`, each command with its words in one text. Prints what came of each, as JSON."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

from runtime.settings import load
from runtime.sources.spark_session import connected
from tests.outside.command.typed import segue

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    with connected(load(folder).engine):
        found = [asdict(segue(folder, *words.split())) for words in sys.argv[2:]]
    print(json.dumps(found))
