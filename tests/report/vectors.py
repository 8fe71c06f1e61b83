"""The figures of public data sets that stand beside the repository, in `../shared/data`."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "vectors"


def vectors(name: str) -> dict[str, Any]:
    """The named file of vectors. Where it is absent the test is skipped, but fails in CI."""
    path = FOLDER / f"{name}.json"
    if not path.exists():
        missing = f"{path} does not stand beside the repository"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded
