"""Seeds of generated cases: a few are tried at every change, the rest in the long tests."""

from __future__ import annotations

from typing import Any

import pytest


def seeds(first: int, few: int, *, of: int) -> list[Any]:
    """`of` seeds from `first` on, of which all but the first `few` are for the long tests."""
    later = range(first + few, first + of)
    return [*range(first, first + few), *(pytest.param(n, marks=pytest.mark.long) for n in later)]
