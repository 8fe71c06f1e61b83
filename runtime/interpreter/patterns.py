"""Patterns, read by Python (S10)."""

from __future__ import annotations

import re
from functools import cache

from compiler.patterns import parse, written


def matches(pattern: str, text: str) -> bool:
    """Whether the whole text is as the pattern says; case counts, and `.` is any character."""
    return _compiled(pattern).fullmatch(text) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(written(parse(pattern)), re.DOTALL)
