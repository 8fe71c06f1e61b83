"""Waits for the first of several things, each with steps of its own, in random campaigns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from tests.differential import conditions as say
from tests.differential.several import CARTS, EVENTS, at_the_end

WAIT = re.compile(r"( +)wait for (.*?)( as \w+)?, at most (\d+ \w+)( as \w+)?")


def first_of(text: str, share: float) -> str:
    """The text of a project; in so many, most of the waits for an event are for the first of
    several."""
    random = Random("first" + text)
    if random.random() >= share:
        return text
    blocks = text.split("\ncampaign ")
    blocks[1:] = [_campaign(random, block) for block in blocks[1:]]
    return "\ncampaign ".join(blocks)


def _campaign(random: Random, block: str) -> str:
    names: list[str] = []
    lines = list(_lines(random, block.split("\n"), names))
    found = "\n".join(lines)
    for name in names if '\n  leave "' not in block else ():
        if re.search(rf"(?m)^    \S.* as {name}$", found) and random.random() < 0.7:
            found = at_the_end(found, f"  if {name}.{_asked(random)}\n    wait 1 hour\n")
    return found


def _lines(random: Random, lines: list[str], names: list[str]) -> Iterator[str]:
    while lines:
        line = lines.pop(0)
        wait = WAIT.fullmatch(line)
        under = _under(line, lines)
        if wait is None or not under or random.random() < 0.25:
            yield line
            continue
        del lines[: len(under)]
        indent, event, before, length, behind = wait.groups()
        yield f"{indent}wait for the first of, at most {length}"
        own = [f"{indent}  {event}{before or behind or ''}"]
        own += [f"  {each}" for each in _lines(random, under, names)]
        ways = [own, *(_other(random, indent, names) for _ in range(random.choice((1, 1, 2))))]
        random.shuffle(ways)
        for way in ways:
            yield from way


def _under(line: str, lines: list[str]) -> list[str]:
    """The lines of the block that stands under a line."""
    indent = len(line) - len(line.lstrip())
    count = 0
    while count < len(lines) and len(lines[count]) - len(lines[count].lstrip()) > indent:
        count += 1
    return lines[:count]


def _other(random: Random, indent: str, names: list[str]) -> list[str]:
    if random.random() < 0.2:
        return [f"{indent}  clicked any message", f"{indent}    wait 1 hour"]
    event = random.choice(EVENTS)
    line = f"{indent}  {event}{say.maybe_where(random, event, share=0.5)}"
    steps = random.choice((["wait 30 minutes"], ["send news by mail"], [], ['leave "enough"']))
    if event not in CARTS or random.random() < 0.4:
        return [line, *(f"{indent}    {step}" for step in steps)]
    name = f"y{len(names)}"
    names.append(name)
    asks = [f"{indent}    if {name}.{_asked(random)}", f"{indent}      wait 30 minutes"]
    return [f"{line} as {name}", *asks, *(f"{indent}    {step}" for step in steps)]


def _asked(random: Random) -> str:
    return random.choice((f'cart = "{random.choice(say.CARTS)}"', "cart is unknown"))
