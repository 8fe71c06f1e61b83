"""Several events joined by `or`, wherever a random campaign names one, each with its `where`; and
names for the events that waits see."""

from __future__ import annotations

import re
from random import Random

from tests.differential import conditions as say

EVENTS = ("visit", "cart_add", "purchase")
CARTS = ("cart_add", "purchase")
"""The events that have a cart."""


def several(text: str, share: float) -> str:
    """The text of a project, in so many with several events in most of the places that can take
    them."""
    random = Random("several" + text)
    if random.random() >= share:
        return text
    blocks = text.split("\ncampaign ")
    blocks[1:] = [_campaign(random, block) for block in blocks[1:]]
    return "\ncampaign ".join(blocks)


def _campaign(random: Random, block: str) -> str:
    """The block of a campaign."""
    block = re.sub(
        rf"(?m)^(  leave on )({'|'.join(EVENTS)})(?: where (.*))?$",
        lambda found: found[1] + _or_another(random, found[2], found[3]), block,
    )  # fmt: skip
    goal = rf"(  goal \w+: )({'|'.join(EVENTS)})( within \d+ \w+)(?: where (.*?))?(, target .*)"
    block = re.sub(
        rf"(?m)^{goal}$",
        lambda found: found[1] + _or_another(random, found[2], found[4]) + found[3] + found[5],
        block,
    )  # fmt: skip
    block = re.sub(
        rf"(?m)^( +unless )({'|'.join(EVENTS)})( within \d+ \w+)(?: where (.*))?$",
        lambda found: found[1] + _or_another(random, found[2], found[4]) + found[3], block,
    )  # fmt: skip
    return _waits(random, _entry(random, block))


def _or_another(random: Random, event: str, where: str | None) -> str:
    """The event, mostly with one or two others behind or before it."""
    alone = f"({event} where {where})" if where else event
    if random.random() < 0.25:
        return f"({event} where {where}) or {event}" if where else event
    parts = [alone, *(_other(random) for _ in range(random.choice((1, 1, 2))))]
    random.shuffle(parts)
    return " or ".join(parts)


def _other(random: Random) -> str:
    event = random.choice(EVENTS)
    if random.random() < 0.15:
        return random.choice(("clicked any message", "opened any message", "unsubscribed"))
    return f"({event} where {say.where(random, event)})" if random.random() < 0.4 else event


def _entry(random: Random, block: str) -> str:
    """What is asked of `entry` must be known of each event that lets in."""
    asked = set(re.findall(r"entry\.(\w+)", block)) | set(re.findall(r"once per (\w+)", block))
    if not asked <= {"cart"} or random.random() < 0.3:
        return block

    def entering(found: re.Match[str]) -> str:
        event, where = found[2], found[3]
        others = [each for each in (CARTS if asked else EVENTS) if each != event]
        parts = [f"({event} where {where})" if where else event, random.choice(others)]
        random.shuffle(parts)
        if where is None and set(parts) == {*CARTS} and random.random() < 0.3:
            return f'{found[1]}{" or ".join(parts)} where cart = "{random.choice(say.CARTS)}"'
        return found[1] + " or ".join(parts)

    pattern = rf"(?m)^(  enter on )({'|'.join(EVENTS)})(?: where (.*))?$"
    return re.sub(pattern, entering, block, count=1)


def _waits(random: Random, block: str) -> str:
    """Where both of the events that a wait sees have a cart, mostly somebody asks which it was,
    right then or at the very end."""
    names: list[str] = []

    def waiting(found: re.Match[str]) -> str:
        indent, event, where, rest, inner = found.groups()
        seen = f"({event} where {where})" if where else event
        if event not in CARTS or random.random() < 0.4:
            return f"{indent}wait for {_or_another(random, event, where)}, at most {rest}\n{inner}"
        name = f"x{len(names)}"
        names.append(name)
        parts = [seen, random.choice(CARTS)]
        random.shuffle(parts)
        asks = f"{inner}if {name}.{_asked(random)}\n{inner}  wait 30 minutes\n"
        before, behind = random.choice(((f" as {name}", ""), ("", f" as {name}")))
        line = f"{indent}wait for {' or '.join(parts)}{before}, at most {rest}{behind}"
        return f"{line}\n{asks}{inner}"

    pattern = rf"(?m)^( +)wait for ({'|'.join(EVENTS)})(?: where (.*?))?, at most (.*)\n(\1 +)"
    block = re.sub(pattern, waiting, block)
    for name in names if "\n  leave \"" not in block else ():
        if re.search(rf"(?m)^  wait for .* as {name}\b", block):
            block = at_the_end(block, f"  if {name}.{_asked(random)}\n    wait 1 hour\n")
    return block


def at_the_end(block: str, steps: str) -> str:
    """The block with more steps, above what stands below the campaign."""
    return re.sub(r"\n(\n*)(?=[^\s]|\Z)", lambda found: f"\n{steps}{found[1]}", block, count=1)


def _asked(random: Random) -> str:
    return random.choice((f'cart = "{random.choice(say.CARTS)}"', "cart is unknown"))
