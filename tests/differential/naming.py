"""Names of steps, in random campaigns."""

from __future__ import annotations

import re
from random import Random

WORDS = "wait|until|repeat|send|if|unless|split|give|set|add to|remove from|call"
STEP = rf'(?m)^ +(?:(?:{WORDS}) |leave ").*$'


def named(text: str, share: float = 0.25) -> str:
    """The text of a project; in so many, a third of the steps have a name."""
    random = Random("names" + text)
    if random.random() >= share:
        return text
    blocks = text.split("\ncampaign ")
    blocks[1:] = [_campaign(random, block) for block in blocks[1:]]
    return "\ncampaign ".join(blocks)


def _campaign(random: Random, block: str) -> str:
    """The block of a campaign, whose steps stand behind the first empty line."""
    head, line, steps = block.partition("\n\n")
    number = 0

    def name(found: re.Match[str]) -> str:
        nonlocal number
        number += 1
        free = " as " not in found[0] and random.random() < 0.33
        return f"{found[0]} as n{number}" if free else found[0]

    return head + line + re.sub(STEP, name, steps)
