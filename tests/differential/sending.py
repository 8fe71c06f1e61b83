"""Channels, messages and the policy of random projects."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

MESSAGES = ("hello", "offer", "news", "receipt")
CHANNELS = ("mail", "text", "push")


def _quiet(random: Random) -> list[str]:
    lines = []
    if random.random() < 0.4:
        drop = ", then drop" if random.random() < 0.3 else ""
        start, end = random.choice((("21:00", "08:00"), ("00:00", "06:30"), ("12:00", "13:00"),
                                    ("22:30", "02:30"), ("01:30", "03:00")))
        lines.append(f"  quiet from {start} until {end}{drop}")
    if random.random() < 0.2:
        drop = ", then drop" if random.random() < 0.3 else ""
        lines.append(f"  quiet on {random.choice(('Sunday', 'Saturday, Sunday'))}{drop}")
    return lines


def _caps(random: Random, share: float) -> list[str]:
    if random.random() >= share:
        return []
    unit = random.choice(("day", "day", "week", "month"))
    return [f"  at most {random.randint(1, 3)} per {unit} per customer"]


def policy(random: Random) -> str:
    zone = random.choice(("UTC", "America/New_York", "Asia/Seoul", "Australia/Lord_Howe"))
    lines = ["policy", f'  timezone "{zone}"', *_caps(random, 0.6), *_quiet(random)]
    if random.random() < 0.3:
        lines.append(f"  hold out {random.choice((5, 20))}% from everything")
    return "\n".join(lines) + "\n"


def channel(random: Random, name: str) -> str:
    return "\n".join([*channel_head(name), *_quiet(random), *_caps(random, 0.4)]) + "\n"


def channel_head(name: str) -> list[str]:
    """The lines of a channel that say whom it reaches."""
    address = {"mail": "email", "text": "phone", "push": "phone"}[name]
    consent = {"mail": "wants_mail", "text": "wants_text", "push": None}[name]
    lines = [f"channel {name}", f"  to {address}"]
    return [*lines, f"  with consent {consent}"] if consent else lines


def message(name: str) -> str:
    """The text of a message, one variant per channel."""
    lines = [f"message {name}"]
    if name == "receipt":
        lines.append("  for service")
    for channel in CHANNELS:
        subject = ' subject "hello"' if channel == "mail" else ""
        lines += [f"  {channel}{subject}", '    """', f"    {name} for you", '    """']
    return "\n".join(lines) + "\n"


def hushed(text: str, share: float, lines: Callable[[Random], list[str]] = _quiet) -> str:
    """The text of a project; in so many, some campaigns have quiet times of their own."""
    random = Random("sunday" + text)
    if random.random() >= share:
        return text

    def hush(found: re.Match[str]) -> str:
        own = lines(random) if random.random() < 0.7 else []
        return "".join(f"{line}\n" for line in own) + found[0]

    return re.sub(r"(?m)^  goal g0: ", hush, text)
