"""Guards in random campaigns, some of which are broken by what thirty customers do in five days."""

from __future__ import annotations

import re
from random import Random

EVENTS = ("visit", "visit", "cart_add", "purchase", "visit or purchase", "clicked any message")


def guarded(text: str, share: float) -> str:
    """The text of a project; in so many, campaigns have guards."""
    random = Random("guards" + text)
    if random.random() >= share:
        return text

    def guard(found: re.Match[str]) -> str:
        lines = [
            f"  guard {event} within {random.choice(('1 hour', '6 hours', '1 day', '2 days'))}, "
            f"under {random.choice((10, 20, 30))}%\n"
            for event in random.sample(sorted(set(EVENTS)), random.choice((0, 1, 1, 2)))
        ]
        return "".join(lines) + found[0]

    return re.sub(r"(?m)^  goal g0?: ", guard, text)
