"""A process that runs a generated case over a store in a file, to be killed at any moment."""

from __future__ import annotations

import sys
from pathlib import Path

from runtime import store
from tests.differential import acts
from tests.differential.harness import case, fill, opened, patterns


def main(seed: int, path: Path) -> None:
    """Go on from wherever the store stands, in odd ticks, to the world's end."""
    made = case(seed)
    connection = store.open(path, threads=1)
    engine = opened(connection, made)
    for end in acts.cut(made.acts, patterns(seed, made.world)["odd"]):
        acts.do(connection, made.acts, engine.until)
        if engine.until is not None and end > engine.until:
            fill(connection, made, end)
            engine.tick(end)
    connection.close()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
