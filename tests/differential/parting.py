"""What random campaigns still do for who leaves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

from tests.differential.sending import CHANNELS

TESTS = ('city = "Seoul"', "wants_text", "no purchase in last 1 day", "points >= 5",
         "has visit since entry")  # fmt: skip


def parting(text: str, share: float) -> str:
    """The text of a project; in so many, most lines `leave` have steps under them."""
    random = Random("parting" + text)
    if random.random() >= share:
        return text
    more = [line for line, there in (
        ("give gift", "\noffer gift\n"), ("give ticket", "\noffer ticket\n"),
        ("set rank = orders", "\n  rank "), ("add to good", "\nlist good,"),
    ) if there in text]  # fmt: skip

    def below(found: re.Match[str]) -> str:
        return found[0] + (_block(random, more) if random.random() < 0.8 else "")

    blocks = text.split("\ncampaign ")
    for number, block in enumerate(blocks[1:], start=1):
        # What enters on what campaigns do could let itself in for ever.
        if not re.search(r"(?m)^  enter on .*\b(?:given|sent|entered|left)\b", block):
            blocks[number] = re.sub(r"(?m)^  leave (?:on|if) .*\n", below, block)
    return "\ncampaign ".join(blocks)


def _block(random: Random, more: Sequence[str]) -> str:
    lines = [_step(random, more) for _ in range(random.choice((0, 1, 1, 2)))]
    if random.random() < 0.4:
        lines += [f"if {random.choice(TESTS)}", f"  {_step(random, more)}"]
        lines += ["else", f"  {_step(random, more)}"] if random.random() < 0.5 else []
        lines += [_step(random, more)] if random.random() < 0.5 else []
    lines = lines or [_step(random, more)]
    return "".join(f"    {line}\n" for line in lines)


def _step(random: Random, more: Sequence[str]) -> str:
    if more and random.random() < 0.4:
        return random.choice(more)
    channels = random.sample(CHANNELS, random.choice((1, 1, 2)))
    message = random.choice(("hello", "offer", "news", "news", "receipt"))
    return f"send {message} by {', else '.join(channels)}"
