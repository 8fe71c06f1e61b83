"""Random campaigns: who enters, and what happens then."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.differential import conditions as say
from tests.differential.sending import CHANNELS, MESSAGES

TIMES = ("09:00", "10:00", "01:30", "02:30", "23:59", "00:00")
DAYS = ("Monday", "Tuesday", "Friday", "Sunday")


def campaign(random: Random, name: str, names: list[str], segments: list[str]) -> str:
    head, entering = _entry(random, names, segments)
    lines = [f"campaign {name}"]
    if random.random() < 0.4:
        first = random.randint(6, 8)
        lines.append(f"  runs from 2026-03-{first:02} until 2026-03-{first + 3:02}")
    if random.random() < 0.4:
        lines.append(f"  priority {random.randint(1, 3)}")
    lines += head
    for _ in range(random.choice((0, 1, 1, 2))):
        happened = say.event(random)
        lines.append(f"  leave on {happened}{say.maybe_where(random, happened, entry=entering)}")
    lines += _goals(random, entering)
    if random.random() < 0.4:
        lines.append(f"  hold out {random.choice((10, 30))}%")
    lines.append("")
    budget = [random.randint(2, 10)]
    walked = steps(random, "  ", names, entering, budget, 2)
    if not any("send" in step for step in walked):
        walked.append("  send offer by mail, else text")
    return "\n".join([*lines, *walked]) + "\n"


def _entry(
    random: Random, names: list[str], segments: list[str]
) -> tuple[list[str], str | None]:
    roll = random.random()
    only = []
    if random.random() < 0.4:
        only = [f"    only if {say.condition(random, names)}"]
    zone = random.choice(("", "", ' in "America/New_York"'))
    if roll < 0.12:
        segment = random.choice(segments)
        moment = f"2026-03-{random.randint(6, 9):02} {random.choice(TIMES)}"
        return [f"  enter at {moment}{zone} for {segment}", *only], None
    if roll < 0.35:
        when = random.choice(
            ("every day", "every weekday", f"every {random.choice(DAYS)}",
             "every 2 weeks on Monday", "every month on day 8")
        )
        how: tuple[list[str], ...] = ([], [], ["    once"], ["    again after 2 days"])
        seldom = random.choice(how)
        segment = random.choice(segments)
        time = random.choice(TIMES)
        return [f"  enter {when} at {time}{zone} for {segment}", *only, *seldom], None
    event = say.event(random)
    again = random.choice(
        ["once", "again after 1 day", "again after 6 hours", "again after leaving this campaign",
         "again at once, starting over", "again at once, starting over", "each time"]
        + ([] if event == "visit" else ["once per cart"])
    )
    filtered = say.maybe_where(random, event, share=0.3)
    return [f"  enter on {event}{filtered}", *only, f"    {again}"], event


def _goals(random: Random, entering: str | None) -> list[str]:
    lines = []
    for number in range(random.choice((1, 1, 2))):
        within = random.choice(("6 hours", "1 day", "3 days"))
        happened = say.event(random)
        filtered = say.maybe_where(random, happened, entry=entering, share=0.3)
        lines.append(f"  goal g{number}: {happened} within {within}{filtered}, target 10%")
    return lines


def steps(
    random: Random,
    indent: str,
    names: list[str],
    entering: str | None,
    budget: list[int],
    depth: int,
) -> list[str]:
    lines: list[str] = []
    for _ in range(random.randint(1, 4)):
        if budget[0] <= 0:
            break
        budget[0] -= 1
        lines += _step(random, indent, names, entering, budget, depth)
        if lines[-1].lstrip().startswith("leave "):
            break
    return lines or [f"{indent}wait 1 hour"]


def _step(
    random: Random,
    indent: str,
    names: list[str],
    entering: str | None,
    budget: list[int],
    depth: int,
) -> list[str]:
    def block() -> list[str]:
        return steps(random, indent + "  ", names, entering, budget, depth - 1)

    def test() -> str:
        return say.condition(random, names, entry=entering, campaign=True)

    kinds = ["wait", "wait", "until", "send", "send", "send"]
    if depth > 0:
        kinds += ["for", "for", "unless", "unless", "if", "if", "split"]
    if depth < 2:
        kinds.append("leave")
    kind = random.choice(kinds)
    if kind == "wait":
        return [f"{indent}wait {random.choice(_WAITS)}"]
    if kind == "until":
        return [f"{indent}wait until {_moment(random)}"]
    if kind == "send":
        return [indent + _send(random)]
    if kind == "leave":
        return [f'{indent}leave "enough"']
    if kind == "for":
        return _wait_for(random, indent, entering, block)
    if kind == "unless":
        happened, filtered = _answer(random, entering)
        return [f"{indent}unless {happened} within {random.choice(_WAITS)}{filtered}", *block()]
    if kind == "split":
        shares = random.choice((("50%", "50%"), ("30%", ""), ("", "")))
        lines = [f"{indent}split s{random.randint(100, 999)}"]
        for name, share in zip(("left", "right"), shares, strict=True):
            lines.append(f"{indent}  {name} {share}".rstrip())
            lines += steps(random, indent + "    ", names, entering, budget, depth - 1)
        return lines
    lines = [f"{indent}if {test()}", *block()]
    if random.random() < 0.3:
        lines += [f"{indent}else if {test()}", *block()]
    if random.random() < 0.5:
        lines += [f"{indent}else", *block()]
    return lines


_WAITS = ("30 minutes", "1 hour", "5 hours", "1 day", "2 days")


def _moment(random: Random) -> str:
    time = random.choice(TIMES)
    zone = random.choice(("", "", "", ' in "America/New_York"'))
    roll = random.random()
    if roll < 0.5:
        return f"{time}{zone}"
    if roll < 0.8:
        return f"{random.choice(DAYS)} at {time}{zone}"
    return f"2026-03-{random.randint(6, 10):02} at {time}{zone}"


def _send(random: Random) -> str:
    channels = random.sample(CHANNELS, random.randint(1, 3))
    chain = ", else ".join(channels)
    if random.random() < 0.1:
        chain += ", else drop"
    return f"send {random.choice(MESSAGES)} by {chain}"


def _answer(random: Random, entering: str | None) -> tuple[str, str]:
    if random.random() < 0.3:
        kind = random.choice(("clicked", "opened"))
        about = random.choice(("any message", random.choice(MESSAGES)))
        return f"{kind} {about}", ""
    happened = say.event(random)
    return happened, say.maybe_where(random, happened, entry=entering, share=0.3)


def _wait_for(
    random: Random, indent: str, entering: str | None, block: Callable[[], list[str]]
) -> list[str]:
    happened, filtered = _answer(random, entering)
    lines = [f"{indent}wait for {happened}{filtered}, at most {random.choice(_WAITS)}", *block()]
    if random.random() < 0.6:
        lines += [f"{indent}else", *block()]
    return lines
