"""Schedules of random campaigns that turn into entries by a change: joining, dropping out, …"""

from __future__ import annotations

import re
from random import Random

AGAIN = (
    "once", "again after 1 day", "again after 6 hours", "again after leaving this campaign",
    "again at once, starting over", "each time",
)  # fmt: skip
_SAID = re.compile(r"(?m)^    (once|again|each)")


def entries(text: str, share: float = 0.5) -> str:
    """The text of a project; in so many, most of the schedules let in by a change."""
    random = Random("becoming" + text)
    if random.random() >= share:
        return text

    def other(found: re.Match[str]) -> str:
        if random.random() < 0.3:
            return found[0]
        block = found[2]
        if not _SAID.search(block):
            block += f"    {random.choice(AGAIN)}\n"
        if random.random() < 0.2:
            block += "    at most 2 hours late\n"
        return f"  enter when {_change(random, found[1])}\n{block}"

    return re.sub(r"  enter every .* for (\w+)\n((?:    .*\n)*)", other, text)


def _change(random: Random, segment: str) -> str:
    tiers = random.sample(("silver", "gold", "platinum"), 2)
    lines = random.sample(("k0", "k1"), 2)
    changes = [
        f'tier becomes "{tiers[0]}"',
        f'tier changes from "{tiers[0]}" to "{tiers[1]}"',
        f'kind becomes "{lines[0]}"',
        f'kind changes from "{lines[0]}" to "{lines[1]}"',
        f'city becomes "{random.choice(("Seoul", "Busan"))}"',
    ]
    if segment != "everyone":
        already = random.choice(("", ", and those already in"))
        changes += [f"joining {segment}{already}"] * 4 + [f"dropping out of {segment}"] * 2
    return random.choice(changes)
