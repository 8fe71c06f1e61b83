"""Offers in random projects: what is given, asked for, and used."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

from compiler.model.offers import Offer
from tests.differential import conditions as say

POOL = "codes.csv"
CODES = ("food", "a", "Books", "toys", "b", "x1", "c", *(f"x{number}" for number in range(2, 15)))
"""Some of them stand in the events of the shop: its categories and carts."""
TEXTS = {POOL: "\n".join(CODES)}


def pool(offer: Offer) -> Sequence[str]:
    """The codes of every pool."""
    return CODES


def declared(random: Random) -> str:
    """A code for all, and codes of their own."""
    blocks = []
    for head, coupon, field in (
        ("offer gift", f'  coupon code "{random.choice(say.CATEGORIES)}"', "category"),
        ("offer ticket", f'  coupon from pool "{POOL}"', "cart"),
    ):
        name = head.removeprefix("offer ")
        blocks += [head, coupon]
        if random.random() < 0.7:
            blocks.append(f"  valid for {random.choice(('6 hours', '1 day', '3 days'))}")
        said = f"{field} = {name}.code"
        where = random.choice((
            f' where {said} or {name}.code starts with "x"',
            f" where {said} or category = {name}.code", f" where {said} or amount > 5",
            f" where {name}.code is known and amount >= 5", "",
        ))  # fmt: skip
        blocks.append(f"  used by purchase{where}")
        if random.random() < 0.3:
            blocks.append(f"  at most {random.randint(2, 40)} in all")
    return "\n".join(blocks) + "\n"


def conditions(random: Random) -> list[str]:
    """Conditions on what was given and used."""
    window = f" in last {say.duration(random)}"
    found = (
        "has unused gift", "has unused ticket", f"has given gift{window}", "no given ticket",
        f"(count of used ticket{window}) < 1", f"has used gift where amount {say.number(random)}",
        'no given ticket where campaign = "c0"', "count of given gift < 3",
        f"last given ticket more than {say.duration(random)} ago",
        "has given ticket in last 1 day followed by used ticket within 6 hours",
    )
    return random.sample(found, 3) * 2 + ["has unused gift", "has unused ticket"]


def giving(random: Random, block: str) -> str:
    """The text with gifts before some of its messages."""
    lines: list[str] = []
    for line in block.splitlines():
        if line.lstrip().startswith("send ") and random.random() < 0.6:
            indent = line[: len(line) - len(line.lstrip())]
            lines.append(f"{indent}give {random.choice(('gift', 'ticket', 'ticket'))}")
        lines.append(line)
    return "\n".join(lines) + ("\n" if block.endswith("\n") else "")


def following(random: Random, names: list[str]) -> str:
    """A campaign that follows what others give, and what is used."""
    events = ("given gift", "given ticket", "used gift", "used ticket")
    again = random.choice(("each time", "again after 1 day", "again at once, starting over"))
    lines = ["campaign c8", f"  enter on {random.choice((*events, *events[2:]))}"]
    if random.random() < 0.5:
        lines.append(f"    only if {say.condition(random, names)}")
    lines += [f"    {again}", f"  leave on {random.choice(events)}",
              f"  goal g0: {random.choice(events[2:])} within 1 day, worth amount", "",
              f"  wait for {random.choice(events[2:])}, at most 12 hours",
              "    send hello by mail, else push", "  else", "    send news by text",
              "  wait 5 hours", "  if has unused ticket", "    send offer by push"]  # fmt: skip
    return "\n".join(lines) + "\n"


def pointed(text: str, share: float) -> str:
    """The text of a project; in so many that give, some of what is given are points."""
    random = Random("points" + text)
    if "\noffer gift\n" not in text or random.random() >= share:
        return text
    lines = ["offer bonus", f"  points {random.choice((5, 500))}"]
    lines += [f"  valid for {random.choice(('6 hours', '1 day'))}"] if random.random() < 0.6 else []
    lines += [f"  at most {random.randint(2, 40)} in all"] if random.random() < 0.4 else []

    def point(found: re.Match[str]) -> str:
        return "give bonus" if random.random() < 0.4 else found[0]

    def ask(found: re.Match[str]) -> str:
        window = f"in last {say.duration(random)}"
        asked = random.choice((f"(count of given bonus {window}) >= 2",
                               f"has given bonus {window} where points >= 5",
                               "(count of given bonus) > 1"))  # fmt: skip
        return asked if random.random() < 0.4 else found[0]

    text = re.sub(r"(?<![a-z] )give (?:gift|ticket)", point, text)
    return "\n".join(lines) + "\n\n" + re.sub("has unused gift", ask, text)
