"""What Segue itself does, in random projects: asked for, and followed."""

from __future__ import annotations

from random import Random

from tests.differential import conditions as say
from tests.differential.campaigns import steps
from tests.differential.sending import CHANNELS


def conditions(random: Random) -> list[str]:
    """Conditions on what Segue itself did, `c9` following what the others do."""
    window = f" in last {say.duration(random)}"
    own = (
        f"no entered c0{window}", f"has left c1{window}", f"no entered c9{window}",
        f'has left c0{window} where reason = "finished"', f"has sent offer{window}",
        f"(count of sent any message{window}) < 2",
        f"last left c9 more than {say.duration(random)} ago",
        f'has sent any message{window} where channel = "{random.choice(CHANNELS)}"',
        'has entered c1 where arm = "held out"',
    )
    return random.sample(own, 3) * 3


def following(random: Random, names: list[str]) -> str:
    """A campaign that follows what another one does, or what it does itself."""
    own = ("entered c0", "left c0", "left c1", "sent any message", "sent news", "left c9")
    again = random.choice(("each time", "again after 1 day", "again at once, starting over"))
    lines = ["campaign c9", f"  enter on {random.choice(own[:3])}"]
    if random.random() < 0.5:
        lines.append(f"    only if {say.condition(random, names)}")
    lines += [f"    {again}", f"  leave on {random.choice(own)}",
              f"  goal g0: {random.choice(own)} within 1 day"]  # fmt: skip
    walked = steps(random, "  ", names, None, [4], 1)
    lines += ["", *walked, f"  wait for {random.choice(own)}, at most 6 hours",
              "    send offer by mail, else text"]  # fmt: skip
    return "\n".join(lines) + "\n"
