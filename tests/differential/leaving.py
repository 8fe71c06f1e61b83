"""Conditions by which random campaigns end, and as long as which they go on."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from tests.differential import conditions as say

EVENTS = ("visit", "cart_add", "purchase")
Say = Callable[[Random, str | None], str]


def taking_out(random: Random, block: str, names: list[str]) -> str:
    """A campaign of a broad project, mostly with conditions that take out."""

    def condition(random: Random, entering: str | None) -> str:
        if random.random() < 0.4:
            return _passing(random, random.choice(("30 minutes", "6 hours", "1 day", "2 days")))
        return say.condition(random, names, entry=entering, campaign=True)

    return _with(random, block, condition)


def on_borders(text: str, lengths: tuple[str, ...], share: float) -> str:
    """The text of a narrow project, in so many with conditions that come to be so after its few
    lengths."""
    random = Random("ending" + text)
    if random.random() >= share:
        return text
    blocks = text.split("\ncampaign ")
    for number, block in enumerate(blocks[1:], start=1):
        blocks[number] = _with(
            random, f"campaign {block}", lambda each, _: _passing(each, random.choice(lengths))
        ).removeprefix("campaign ")
    return "\ncampaign ".join(blocks)


def _passing(random: Random, length: str) -> str:
    """Something that comes to be so, or is no longer so, after that length."""
    happened = random.choice(EVENTS)
    return random.choice(
        (
            f"no {happened} in last {length}", f"has {happened} in last {length}",
            f"last {happened} more than {length} ago", f"no {happened} since {length} ago",
            f"count of {happened} since entry >= {random.randint(1, 2)}",
            f"has {happened} since entry", f"first {happened} before {length} ago",
            f'city = "{random.choice(say.CITIES)}"', "today is Saturday", "not wants_text",
            f"has sent any message before {length} ago",
        )
    )  # fmt: skip


def _with(random: Random, block: str, condition: Say) -> str:
    """The campaign, in two of three with a condition or two."""
    if not block.startswith("campaign ") or random.random() < 0.33:
        return block
    found = re.search(r"(?m)^  enter on (\w+)", block)
    entering = found[1] if found and found[1] in EVENTS else None
    lines = "".join(
        f"  leave if {condition(random, entering)}\n" for _ in range(random.choice((1, 1, 2)))
    )
    if random.random() < 0.4:
        kept = f"    only while not ({condition(random, entering)})\n"
        block = re.sub(r"(?m)^(  enter .*\n)", lambda match: match[0] + kept, block, count=1)
        lines = "" if random.random() < 0.5 else lines
    return re.sub(r"(?m)^  goal ", lambda match: lines + match[0], block, count=1)
