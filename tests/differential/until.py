"""Steps that an event or an instant ends, and steps that are repeated, in random campaigns, one
within another too."""

from __future__ import annotations

import re
from random import Random

from tests.differential import conditions as say
from tests.differential.sending import CHANNELS
from tests.differential.several import EVENTS

LENGTHS = ("1 hour", "6 hours", "1 day", "2 days")
AT_THE_END = re.compile(r"\n\n(?=\S)")
"""Where a campaign ends and something else begins."""


def bounded(text: str, lengths: tuple[str, ...], share: float) -> str:
    """The text of a project; in so many, some steps of most campaigns are such."""
    random = Random("until" + text)
    if random.random() >= share:
        return text
    blocks = text.split("\ncampaign ")
    blocks[1:] = [_campaign(random, block, lengths) for block in blocks[1:]]
    return "\ncampaign ".join(blocks)


def _campaign(random: Random, block: str, lengths: tuple[str, ...]) -> str:
    """The block of a campaign, whose steps stand behind the first empty line."""
    head, line, rest = block.partition("\n\n")
    end = AT_THE_END.search(rest)
    steps, below = (rest[: end.start() + 1], rest[end.start() + 1 :]) if end else (rest, "")
    groups = _groups(steps.rstrip("\n").split("\n"))
    for _ in range(random.choice((0, 1, 1, 2, 3))):
        groups = _wrapped(random, groups, lengths)
    return head + line + "\n".join("\n".join(group) for group in groups) + "\n" + below


def _groups(lines: list[str]) -> list[list[str]]:
    """Each step with what stands under it."""
    groups: list[list[str]] = []
    for line in lines:
        if groups and re.match(r"   |  else\b|  then$", line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _wrapped(
    random: Random, groups: list[list[str]], lengths: tuple[str, ...]
) -> list[list[str]]:
    first = random.randrange(len(groups))
    last = random.randint(first, len(groups) - 1)
    inside = "\n".join(line for group in groups[first : last + 1] for line in group)
    behind = "\n".join(line for group in groups[last + 1 :] for line in group)
    if any(f"{name}." in behind for name in re.findall(r" as (\w+)", inside)):
        last = len(groups) - 1
    own = [f"  {line}" for group in groups[first : last + 1] for line in group]
    head = f"  until {_events(random)}, at most {random.choice(lengths)}"
    ends: tuple[str, ...] = ("then", "else")
    if random.random() < 0.4 and not any(line.lstrip().startswith("repeat ") for line in own):
        often, every = random.choice((2, 2, 3)), random.choice((*lengths, "30 minutes"))
        head, ends = f"  repeat up to {often} times, every {every}", ()
    others = [line for word in ends for line in _end(random, word)]
    return [*groups[:first], [head, *own, *others], *groups[last + 1 :]]


def _events(random: Random) -> str:
    event = random.choice(EVENTS)
    if random.random() < 0.2:
        return random.choice(("clicked any message", f"{event} or opened any message"))
    return event + say.maybe_where(random, event, share=0.3)


def _end(random: Random, word: str) -> list[str]:
    send = f"send {random.choice(('news', 'offer'))} by {random.choice(CHANNELS)}"
    steps = random.choice(
        ([], [send], ["wait 1 hour", send], ['leave "enough"'], [send, "wait 30 minutes"],
         [f"if has {random.choice(EVENTS)} since entry", f"  {send}"])
    )  # fmt: skip
    return [f"  {word}", *(f"    {step}" for step in steps)] if steps else []
