"""Messages to colleagues, and to addresses of the entry, in random projects."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from random import Random

DECLARED = '''staff desk to "desk@shop.example"

message slip
  for service
  push
    """
    slip for you
    """

'''


def elsewhere(text: str, share: float) -> str:
    """The text of a project; in so many, some of the messages go elsewhere."""
    random = Random("elsewhere" + text)
    if random.random() >= share:
        return text
    blocks = text.split("\ncampaign ")
    for number, block in enumerate(blocks[1:], start=1):
        head = re.search(r"(?m)^  enter .*$", block)
        events = set(re.findall(r"\b(?:on|or) \(?(\w+)", head[0] if head else ""))
        ways = ["send receipt to desk", "send receipt to desk"]
        if events and events <= {"cart_add", "purchase"}:
            ways.append("send slip to entry.cart")
        sent = partial(_sent, random, ways)
        blocks[number] = re.sub(r"(?m)^( +)send .*$", sent, block)
    return DECLARED + "\ncampaign ".join(blocks)


def _sent(random: Random, ways: Sequence[str], found: re.Match[str]) -> str:
    """Half of what is sent goes one of these ways."""
    return found[0] if random.random() < 0.5 else f"{found[1]}{random.choice(ways)}"
